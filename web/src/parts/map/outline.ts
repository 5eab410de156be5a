import type { MultiPolygon, Polygon, Position } from 'geojson';

/** The path of a shape, and where a number may stand on it. */
export interface Outline {
  /** For the attribute `d` of an SVG path. */
  readonly d: string;
  /** The middle of the shape's largest part. */
  readonly x: number;
  readonly y: number;
  /** The area of the largest part, in the square of the map's units. */
  readonly area: number;
}

/** Turns a shape that is projected already into an outline. Empty for a shape without parts. */
export function outlineOf(shape: Polygon | MultiPolygon): Outline {
  const polygons = shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates;
  const largest = polygons
    .map(([ring = []]) => middleOf(ring))
    .reduce((one, other) => (other.area > one.area ? other : one), { x: 0, y: 0, area: 0 });
  return { d: polygons.flat().map(ringPath).join(''), ...largest };
}

/** The path of lines, such as borders. */
export function linesPath(lines: readonly Position[][]): string {
  return lines.map((line) => `M${line.map(point).join('L')}`).join('');
}

function ringPath(ring: readonly Position[]): string {
  // The last point is the first once more (RFC 7946, 3.1.6).
  return `M${ring.slice(0, -1).map(point).join('L')}Z`;
}

function point([x = 0, y = 0]: Position): string {
  return `${Math.round(x * 10) / 10},${Math.round(y * 10) / 10}`;
}

/** The centroid of a ring and the area in it (https://en.wikipedia.org/wiki/Centroid#Of_a_polygon). */
function middleOf(ring: readonly Position[]): { x: number; y: number; area: number } {
  let [sumX, sumY, doubleArea] = [0, 0, 0];
  ring.slice(1).forEach(([x = 0, y = 0], at) => {
    const [fromX = 0, fromY = 0] = ring[at] ?? [];
    const cross = fromX * y - x * fromY;
    doubleArea += cross;
    sumX += (fromX + x) * cross;
    sumY += (fromY + y) * cross;
  });
  if (doubleArea === 0) return { x: 0, y: 0, area: 0 };
  return { x: sumX / (3 * doubleArea), y: sumY / (3 * doubleArea), area: Math.abs(doubleArea / 2) };
}

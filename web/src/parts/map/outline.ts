import type { MultiPolygon, Polygon, Position } from 'geojson';

/** The path of a shape, and where a number may stand on it. */
export interface Outline {
  /** For the attribute `d` of an SVG path. */
  readonly d: string;
  /** A point in the shape's largest part: as high as its centroid, and in the middle of where the part is widest there. */
  readonly x: number;
  readonly y: number;
  /** How wide the part is there. */
  readonly width: number;
}

/** Turns a shape that is projected already into an outline. */
export function outlineOf(shape: Polygon | MultiPolygon): Outline {
  const polygons = shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates;
  const parts = polygons.map(([ring = []]) => ({ ring, ...middleOf(ring) }));
  const largest = parts.reduce((one, other) => (other.area > one.area ? other : one));
  const [from, to] = widestSpan(largest.ring, largest.y);
  return { d: polygons.flat().map(ringPath).join(''), x: (from + to) / 2, y: largest.y, width: to - from };
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

/** How high the centroid of a ring is, and the area in it (https://en.wikipedia.org/wiki/Centroid#Of_a_polygon). */
function middleOf(ring: readonly Position[]): { y: number; area: number } {
  let [sumY, doubleArea] = [0, 0];
  for (const [[fromX, fromY], [toX, toY]] of edgesOf(ring)) {
    const cross = fromX * toY - toX * fromY;
    doubleArea += cross;
    sumY += (fromY + toY) * cross;
  }
  return { y: doubleArea === 0 ? 0 : sumY / (3 * doubleArea), area: Math.abs(doubleArea / 2) };
}

/** The longest part of a horizontal line that is within a ring: from where to where. */
function widestSpan(ring: readonly Position[], y: number): readonly [number, number] {
  const crossings = edgesOf(ring)
    .filter(([[, fromY], [, toY]]) => fromY > y !== toY > y)
    .map(([[fromX, fromY], [toX, toY]]) => fromX + ((toX - fromX) * (y - fromY)) / (toY - fromY))
    .sort((one, other) => one - other);
  // Every second crossing leads into the ring, the next one out of it.
  const spans = crossings.flatMap((from, at) => (at % 2 === 0 ? [[from, crossings[at + 1] ?? from] as const] : []));
  return spans.reduce<readonly [number, number]>(
    (one, other) => (other[1] - other[0] > one[1] - one[0] ? other : one),
    [0, 0],
  );
}

type Point = readonly [number, number];

function edgesOf(ring: readonly Position[]): (readonly [Point, Point])[] {
  const points = ring.map(([x = 0, y = 0]): Point => [x, y]);
  return points.slice(1).map((to, at) => [points[at] ?? to, to]);
}

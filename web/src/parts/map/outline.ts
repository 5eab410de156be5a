import type { MultiPolygon, Polygon, Position } from 'geojson';

/** The path of a shape, and where a number may stand on it. */
export interface Outline {
  /** For the attribute `d` of an SVG path. */
  readonly d: string;
  /** A point in the shape's largest part, in the middle of where a number has room. */
  readonly x: number;
  readonly y: number;
  /** How wide a number may be there. */
  readonly width: number;
}

/** Where a number may stand on a shape. */
type Place = Omit<Outline, 'd'>;

/** How high the digits are that a number is written with, in units of the map. */
const digitHeight = 12;

/** A place of this width has room for every number: a better one is not looked for. */
const wideEnough = 60;

/** At how many heights a place is looked for. */
const heights = 24;

/** Turns a shape that is projected already into an outline. */
export function outlineOf(shape: Polygon | MultiPolygon): Outline {
  const polygons = shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates;
  const largest = polygons
    .map(([ring = []]) => ({ ring, ...middleOf(ring) }))
    .reduce((one, other) => (other.area > one.area ? other : one));
  return { d: polygons.flat().map(ringPath).join(''), ...placeIn(largest.ring, largest.y) };
}

/** Where there is room for a number: as near to the centroid as there is enough, else where there is most. @param middle the centroid's y */
function placeIn(ring: readonly Position[], middle: number): Place {
  const edges = edgesOf(ring);
  const all = ring.map(([, y = 0]) => y);
  const top = Math.min(...all);
  const step = (Math.max(...all) - top) / heights;
  const others = Array.from({ length: heights }, (_, at) => placeAt(edges, top + at * step));
  return [placeAt(edges, middle), ...others].reduce((one, other) => {
    const gain = Math.min(other.width, wideEnough) - Math.min(one.width, wideEnough);
    const isNearer = Math.abs(other.y - middle) < Math.abs(one.y - middle);
    return gain > 0 || (gain === 0 && isNearer) ? other : one;
  });
}

/** The widest place for a number at a height: all of the digits' height is within the ring. */
function placeAt(edges: readonly Edge[], y: number): Place {
  const spans = spansAt(edges, y);
  const above = spansAt(edges, y - digitHeight / 2);
  const below = spansAt(edges, y + digitHeight / 2);
  const within = overlaps(overlaps(spans, above), below);
  const [from, to] = widest(within) ?? middleOfSpan(widest(spans) ?? [0, 0]);
  return { x: (from + to) / 2, y, width: to - from };
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

/** From where to where. */
type Span = readonly [number, number];

function overlaps(some: readonly Span[], others: readonly Span[]): readonly Span[] {
  return some
    .flatMap((one) => others.map((other): Span => [Math.max(one[0], other[0]), Math.min(one[1], other[1])]))
    .filter(([from, to]) => from < to);
}

function widest(spans: readonly Span[]): Span | undefined {
  return spans.toSorted((one, other) => other[1] - other[0] - (one[1] - one[0]))[0];
}

function middleOfSpan([from, to]: Span): Span {
  return [(from + to) / 2, (from + to) / 2];
}

/** The parts of a horizontal line that are within a ring. */
function spansAt(edges: readonly Edge[], y: number): readonly Span[] {
  const crossings = edges
    .filter(([[, fromY], [, toY]]) => fromY > y !== toY > y)
    .map(([[fromX, fromY], [toX, toY]]) => fromX + ((toX - fromX) * (y - fromY)) / (toY - fromY))
    .sort((one, other) => one - other);
  // Every second crossing leads into the ring, the next one out of it.
  return crossings.flatMap((from, at) => (at % 2 === 0 ? [[from, crossings[at + 1] ?? from] as const] : []));
}

type Point = readonly [number, number];

type Edge = readonly [Point, Point];

function edgesOf(ring: readonly Position[]): Edge[] {
  const points = ring.map(([x = 0, y = 0]): Point => [x, y]);
  return points.slice(1).map((to, at) => [points[at] ?? to, to]);
}

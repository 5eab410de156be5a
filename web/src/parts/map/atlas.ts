import type { Feature, Geometry } from 'geojson';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { linesPath, outlineOf, type Outline } from './outline.ts';

/** A state as the map draws it. */
export interface AtlasState extends Outline {
  readonly name: string;
}

/** What the map draws. */
export interface Atlas {
  /** For the attribute `viewBox`. */
  readonly viewBox: string;
  /** By name. */
  readonly states: readonly AtlasState[];
  /** The lines around states, each once, as a path. */
  readonly borders: string;
}

/**
 * Fetches the atlas.
 * @param url where states-albers-10m.json of us-atlas lies: projected, so that it is drawn as it is (https://github.com/topojson/us-atlas)
 * @throws TypeError when it cannot be reached, SyntaxError when it is no JSON, Error when it is no such atlas
 */
export async function fetchAtlas(url: string): Promise<Atlas> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`The map ${url} was answered with ${answer.status}.`);
  return atlasOf(await answer.json());
}

/** The atlas in a TopoJSON document. @throws Error when that has no states */
export function atlasOf(value: unknown): Atlas {
  if (!isStatesTopology(value)) throw new Error('The map is no TopoJSON document with states.');
  const { states } = value.objects;
  const [left, top, right, bottom] = value.bbox;
  return {
    viewBox: [left, top, right - left, bottom - top].map(Math.round).join(' '),
    states: feature(value, states)
      .features.flatMap(stateOf)
      .sort((one, other) => one.name.localeCompare(other.name, 'en')),
    borders: linesPath(mesh(value, states).coordinates),
  };
}

function stateOf({ geometry, properties }: Feature<Geometry, { name: string }>): AtlasState[] {
  if (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon') return [];
  return [{ name: properties.name, ...outlineOf(geometry) }];
}

type StatesTopology = Topology<{ states: GeometryCollection<{ name: string }> }> & {
  bbox: [number, number, number, number];
};

/** Looks as far as tells this document from another one: what is in it was published together with the page. */
function isStatesTopology(value: unknown): value is StatesTopology {
  if (typeof value !== 'object' || value === null) return false;
  const { type, arcs, bbox, objects }: Record<string, unknown> = { ...value };
  return (
    type === 'Topology' &&
    Array.isArray(arcs) &&
    Array.isArray(bbox) &&
    bbox.length === 4 &&
    typeof objects === 'object' &&
    objects !== null &&
    'states' in objects
  );
}

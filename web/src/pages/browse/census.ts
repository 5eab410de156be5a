import type { Dragon } from '../../api/api.ts';
import { folded } from '../../dragons/folded.ts';

/** How many dragons have something in common. */
export interface Count {
  /** What they have in common, as the first of them has it written. */
  readonly name: string;
  readonly count: number;
}

/** How many dragons live in a place. */
export interface PlaceCount extends Count {
  /** The state; `name` is it, too. */
  readonly state: string;
  readonly country: string;
}

/** Dragons, counted; the most first, and by name where there are as many. Upper and lower case are the same. */
export interface Census {
  readonly total: number;
  readonly families: readonly Count[];
  readonly countries: readonly Count[];
  /** A state of one country is not the state of another that is called the same. */
  readonly places: readonly PlaceCount[];
  readonly cities: readonly Count[];
}

/** Counts dragons. */
export function censusOf(dragons: readonly Dragon[]): Census {
  return {
    total: dragons.length,
    families: counted(dragons, ({ family }) => ({ name: family })),
    countries: counted(dragons, ({ country }) => ({ name: country })),
    places: counted(dragons, ({ state, country }) => ({ name: state, state, country })),
    cities: counted(dragons, ({ city }) => ({ name: city })),
  };
}

/** Whether two spellings mean the same. */
export function isSame(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && folded(one) === folded(other);
}

function counted<T extends Record<string, string> & { readonly name: string }>(
  dragons: readonly Dragon[],
  groupOf: (dragon: Dragon) => T,
): (T & Count)[] {
  const groups = new Map<string, T & { count: number }>();
  for (const dragon of dragons) {
    const group = groupOf(dragon);
    const key = JSON.stringify(Object.values(group).map(folded));
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { ...group, count: 1 });
    else known.count += 1;
  }
  return [...groups.values()].sort((a, b) => b.count - a.count || a.name.localeCompare(b.name));
}

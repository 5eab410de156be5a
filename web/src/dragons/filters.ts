import { queryParameters } from '../../generated/query-parameters.ts';

const parameters = queryParameters.listDragons;

/** What the list can be narrowed by, in the order in which it stands in the address. */
export const filterNames = ['q', 'family', 'country', 'state', 'city', 'neighborhood'] as const;

export type FilterName = (typeof filterNames)[number];

/** What the list is narrowed by; a filter that is not there does not narrow. */
export type Filters = Readonly<Partial<Record<FilterName, string>>>;

/** How long a filter may be, in characters (code points, as JSON Schema counts). */
export function maximumOf(name: FilterName): number {
  return parameters[name].maxLength;
}

/** Whether the contract refuses a filter for its length. */
export function isTooLong(name: FilterName, text: string): boolean {
  return Array.from(text).length > maximumOf(name);
}

/** The text as it is asked for: blanks and control characters tell nothing apart, and half a surrogate pair has no place in an address. */
export function cleaned(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

/**
 * The filters in the query of an address. Whatever else stands there is left out, and so are blank filters; one that is too long stays, so
 * that it can be said.
 */
export function filtersOf(query: Readonly<Record<string, string>>): Filters {
  return entriesOf((name) => query[name]);
}

/** The filters that the contract takes. */
export function sendable(filters: Filters): Filters {
  return entriesOf((name) => {
    const text = filters[name] ?? '';
    return isTooLong(name, text) ? undefined : text;
  });
}

/** The address of the list with these filters; the same filters always have the same one. */
export function addressOf(filters: Filters): string {
  const query = new URLSearchParams(Object.entries(entriesOf((name) => filters[name])));
  return query.size === 0 ? '/' : `/?${query}`;
}

/** The filters with some of them changed; a blank one is taken away. */
export function changed(filters: Filters, change: Filters): Filters {
  return entriesOf((name) => change[name] ?? filters[name]);
}

/** The filters with a place of their own instead of the place that they had: a city of Nevada is none of Ohio. */
export function movedTo(filters: Filters, place: Pick<Filters, 'country' | 'state'>): Filters {
  return changed(filters, { country: '', state: '', city: '', neighborhood: '', ...place });
}

/** The filters that narrow, in their order. */
export function activeOf(filters: Filters): readonly (readonly [FilterName, string])[] {
  return filterNames.flatMap((name) => {
    const text = filters[name];
    return text === undefined ? [] : [[name, text] as const];
  });
}

function entriesOf(textOf: (name: FilterName) => string | undefined): Filters {
  const filters: Partial<Record<FilterName, string>> = {};
  for (const name of filterNames) {
    const text = cleaned(textOf(name) ?? '');
    if (text !== '') filters[name] = text;
  }
  return filters;
}

import { isObject } from '../../local/json.ts';

/** A value in a document, and where it stands there. */
export interface Place {
  readonly value: unknown;
  /** JSON Pointer (https://www.rfc-editor.org/rfc/rfc6901), as in `#/paths/~1dragons/get`. */
  readonly pointer: string;
  /** The whole document, in which references are looked up. */
  readonly root: unknown;
}

/** A reference leads nowhere inside the document. */
export class UnresolvedReferenceError extends Error {
  override readonly name = 'UnresolvedReferenceError';
}

/** The document itself. */
export function rootOf(document: unknown): Place {
  return { value: document, pointer: '#', root: document };
}

/** A member of an object or of a list; one that is not there has the value `undefined`, and the place where it would stand. References are followed. */
export function at(place: Place, ...keys: readonly (string | number)[]): Place {
  return keys.reduce<Place>((parent, key) => {
    const pointer = `${parent.pointer}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
    return followed({ ...parent, value: memberOf(parent.value, key), pointer });
  }, place);
}

/** The keys that lead to a place. @param pointer a JSON Pointer with `#` before it */
export function keysOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The members of an object by their names; none for anything else. */
export function members(place: Place): Map<string, Place> {
  return new Map(isObject(place.value) ? Object.keys(place.value).map((key) => [key, at(place, key)]) : []);
}

/** The entries of a list; none for anything else. */
export function entries(place: Place): Place[] {
  return Array.isArray(place.value) ? place.value.map((_, index) => at(place, index)) : [];
}

/** The texts of a list; none for anything else. */
export function texts(place: Place): string[] {
  return entries(place).flatMap(({ value }) => (typeof value === 'string' ? [value] : []));
}

/** Both sides of everything that stands in one of two objects, by name. */
export function pairs<T>(
  before: ReadonlyMap<string, T>,
  now: ReadonlyMap<string, T>,
): [string, T | undefined, T | undefined][] {
  return [...new Set([...before.keys(), ...now.keys()])].map((key) => [key, before.get(key), now.get(key)]);
}

/** Whether two values are the same JSON, in whatever order members stand. */
export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

/** A value with the members of its objects in the order of their names. */
export function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  );
}

/** Follows `$ref` inside the document. @throws UnresolvedReferenceError for one that leads nowhere, or round in a circle */
function followed(place: Place, seen: readonly string[] = []): Place {
  const reference = isObject(place.value) ? place.value.$ref : undefined;
  if (typeof reference !== 'string') return place;
  if (!reference.startsWith('#/'))
    throw new UnresolvedReferenceError(`${place.pointer}: ${reference} is not inside of the document.`);
  if (seen.includes(reference))
    throw new UnresolvedReferenceError(`${place.pointer}: ${reference} leads round in a circle.`);
  const value = keysOf(reference).reduce<unknown>(memberOf, place.root);
  if (value === undefined) throw new UnresolvedReferenceError(`${place.pointer}: there is no ${reference}.`);
  return followed({ ...place, value, pointer: reference }, [...seen, reference]);
}

function memberOf(value: unknown, key: string | number): unknown {
  if (Array.isArray(value)) return value[Number(key)];
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

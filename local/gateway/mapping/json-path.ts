import { isObject } from '../../json.ts';

/** The JSON path uses more than members and indexes. */
export class UnsupportedJsonPathError extends Error {
  override readonly name = 'UnsupportedJsonPathError';

  constructor(path: string) {
    super(`JSON path ${path} is not simulated: only members and indexes are ($.a.b, $['a'], $.a[0])`);
  }
}

/** Evaluates `$`, `$.a.b`, `$['a']` and `$.a[0]`. */
export type JsonPath = (document: unknown) => unknown;

/** @throws UnsupportedJsonPathError for wildcards, filters, slices and `..` */
export function compileJsonPath(path: string): JsonPath {
  const keys: (string | number)[] = [];
  const token = /\.([A-Za-z_][\w-]*)|\[\s*'([^']*)'\s*\]|\[\s*"([^"]*)"\s*\]|\[\s*(\d+)\s*\]/y;
  token.lastIndex = 1;
  while (path.startsWith('$') && token.lastIndex < path.length) {
    const [, member, single, double, index] = token.exec(path) ?? [];
    const key = member ?? single ?? double ?? (index === undefined ? undefined : Number(index));
    if (key === undefined) throw new UnsupportedJsonPathError(path);
    keys.push(key);
  }
  if (!path.startsWith('$')) throw new UnsupportedJsonPathError(path);
  return (document) => keys.reduce(member, document);
}

function member(value: unknown, key: string | number): unknown {
  if (typeof key === 'number') return Array.isArray(value) ? value[key] : undefined;
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

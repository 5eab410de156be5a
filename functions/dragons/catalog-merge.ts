import { catalogRecord } from './catalog-record.ts';
import type { Dragon } from './dragon.ts';

/** A line of the catalogue is not what {@link catalogRecord} writes, or not in its place. */
export class DamagedCatalogError extends Error {
  override readonly name = 'DamagedCatalogError';
}

/** A place in the catalogue, in bytes: a line with its line feed, or, where both are the same, the place of a line that is missing. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/** A catalogue with some changes merged into it. */
export interface Merged {
  readonly bytes: Buffer;
  /** The folded names of the lines that are different now. */
  readonly changed: readonly string[];
}

/**
 * Puts changes into a catalogue. Only the lines on the way to the changed ones are looked at (a binary search, since lines are sorted by
 * folded name), so the cost hardly grows with the catalogue beyond copying its bytes.
 * @param catalog JSON Lines as `catalogText` writes them
 * @param changes by folded name; undefined for a dragon that shall not be there
 * @throws DamagedCatalogError when a line on the way is not readable
 */
export function mergeIntoCatalog(catalog: Buffer, changes: ReadonlyMap<string, Dragon | undefined>): Merged {
  const sorted = [...changes]
    .map(([nameKey, dragon]) => ({
      nameKey,
      key: Buffer.from(nameKey),
      line: dragon === undefined ? '' : lineOf(dragon),
    }))
    // The order of UTF-8 bytes is the order of code points.
    .sort((a, b) => Buffer.compare(a.key, b.key));
  const pieces: Uint8Array[] = [];
  const changed: string[] = [];
  let copied = 0;
  for (const { nameKey, key, line } of sorted) {
    const { start, end } = find(catalog, key);
    const bytes = Buffer.from(line);
    if (bytes.equals(catalog.subarray(start, end))) continue;
    pieces.push(catalog.subarray(copied, start), bytes);
    copied = end;
    changed.push(nameKey);
  }
  return { bytes: Buffer.concat([...pieces, catalog.subarray(copied)]), changed };
}

/** The folded names of a catalogue's lines. @throws DamagedCatalogError when a line is not readable or not in its place */
export function* catalogKeys(catalog: Buffer): Generator<string> {
  let before: Buffer | undefined;
  for (let start = 0; start < catalog.length;) {
    const end = lineEnd(catalog, start);
    const key = keyOfLine(catalog, { start, end });
    if (before !== undefined && Buffer.compare(before, key) >= 0)
      throw new DamagedCatalogError(`The lines at byte ${start} are not in order.`);
    yield key.toString();
    before = key;
    start = end;
  }
}

function lineOf(dragon: Dragon): string {
  return `${JSON.stringify(catalogRecord(dragon))}\n`;
}

/** Where the line of a name is, or would be. */
function find(catalog: Buffer, key: Buffer): Span {
  let low = 0;
  let high = catalog.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const start = catalog.lastIndexOf(lineFeed, middle - 1) + 1;
    const span = { start: middle === 0 ? 0 : start, end: lineEnd(catalog, middle) };
    const order = Buffer.compare(key, keyOfLine(catalog, span));
    if (order === 0) return span;
    if (order < 0) high = span.start;
    else low = span.end;
  }
  return { start: low, end: low };
}

const lineFeed = 0x0a;

function lineEnd(catalog: Buffer, from: number): number {
  const end = catalog.indexOf(lineFeed, from);
  if (end === -1) throw new DamagedCatalogError('The last line has no line feed.');
  return end + 1;
}

const keyStart = Buffer.from(',"nameKey":"');
const keyEnd = Buffer.from('","familyKey":"');

/**
 * The folded name in a line. It is looked for instead of parsing the whole line: inside of JSON texts quotes are escaped, so what surrounds it
 * cannot stand in a text that somebody wrote.
 */
function keyOfLine(catalog: Buffer, { start, end }: Span): Buffer {
  const line = catalog.subarray(start, end);
  const from = line.indexOf(keyStart);
  const to = line.indexOf(keyEnd, from);
  if (from === -1 || to === -1) throw new DamagedCatalogError(`The line at byte ${start} has no nameKey.`);
  const raw = line.subarray(from + keyStart.length, to);
  return raw.includes(backslash) ? Buffer.from(unescaped(raw.toString(), start)) : raw;
}

const backslash = 0x5c;

function unescaped(text: string, start: number): string {
  try {
    return String(JSON.parse(`"${text}"`));
  } catch (cause) {
    throw new DamagedCatalogError(`The nameKey of the line at byte ${start} is no JSON text.`, { cause });
  }
}

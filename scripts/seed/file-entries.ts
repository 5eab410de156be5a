import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { isObject } from '../../local/json.ts';
import { printable } from '../terminal/printable.ts';
import { lines } from './lines.ts';

/** One dragon of a file, or what stands in its place. */
export interface FileEntry {
  /** For people: `line 3` of JSON Lines, `entry 3` of a JSON array. */
  readonly place: string;
  /** How much of the file is read with it, 0 to 1; undefined when nobody knows how long the file is. */
  readonly read: number | undefined;
  readonly content: { readonly value: Record<string, unknown> } | { readonly fault: string };
}

/** A file that no dragon can be read from: the message says why and what to do. */
export class UnusableFileError extends Error {
  override readonly name = 'UnusableFileError';
}

/**
 * Reads the entries of a file: a JSON array, or JSON Lines, told apart by the first character. JSON Lines are read as they are taken, so the file
 * may be of any length; an array is read whole.
 * @throws UnusableFileError before the first entry, or where the file cannot be read on
 */
export async function* fileEntries(path: string): AsyncGenerator<FileEntry> {
  const file = printable(path);
  const size = await sizeOf(path, file);
  const chunks = readable(path, file);
  const head = await firstChunks(chunks);
  const start = contentStart(head, file);
  const isArray = String.fromCharCode(head[start] ?? 0) === '[';
  const content = head.subarray(start);
  if (isArray) yield* arrayEntries(await whole(content, chunks), file);
  else yield* lineEntries(content, start, chunks, { file, size, linesBefore: countLineFeeds(head.subarray(0, start)) });
}

async function sizeOf(path: string, file: string): Promise<number | undefined> {
  const found = await stat(path).catch((error: unknown) => {
    throw new UnusableFileError(`${file} cannot be read: ${reason(error)}`, { cause: error });
  });
  if (found.isDirectory()) throw new UnusableFileError(`${file} is a folder; name a file in it.`);
  return found.isFile() ? found.size : undefined;
}

async function* readable(path: string, file: string): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of createReadStream(path)) if (Buffer.isBuffer(chunk)) yield chunk;
  } catch (error) {
    throw new UnusableFileError(`${file} cannot be read: ${reason(error)}`, { cause: error });
  }
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'there is no such file.';
  return code === 'EACCES' ? 'you may not read it.' : printable(error.message);
}

/** Reads until something else than white space came. */
async function firstChunks(chunks: AsyncGenerator<Buffer>): Promise<Buffer> {
  let head: Buffer = Buffer.alloc(0);
  for await (const chunk of chunksOf(chunks)) {
    head = Buffer.concat([head, chunk]);
    if (head.length >= 4 && firstOther(head, markLength(head)) < head.length) break;
  }
  return head;
}

/** The same chunks; who stops taking them leaves the rest for others, which a loop over the generator itself would not. */
async function* chunksOf(chunks: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) yield next.value;
}

/** Bytes of the mark that says UTF-8, which some editors write. */
function markLength(bytes: Buffer): number {
  return bytes.toString('hex', 0, 3) === 'efbbbf' ? 3 : 0;
}

const blank = /[ \t\r\n]/;

function firstOther(bytes: Buffer, from: number): number {
  let at = from;
  while (at < bytes.length && blank.test(String.fromCharCode(bytes[at] ?? 0))) at += 1;
  return at;
}

/** What a file begins with that is not what it should be, in hexadecimal, and what to do then. */
const foreign: readonly (readonly [RegExp, string])[] = [
  [/^1f8b/, 'is compressed with gzip. Unpack it first: gunzip -c FILE > dragons.jsonl'],
  [/^504b0304/, 'is a ZIP archive. Unpack it first.'],
  [/^(fffe|feff)/, 'is UTF-16. Write it as UTF-8: iconv -f UTF-16 -t UTF-8 FILE > dragons.jsonl'],
  [/^(00..|..00)/, 'is not UTF-8 (perhaps UTF-16 without a mark). Write it as UTF-8 with iconv.'],
];

/** Where the text begins, behind a mark of UTF-8 and white space. @throws UnusableFileError */
function contentStart(head: Buffer, file: string): number {
  const magic = head.toString('hex', 0, 4);
  const [, why] = foreign.find(([pattern]) => pattern.test(magic)) ?? [];
  if (why !== undefined) throw new UnusableFileError(`${file} ${why}`);
  const start = firstOther(head, markLength(head));
  if (start === head.length) throw new UnusableFileError(`${file} is empty.`);
  return start;
}

async function whole(head: Buffer, chunks: AsyncIterable<Buffer>): Promise<Buffer> {
  const all = [head];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}

function* arrayEntries(bytes: Buffer, file: string): Generator<FileEntry> {
  if (!isUtf8(bytes)) {
    throw new UnusableFileError(`${file} is not UTF-8. Write it so: iconv -f LATIN1 -t UTF-8 FILE > dragons.json`);
  }
  const { value, fault } = parsed(bytes.toString());
  if (!Array.isArray(value)) throw new UnusableFileError(`${file} begins like a JSON array, but ${fault ?? 'is none'}`);
  const entries: unknown[] = value;
  for (const [index, entry] of entries.entries()) {
    yield { place: `entry ${index + 1}`, read: (index + 1) / entries.length, content: contentOf(entry) };
  }
}

async function* lineEntries(
  head: Buffer,
  start: number,
  chunks: AsyncIterable<Buffer>,
  { file, size, linesBefore }: { file: string; size: number | undefined; linesBefore: number },
): AsyncGenerator<FileEntry> {
  let isFirst = true;
  for await (const { number, bytes, end } of lines(head, chunks)) {
    const content = lineContent(bytes);
    if (content === undefined) continue;
    if (isFirst && 'fault' in content) {
      throw new UnusableFileError(
        `${file} is neither a JSON array nor JSON Lines (one dragon a line): line ${linesBefore + number} ${content.fault}`,
      );
    }
    isFirst = false;
    const read = size === undefined ? undefined : Math.min(1, (start + end) / size);
    yield { place: `line ${linesBefore + number}`, read, content };
  }
}

function lineContent(bytes: Buffer | undefined): FileEntry['content'] | undefined {
  if (bytes === undefined) return { fault: 'is longer than a dragon can be.' };
  if (!isUtf8(bytes)) return { fault: 'is not UTF-8.' };
  const text = bytes.toString();
  if (text.trim() === '') return undefined;
  const { value, fault } = parsed(text);
  return fault === undefined ? contentOf(value) : { fault };
}

function contentOf(value: unknown): FileEntry['content'] {
  return isObject(value) ? { value } : { fault: 'is no JSON object.' };
}

/** The value of a JSON text, or what is wrong with it. */
function parsed(text: string): { readonly value?: unknown; readonly fault?: string } {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { fault: `is no JSON: ${error instanceof Error ? printable(error.message) : ''}` };
  }
}

function countLineFeeds(bytes: Buffer): number {
  return bytes.toString('latin1').split('\n').length - 1;
}

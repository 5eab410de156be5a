import { constants, gunzipSync } from 'node:zlib';
import type { Compression, InputName } from './arguments.ts';

/** What an input holds. */
export interface Format {
  input: InputName;
  compression: Compression;
  /** The first bytes after decompression; undefined where they cannot be had from the first bytes before. */
  beginning: Buffer | undefined;
}

/** What an input holds, as far as that can be told. */
export interface MaybeFormat extends Omit<Format, 'input'> {
  input: InputName | undefined;
}

const inputByExtension: ReadonlyMap<string, InputName> = new Map([
  ['jsonl', 'lines'],
  ['ndjson', 'lines'],
  ['json', 'json'],
  ['csv', 'csv'],
  ['tsv', 'tsv'],
  ['tab', 'tsv'],
  ['parquet', 'parquet'],
]);

const compressionByExtension: ReadonlyMap<string, Compression> = new Map([
  ['gz', 'GZIP'],
  ['bz2', 'BZIP2'],
]);

/**
 * What an input holds: as it was said, else as its name says, else as its first bytes look.
 *
 * @returns undefined for the format if nothing tells it: inside BZIP2 under a name that says nothing
 */
export function formatOf(
  name: string,
  head: Buffer,
  said: { input: InputName | undefined; compression: Compression | undefined },
): MaybeFormat {
  const extensions = name.toLowerCase().split('.').slice(1);
  const named = compressionByExtension.get(extensions.at(-1) ?? '');
  if (named) extensions.pop();
  const compression = said.compression ?? named ?? compressionOfBytes(head);
  const beginning = decompressed(head, compression);
  const input = said.input ?? inputByExtension.get(extensions.at(-1) ?? '');
  return { input: input ?? (beginning && inputOfBytes(beginning)), compression, beginning };
}

function compressionOfBytes(head: Buffer): Compression {
  if (isCompressed(head, 'GZIP')) return 'GZIP';
  return isCompressed(head, 'BZIP2') ? 'BZIP2' : 'NONE';
}

/** Whether an input begins as its compression does. */
export function isCompressed(head: Buffer, compression: 'GZIP' | 'BZIP2'): boolean {
  if (compression === 'GZIP') return head[0] === 0x1f && head[1] === 0x8b;
  return /^BZh[1-9]/.test(head.toString('latin1', 0, 4));
}

function decompressed(head: Buffer, compression: Compression): Buffer | undefined {
  if (compression === 'NONE') return head;
  if (compression === 'BZIP2') return undefined;
  try {
    // Only the beginning is here: what it yields is wanted, not an error about the end that is missing.
    return gunzipSync(head, { finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    return Buffer.alloc(0);
  }
}

/** JSON begins with a brace or a bracket, Parquet says so, and anything else is taken for CSV. */
function inputOfBytes(bytes: Buffer): InputName {
  if (bytes.toString('latin1', 0, 4) === 'PAR1') return 'parquet';
  const text = bytes
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (text === '') return 'lines';
  if (text.startsWith('[')) return 'json';
  const [line = ''] = text.split(/\r?\n/, 1);
  if (text.startsWith('{')) return isJson(line) ? 'lines' : 'json';
  return line.includes('\t') && !line.includes(',') ? 'tsv' : 'csv';
}

/** Whether a text is a value of JSON. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

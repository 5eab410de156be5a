import { createReadStream } from 'node:fs';
import { access, constants, open, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { SeekableInput, SelectInput } from '../input/select-input.ts';

/** What is read: a file, or what comes in by a pipe. */
export interface Source {
  /** How messages call it. */
  readonly name: string;
  /** Its first bytes, to tell the format. */
  readonly head: Buffer;
  /** Its length in bytes, where that is known. */
  readonly size: number | undefined;
  readonly input: SelectInput;
}

/** As much of an input as is looked at to tell its format. */
const headBytes = 64 * 1024;

/** Files are read in pieces of this size: larger ones are no faster. */
const pieceBytes = 1024 * 1024;

/** A file that cannot be read. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
}

const reasons: ReadonlyMap<unknown, string> = new Map([
  ['ENOENT', 'there is no such file'],
  ['EACCES', 'you may not read it'],
  ['EISDIR', 'it is a folder'],
]);

/**
 * Looks whether all files can be read, so that nothing is printed before a mistyped name is found.
 *
 * @throws SourceError for the first that cannot
 */
export async function checkSources(paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    if (path === '-') continue;
    try {
      await access(path, constants.R_OK);
    } catch (error) {
      throw unreadable(path, error);
    }
  }
}

/**
 * Opens a file, or standard input for `-`.
 *
 * @throws SourceError that says what is wrong with the file
 */
export async function openSource(path: string, stdin: Readable): Promise<Source> {
  if (path === '-') return openPipe('standard input', stdin);
  try {
    const status = await stat(path);
    return status.isFile() ? await openFile(path, status.size) : await openPipe(path, createReadStream(path));
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** What is wrong with a file that cannot be read; an error that is not about files stays as it is. */
export function unreadable(name: string, error: unknown): unknown {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return error;
  const fetching = error.code === 'ENOENT' ? fetchingOf(name) : undefined;
  if (fetching !== undefined) {
    return new SourceError(`${name} is no file. Pipe it in: ${fetching} | s3-select …`, { cause: error });
  }
  return new SourceError(`${name} cannot be read: ${reasons.get(error.code) ?? error.message}`, { cause: error });
}

/** What prints an object that is not on this machine. */
function fetchingOf(address: string): string | undefined {
  if (/^s3:\/\//i.test(address)) return `aws s3 cp ${address} -`;
  return /^https?:\/\//i.test(address) ? `curl -s ${address}` : undefined;
}

async function openFile(path: string, size: number): Promise<Source> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.min(headBytes, size)), 0, null, 0);
    return { name: path, head: buffer.subarray(0, bytesRead), size, input: seekableFile(path, size) };
  } finally {
    await file.close();
  }
}

function seekableFile(path: string, size: number): SeekableInput {
  return {
    size: async () => size,
    async *read(start, end = Infinity) {
      if (start >= end) return;
      const stream = createReadStream(path, { start, end: end - 1, highWaterMark: pieceBytes });
      for await (const chunk of stream) if (chunk instanceof Uint8Array) yield chunk;
    },
  };
}

/** What comes in by a pipe can be read but once: the beginning is put before what follows it. */
async function openPipe(name: string, stream: Readable): Promise<Source> {
  const chunks = stream[Symbol.asyncIterator]();
  const seen: Buffer[] = [];
  for (let length = 0; length < headBytes && !seen.at(-1)?.includes('\n');) {
    const next: IteratorResult<unknown> = await chunks.next();
    if (next.done === true) break;
    if (!(next.value instanceof Uint8Array)) continue;
    seen.push(Buffer.from(next.value));
    length += next.value.length;
  }
  const head = Buffer.concat(seen);
  return { name, head, size: undefined, input: continued(head, chunks) };
}

async function* continued(head: Buffer, rest: AsyncIterator<unknown>): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield head;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) {
      if (next.value instanceof Uint8Array) yield next.value;
    }
  } finally {
    await rest.return?.();
  }
}

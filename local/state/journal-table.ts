import { closeSync, fsyncSync, ftruncateSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import type { Table } from './storage.ts';

const newline = 0x0a;

/** A journal is rewritten at opening when it is this many times larger than its live records … */
const compactionRatio = 2;
/** … and at least so many bytes larger, because a small file is not worth the work. */
const compactionSlack = 64 * 1024;

/** Something changes a table after it was closed: whoever closed it has not waited for all that use it. */
export class TableClosedError extends Error {
  override readonly name = 'TableClosedError';

  constructor(file: string) {
    super(`${file} is closed and cannot be changed.`);
  }
}

/**
 * A table whose changes are lines of a file: `["key",value]` sets a record, `["key"]` deletes it.
 * A line is written with one synchronous append before the call returns, so a kill of this process loses nothing
 * that was answered. It is not forced to the disk: a power cut may lose the last writes.
 */
export class JournalTable<T> implements Table<T> {
  readonly #file: string;
  readonly #records: Map<string, T>;
  /** Undefined when closed: the system gives the number to the next file that is opened. */
  #descriptor: number | undefined;
  /** Where the last whole line ends. */
  #end: number;

  /**
   * Opens the journal, creating it when it is missing. A torn last line (a kill in the middle of a write) is dropped.
   * @throws Error that names file, line and key when any other line cannot be read
   */
  constructor(file: string, parse: (value: unknown) => T) {
    this.#file = file;
    rmSync(compactedName(file), { force: true });
    const journal = readJournal(file);
    this.#records = new Map();
    for (const [key, line] of journal.live) this.#records.set(key, this.#parse(parse, key, line));
    this.#end = journal.end;
    if (journal.end > journal.liveBytes * compactionRatio + compactionSlack) this.#end = compact(file, journal.live);
    this.#descriptor = openSync(file, 'a');
    ftruncateSync(this.#descriptor, this.#end);
  }

  get size(): number {
    return this.#records.size;
  }

  get(key: string): T | undefined {
    return this.#records.get(key);
  }

  /** @throws TableClosedError */
  set(key: string, value: T): void {
    this.#append([key, value]);
    this.#records.set(key, value);
  }

  /** @throws TableClosedError */
  delete(key: string): boolean {
    if (!this.#records.has(key)) return false;
    this.#append([key]);
    return this.#records.delete(key);
  }

  [Symbol.iterator](): Iterator<[string, T]> {
    return this.#records[Symbol.iterator]();
  }

  /** Closes the file. The table can still be read, but not changed. */
  close(): void {
    if (this.#descriptor === undefined) return;
    closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }

  #append(entry: readonly unknown[]): void {
    if (this.#descriptor === undefined) throw new TableClosedError(this.#file);
    const line = Buffer.from(`${JSON.stringify(entry)}\n`);
    try {
      writeAll(this.#descriptor, line);
    } catch (error) {
      // A half-written line (disk full) would make the next one unreadable.
      ftruncateSync(this.#descriptor, this.#end);
      throw error;
    }
    this.#end += line.length;
  }

  #parse(parse: (value: unknown) => T, key: string, line: JournalLine): T {
    try {
      return parse(line.value);
    } catch (cause) {
      throw new Error(
        `${this.#file}:${line.number} holds a record that cannot be read (key "${key}"): ${text(cause)}`,
        {
          cause,
        },
      );
    }
  }
}

interface JournalLine {
  readonly number: number;
  readonly bytes: Buffer;
  readonly value: unknown;
}

interface Journal {
  /** The last line of every key that is still there, in the order in which the keys came. */
  readonly live: ReadonlyMap<string, JournalLine>;
  readonly liveBytes: number;
  readonly end: number;
}

function readJournal(file: string): Journal {
  const content = readIfThere(file);
  const live = new Map<string, JournalLine>();
  let liveBytes = 0;
  let start = 0;
  for (let number = 1; ; number++) {
    const end = content.indexOf(newline, start);
    if (end === -1) break;
    const bytes = content.subarray(start, end + 1);
    const [key, ...rest] = parseLine(bytes, `${file}:${number}`);
    liveBytes -= live.get(key)?.bytes.length ?? 0;
    if (rest.length === 0) {
      live.delete(key);
    } else {
      live.set(key, { number, bytes, value: rest[0] });
      liveBytes += bytes.length;
    }
    start = end + 1;
  }
  return { live, liveBytes, end: start };
}

function parseLine(bytes: Buffer, place: string): [string, ...unknown[]] {
  let line: unknown;
  try {
    line = JSON.parse(bytes.toString('utf8'));
  } catch (cause) {
    throw new Error(`${place} is damaged: it is not JSON. Restore the file or delete it.`, { cause });
  }
  if (!Array.isArray(line)) throw new Error(`${place} is damaged: a list was expected.`);
  const entry: unknown[] = line;
  const [key, ...rest] = entry;
  if (typeof key !== 'string') throw new Error(`${place} is damaged: it has no key.`);
  return [key, ...rest];
}

/** Writes the live records to a new file, which replaces the journal in one step. Returns its length. */
function compact(file: string, live: ReadonlyMap<string, JournalLine>): number {
  const content = Buffer.concat([...live.values()].map((line) => line.bytes));
  const descriptor = openSync(compactedName(file), 'w');
  try {
    writeAll(descriptor, content);
    // The rename must not reach the disk before the content does: it takes the place of the only other copy.
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(compactedName(file), file);
  return content.length;
}

function compactedName(file: string): string {
  return `${file}.compacted`;
}

function writeAll(descriptor: number, bytes: Buffer): void {
  let written = 0;
  while (written < bytes.length) written += writeSync(descriptor, bytes, written);
}

function readIfThere(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}

function text(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

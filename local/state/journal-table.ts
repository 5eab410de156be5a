import { closeSync, fsyncSync, ftruncateSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import type { Table } from './storage.ts';

const newline = 0x0a;

/** A journal is rewritten when it is this many times larger than its live records … */
const compactionRatio = 2;
/** … and at least so many bytes larger when it is opened, because a small file is not worth the work … */
const slackAtOpening = 64 * 1024;
/** … or so many while it is in use, so that a process that runs for weeks does not fill the disk. */
const slackInUse = 4 * 1024 * 1024;

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
  /** How long the line of each record is. */
  readonly #lengths = new Map<string, number>();
  #liveBytes: number;
  /** It is not rewritten before it is so long: a rewriting that failed is not tried again at every change. */
  #longEnough = 0;

  /**
   * Opens the journal, creating it when it is missing. A torn last line (a kill in the middle of a write) is dropped.
   * @throws Error that names file, line and key when any other line cannot be read
   */
  constructor(file: string, parse: (value: unknown) => T) {
    this.#file = file;
    rmSync(compactedName(file), { force: true });
    const journal = readJournal(file);
    this.#records = new Map();
    for (const [key, line] of journal.live) {
      this.#records.set(key, this.#parse(parse, key, line));
      this.#lengths.set(key, line.bytes.length);
    }
    this.#end = journal.end;
    this.#liveBytes = journal.liveBytes;
    this.#descriptor = openSync(file, 'a');
    ftruncateSync(this.#descriptor, this.#end);
    if (this.#isLong(slackAtOpening)) this.#compact([...journal.live].map(([key, { bytes }]) => [key, bytes]));
  }

  get size(): number {
    return this.#records.size;
  }

  get(key: string): T | undefined {
    return this.#records.get(key);
  }

  /** @throws TableClosedError */
  set(key: string, value: T): void {
    const length = this.#append([key, value]);
    this.#records.set(key, value);
    this.#liveBytes += length - (this.#lengths.get(key) ?? 0);
    this.#lengths.set(key, length);
    this.#compactInUse();
  }

  /** @throws TableClosedError */
  delete(key: string): boolean {
    if (!this.#records.has(key)) return false;
    this.#append([key]);
    this.#records.delete(key);
    this.#liveBytes -= this.#lengths.get(key) ?? 0;
    this.#lengths.delete(key);
    this.#compactInUse();
    return true;
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

  /** @returns how many bytes the line has */
  #append(entry: readonly unknown[]): number {
    if (this.#descriptor === undefined) throw new TableClosedError(this.#file);
    const line = lineOf(entry);
    try {
      writeAll(this.#descriptor, line);
    } catch (error) {
      // A half-written line (disk full) would make the next one unreadable.
      ftruncateSync(this.#descriptor, this.#end);
      throw error;
    }
    this.#end += line.length;
    return line.length;
  }

  #isLong(slack: number): boolean {
    return this.#end > Math.max(this.#longEnough, this.#liveBytes * compactionRatio + slack);
  }

  /** The change before it is written already, so that a rewriting that fails (disk full) is none of its caller's business. */
  #compactInUse(): void {
    if (!this.#isLong(slackInUse)) return;
    try {
      this.#compact([...this.#records].map((entry) => [entry[0], lineOf(entry)]));
    } catch {
      this.#longEnough = this.#end * compactionRatio;
    }
  }

  /** Writes the live records to a new file, which replaces the journal in one step. */
  #compact(lines: readonly (readonly [key: string, line: Buffer])[]): void {
    const content = Buffer.concat(lines.map(([, line]) => line));
    const descriptor = openSync(compactedName(this.#file), 'a');
    try {
      writeAll(descriptor, content);
      // The rename must not reach the disk before the content does: it takes the place of the only other copy.
      fsyncSync(descriptor);
      renameSync(compactedName(this.#file), this.#file);
    } catch (error) {
      closeSync(descriptor);
      rmSync(compactedName(this.#file), { force: true });
      throw error;
    }
    this.close();
    this.#descriptor = descriptor;
    this.#end = content.length;
    this.#liveBytes = content.length;
    for (const [key, line] of lines) this.#lengths.set(key, line.length);
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

function lineOf(entry: readonly unknown[]): Buffer {
  return Buffer.from(`${JSON.stringify(entry)}\n`);
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

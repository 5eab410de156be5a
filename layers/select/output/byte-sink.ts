import { SelectError } from '../errors.ts';
import { maxRecordBytes } from '../formats/record.ts';

/** The most bytes that one Records event carries. */
const maxEventBytes = 128 * 1024;

/** Where the buffer begins; it doubles from there. */
const firstBytes = 4096;

/**
 * Collects output rows and hands them out in blocks of at most 128 KiB.
 *
 * A row counts only once it is committed: when a later column of it fails, nothing of it is seen. So what was put out
 * before an error does not depend on how the input was cut into chunks.
 */
export class ByteSink {
  // Most answers are small, and a large block costs more to get and to give back than such an answer to make.
  #buffer = Buffer.allocUnsafe(firstBytes);
  #length = 0;
  #committed = 0;
  #blocks: Uint8Array[] = [];

  /** All bytes of committed rows so far. */
  bytesReturned = 0;

  byte(value: number): void {
    if (this.#length === this.#buffer.length) this.#reserve(1);
    this.#buffer[this.#length] = value;
    this.#length += 1;
  }

  /** Appends `source[start, end)`. */
  slice(source: Uint8Array, start: number, end: number): void {
    const length = end - start;
    if (this.#length + length > this.#buffer.length) this.#reserve(length);
    const target = this.#buffer;
    let at = this.#length;
    // Below some fifty bytes a loop is cheaper than the call.
    if (length < 48) for (let i = start; i < end; i += 1, at += 1) target[at] = source[i] ?? 0;
    else target.set(source.subarray(start, end), at);
    this.#length += length;
  }

  text(value: string): void {
    if (value.length > maxRecordBytes) throw overMaxRecordSize();
    const most = value.length * 3;
    if (this.#length + most > this.#buffer.length) this.#reserve(most);
    this.#length += this.#buffer.write(value, this.#length);
  }

  /** Ends the row that was written since the last commit. Fails with OverMaxRecordSize. */
  commit(): void {
    const row = this.#length - this.#committed;
    if (row > maxRecordBytes) throw overMaxRecordSize();
    this.bytesReturned += row;
    this.#committed = this.#length;
    while (this.#committed >= maxEventBytes) this.#cut(maxEventBytes, 2 * maxEventBytes);
  }

  /** Hands out the full blocks that have come together. */
  takeBlocks(): Uint8Array[] {
    if (this.#blocks.length === 0) return this.#blocks;
    const blocks = this.#blocks;
    this.#blocks = [];
    return blocks;
  }

  /** Hands out everything that is committed; a row that is not is never seen. */
  flush(): Uint8Array[] {
    if (this.#committed > 0) this.#cut(this.#committed, 0);
    return this.takeBlocks();
  }

  /** Gives the front of the buffer away and goes on in a new one: whoever receives a block may keep it. */
  #cut(length: number, room: number): void {
    const rest = this.#length - length;
    const next = Buffer.allocUnsafe(Math.max(room, rest));
    this.#buffer.copy(next, 0, length, this.#length);
    this.#blocks.push(this.#buffer.subarray(0, length));
    this.#buffer = next;
    this.#length = rest;
    this.#committed -= length;
  }

  /** Makes room; not for a row that is too long already, which would grow for as long as it has columns. */
  #reserve(more: number): void {
    if (this.#length - this.#committed > maxRecordBytes) throw overMaxRecordSize();
    const next = Buffer.allocUnsafe(Math.max(this.#buffer.length * 2, this.#length + more));
    this.#buffer.copy(next, 0, 0, this.#length);
    this.#buffer = next;
  }
}

function overMaxRecordSize(): SelectError {
  return new SelectError('OverMaxRecordSize', 'The length of a record in the result is greater than 1 MB.');
}

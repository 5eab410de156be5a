import { SelectError } from '../errors.ts';
import { maxRecordBytes } from './record.ts';

/** Cuts an object's bytes into records and gives them to a run. The chunks may be cut anywhere. */
export interface RecordReader {
  /** Takes the next bytes; may keep a copy of their end, never the bytes themselves. */
  write(chunk: Buffer): void;
  /** Takes the end of the object. */
  end(): void;
  /** Where in the object, as it is after decompression, the record begins that was looked at last. */
  readonly recordStart: number;
  /** Whether the header of the object is still to come, which no scan range of it holds; left out where there are no headers. */
  readonly wantsHeader?: boolean;
  /** Tells that what comes next is not the start of the object but that place in it. */
  startInside(place: number): void;
}

const byteOrderMark = Buffer.from('\ufeff');

/**
 * The place behind a byte order mark, or the same place when there is none at it. At the start of an object it says that this is
 * UTF-8, which everything is here; it is none of the data.
 */
export function afterByteOrderMark(bytes: Buffer, place: number): number {
  const isMarked = byteOrderMark.every((byte, i) => bytes[place + i] === byte);
  return isMarked ? place + byteOrderMark.length : place;
}

/** The beginning of a record whose end has not come yet. */
export class Carry {
  #bytes = Buffer.alloc(0);
  readonly #most: number;
  length = 0;

  /** @param most - how many bytes it may hold; the longest record, unless the caller looks at the length itself. */
  constructor(most = maxRecordBytes) {
    this.#most = most;
  }

  /** Adds a copy of the bytes. Fails with OverMaxRecordSize beyond 1 MB, so that no input fills the memory. */
  add(bytes: Buffer): void {
    const length = this.length + bytes.length;
    if (length > this.#most) throw overMaxRecordSize();
    if (length > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(length, this.#bytes.length * 2));
      this.#bytes.copy(larger, 0, 0, this.length);
      this.#bytes = larger;
    }
    bytes.copy(this.#bytes, this.length);
    this.length = length;
  }

  /** Everything together, with `last` at the end; the carry is empty afterwards. */
  take(last: Buffer): Buffer {
    if (this.length === 0) return last;
    const whole = Buffer.concat([this.#bytes.subarray(0, this.length), last]);
    this.length = 0;
    return whole;
  }
}

/** What a record of the input ends in that is longer than `maxRecordBytes`. */
export function overMaxRecordSize(): SelectError {
  return new SelectError('OverMaxRecordSize', 'The length of a record in the input is greater than 1 MB.');
}

/** What bytes end in that are not UTF-8. */
export function invalidTextEncoding(): SelectError {
  return new SelectError('InvalidTextEncoding', 'The encoding type is not valid. Only UTF-8 encoding is supported.');
}

import { parquetError } from './parquet-error.ts';
import { varint } from './varint.ts';

/** Writers may fill up a run of packed bits; none is known to do so with more than 63 groups of eight. */
const fillUp = 512;

/**
 * Goes over numbers in Parquet's hybrid of runs and packed bits, as levels and indexes of a dictionary are written, and makes
 * sure that a decoder that wants `count` of them gets no more than there is room for.
 * https://parquet.apache.org/docs/file-format/data-pages/encodings/#RLE
 *
 * @param width bits per number
 * @returns how many of the `count` numbers are `wanted`
 */
export function checkRuns(bytes: Uint8Array, width: number, count: number, wanted = -1): number {
  let at = 0;
  let seen = 0;
  let found = 0;
  while (seen < count) {
    const { value: head, end } = varint(bytes, at);
    at = end;
    const isPacked = head % 2 === 1;
    const length = isPacked ? Math.floor(head / 2) * 8 : head / 2;
    if (length > count + fillUp) throw parquetError('a run is longer than its page');
    const size = isPacked ? (length * width) / 8 : Math.ceil(width / 8);
    // The last packed bits may be cut off where none of them is needed.
    const needed = isPacked ? Math.ceil((Math.min(length, count - seen) * width) / 8) : size;
    if (at + needed > bytes.length) throw parquetError('a page ends too early');
    if (wanted >= 0) {
      const numbers = Math.min(length, count - seen);
      if (isPacked) found += countPacked(bytes, at, width, numbers, wanted);
      else if (littleEndian(bytes, at, size) === wanted) found += numbers;
    }
    at += size;
    seen += length;
  }
  return found;
}

function countPacked(bytes: Uint8Array, start: number, width: number, numbers: number, wanted: number): number {
  let found = 0;
  for (let i = 0, bit = start * 8; i < numbers; i += 1, bit += width) {
    if (packed(bytes, bit, width) === wanted) found += 1;
  }
  return found;
}

/** The number of `width` bits, 32 at most, that begins at a bit, the lowest bit of each byte first. */
export function packed(bytes: Uint8Array, bit: number, width: number): number {
  let value = 0;
  let taken = 0;
  while (taken < width) {
    const byte = bytes[(bit + taken) >>> 3] ?? 0;
    const shift = (bit + taken) & 7;
    const bits = Math.min(8 - shift, width - taken);
    value += ((byte >> shift) & ((1 << bits) - 1)) * 2 ** taken;
    taken += bits;
  }
  return value;
}

function littleEndian(bytes: Uint8Array, at: number, size: number): number {
  let value = 0;
  for (let i = size - 1; i >= 0; i -= 1) value = value * 256 + (bytes[at + i] ?? 0);
  return value;
}

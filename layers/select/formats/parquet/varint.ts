import { parquetError } from './parquet-error.ts';

/** A number in groups of seven bits, the lowest first. */
export function varint(bytes: Uint8Array, start: number): { value: number; end: number } {
  let value = 0;
  for (let at = start, factor = 1; at < start + 10; at += 1, factor *= 128) {
    const byte = bytes[at];
    if (byte === undefined) throw parquetError('a page ends too early');
    value += (byte & 0x7f) * factor;
    if (byte < 0x80) return { value, end: at + 1 };
  }
  throw parquetError('a number of a page is too long');
}

/** Zigzag encoding: even numbers stand for 0, 1, 2 …, odd ones for -1, -2, -3 … */
export function fromZigzag(value: number): number {
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}

import { parquetError } from './parquet-error.ts';
import { packed } from './runs.ts';
import { fromZigzag, varint } from './varint.ts';

/** Far more than any writer makes: the usual block has 128 numbers in 4 parts. */
const maxBlock = 1 << 20;
const maxParts = 1 << 10;

/**
 * Goes over numbers written as differences (DELTA_BINARY_PACKED), and makes sure that a decoder that wants `count` of them
 * finds them. https://parquet.apache.org/docs/file-format/data-pages/encodings/#DELTAENC
 *
 * @param take takes each number; only for numbers of 32 bits
 * @returns the place behind the last block
 */
export function checkDeltas(bytes: Uint8Array, start: number, count: number, take?: (value: number) => void): number {
  let at = start;
  const number = () => {
    const { value, end } = varint(bytes, at);
    at = end;
    return value;
  };
  const block = number();
  const parts = number();
  const total = number();
  let value = fromZigzag(number());
  const perPart = block / parts;
  if (block > maxBlock || parts > maxParts || !Number.isInteger(perPart) || perPart === 0 || perPart % 8 !== 0) {
    throw parquetError('a block of differences has an impossible size');
  }
  if (total !== count) throw parquetError('a page has fewer values than it says, or more');
  if (count > 0) take?.(value);
  for (let seen = 1; seen < count;) {
    const least = fromZigzag(number());
    const widths = bytes.subarray(at, at + parts);
    if (widths.length < parts) throw parquetError('a page ends too early');
    at += parts;
    for (const width of widths) {
      if (seen >= count) break;
      if (width > (take ? 32 : 64)) throw parquetError('a difference has too many bits');
      const end = at + (perPart * width) / 8;
      if (end > bytes.length) throw parquetError('a page ends too early');
      for (let i = 0; take && i < perPart && seen + i < count; i += 1) {
        value = (value + least + packed(bytes, at * 8 + i * width, width)) | 0;
        take(value);
      }
      at = end;
      seen += perPart;
    }
  }
  return at;
}

import type { Decompress } from './codecs.ts';
import { checkPage, type LeafLayout } from './page-check.ts';
import { plainPageHeader, readPageHeader, type PageHeader } from './page-header.ts';
import { parquetError } from './parquet-error.ts';

/** No writer makes pages near this; the largest typed array is not far above. */
const maxPageBytes = 512 * 1024 * 1024;

/** The pages of one column in one row group, as they are in the file. */
export interface ColumnChunk {
  bytes: Uint8Array;
  /** Values of all pages together, NULLs and empty lists included. */
  values: number;
  leaf: LeafLayout;
  decompress: Decompress | undefined;
}

/**
 * The same pages uncompressed and checked, so that decoding them is safe: bytes that say something else than the metadata of
 * the file, or that would take more memory than there is data, are a ParquetParsingError here.
 */
export function plainPages({ bytes, values, leaf, decompress }: ColumnChunk): ArrayBuffer {
  const parts: Uint8Array[] = [];
  let hasDictionary = false;
  let seen = 0;
  for (let at = 0; seen < values;) {
    const { header, end } = readPageHeader(bytes, at);
    at = end + header.compressedBytes;
    if (at > bytes.length) throw parquetError('a page ends too early');
    if (header.kind === 'other') continue;
    const page = plainPage(bytes.subarray(end, at), header, decompress);
    if (header.kind !== 'dictionary') seen += header.values;
    if (seen > values) throw parquetError('a column has more values than the file says');
    checkPage(page, header, leaf, hasDictionary);
    hasDictionary ||= header.kind === 'dictionary';
    parts.push(Uint8Array.from(plainPageHeader(header, page.length)), page);
  }
  return joined(parts);
}

function plainPage(bytes: Uint8Array, header: PageHeader, decompress: Decompress | undefined): Uint8Array {
  const { uncompressedBytes, repetitionBytes, definitionBytes, kind, isCompressed } = header;
  if (uncompressedBytes > maxPageBytes) throw parquetError('a page is larger than 512 MB');
  if (!decompress || !isCompressed) return withLength(bytes, uncompressedBytes);
  // The levels of version 2 stand before the values and are not compressed.
  const levels = kind === 'data-v2' ? repetitionBytes + definitionBytes : 0;
  if (levels > bytes.length || levels > uncompressedBytes)
    throw parquetError('the levels of a page are longer than it');
  const length = uncompressedBytes - levels;
  const values = length === 0 ? new Uint8Array(0) : decompress(bytes.subarray(levels), length);
  withLength(values, length);
  return levels === 0 ? values : Buffer.concat([bytes.subarray(0, levels), values]);
}

function withLength(bytes: Uint8Array, length: number): Uint8Array {
  if (bytes.length === length) return bytes;
  throw parquetError(`a page has ${bytes.length} bytes where its header says ${length}`);
}

/** All parts in memory of their own, which begins where the buffer begins. */
function joined(parts: Uint8Array[]): ArrayBuffer {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all.buffer;
}

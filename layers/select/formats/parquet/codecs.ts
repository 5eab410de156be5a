import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { SelectError } from '../../errors.ts';
import type { ParquetLibrary } from './library.ts';

/** Gives the uncompressed bytes of a page, whose length its header says. */
export type Decompress = (bytes: Uint8Array, length: number) => Uint8Array;

/**
 * What decompresses pages of a codec.
 *
 * The service knows GZIP and Snappy; this package takes what its libraries can besides. None of them puts out more than the
 * length it is given.
 *
 * @throws SelectError `ParquetUnsupportedCompressionCodec`
 */
export function decompressor(codec: string, { compressors }: ParquetLibrary): Decompress | undefined {
  switch (codec) {
    case 'UNCOMPRESSED':
      return undefined;
    case 'GZIP':
      return (bytes, length) => gunzipSync(bytes, { maxOutputLength: Math.max(length, 1) });
    case 'BROTLI':
      return (bytes, length) => brotliDecompressSync(bytes, { maxOutputLength: Math.max(length, 1) });
    case 'SNAPPY':
      return compressors.decompressSnappy;
    case 'LZ4':
      return compressors.decompressLz4;
    case 'LZ4_RAW':
      return compressors.decompressLz4Raw;
    case 'ZSTD':
      return (bytes, length) => compressors.decompressZstd(bytes, new Uint8Array(length));
    default: {
      const message = `The compression codec ${codec} of the Parquet file is not supported.`;
      throw new SelectError('ParquetUnsupportedCompressionCodec', message);
    }
  }
}

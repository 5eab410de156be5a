import { Readable, pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { SelectError } from '../../errors.ts';

/**
 * Decompresses a GZIP object as it comes, with as little of it in memory as a stream holds.
 *
 * @throws SelectError `TruncatedInput` from the iterator when it is not GZIP, damaged or cut off; errors of the input
 * pass through.
 */
export async function* gunzip(input: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  const source = Readable.from(input, { objectMode: true });
  const decompressed = createGunzip();
  // The failure of either end comes out of the iterator below.
  pipeline(source, decompressed, () => undefined);
  try {
    for await (const chunk of decompressed) if (chunk instanceof Uint8Array) yield chunk;
  } catch (error) {
    if (!isZlibError(error)) throw error;
    const message = 'Object decompression failed. Check that the object is properly compressed with GZIP.';
    throw new SelectError('TruncatedInput', message, { cause: error });
  }
}

function isZlibError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('Z_');
}

import { SelectError } from '../../errors.ts';
import type { Settings } from '../../settings.ts';
import { gunzip } from './gzip.ts';

/**
 * The bytes of an object as they were before it was compressed, as they come.
 *
 * @throws SelectError from the iterator, when the object is not what the request says.
 */
export function decompress(
  compression: Settings['compression'],
  input: AsyncIterable<Uint8Array>,
): AsyncIterable<Uint8Array> {
  if (compression === 'NONE') return input;
  if (compression === 'GZIP') return gunzip(input);
  throw new SelectError('InvalidCompressionFormat', 'CompressionType BZIP2 is not supported yet.');
}

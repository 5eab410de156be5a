import type { Settings } from '../../request/settings.ts';
import { bunzip2 } from './bzip2.ts';
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
  return compression === 'GZIP' ? gunzip(input) : bunzip2(input);
}

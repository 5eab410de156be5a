import { SelectError } from '../../errors.ts';
import type { Settings } from '../../request/settings.ts';
import { bunzip2 } from './bzip2.ts';
import { gunzip } from './gzip.ts';

/** What a GZIP object (RFC 1952) and a BZIP2 object begin with. */
const magic = { GZIP: Buffer.of(0x1f, 0x8b), BZIP2: Buffer.from('BZh') } as const;

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
  const checked = checkBeginning(compression, input);
  return compression === 'GZIP' ? gunzip(checked) : bunzip2(checked);
}

/**
 * Passes an object on that begins as the request says. The service calls anything else InvalidCompressionFormat, and what
 * fails further on TruncatedInput.
 * https://hadoop.apache.org/docs/r3.3.6/hadoop-aws/tools/hadoop-aws/s3_select.html, "GZIP is not applicable to the queried object"
 */
async function* checkBeginning(
  compression: keyof typeof magic,
  input: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const wanted = magic[compression];
  let seen = 0;
  for await (const chunk of input) {
    for (let i = 0; i < chunk.length && seen < wanted.length; i += 1, seen += 1) {
      if (chunk[i] === wanted[seen]) continue;
      const message = `${compression} is not applicable to the queried object. Please correct the request and try again.`;
      throw new SelectError('InvalidCompressionFormat', message);
    }
    yield chunk;
  }
}

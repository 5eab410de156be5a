import { Readable } from 'node:stream';
import { SelectError } from '../errors.ts';
import type { ObjectAnswer } from './get-object.ts';

/**
 * The bytes of an answer of GetObject, as they come.
 *
 * @throws SelectError `InternalError` when there are none to read
 */
export function bytesOf({ Body }: ObjectAnswer): AsyncIterable<Uint8Array> {
  // A connection may break before anybody reads: that is thrown once somebody does, and must not end the process until then.
  if (Body instanceof Readable) Body.on('error', () => undefined);
  if (isIterable(Body)) return Body;
  throw new SelectError('InternalError', 'The answer of GetObject has no body that can be read as a stream.');
}

function isIterable(body: unknown): body is AsyncIterable<Uint8Array> {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}

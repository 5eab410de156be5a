import { setImmediate as nextTurn } from 'node:timers/promises';

import { encodeEventStream, parseSelectRequest, prepare, SelectError } from '@dragons/select';
import type { PreparedSelect, SeekableInput } from '@dragons/select';
import { ServiceError } from '../service-error.ts';
import type { ServiceResponse } from '../service.ts';
import { findVersion } from './get-object.ts';
import type { Bucket, ObjectStore } from './object-store.ts';
import { s3Errors } from './s3-errors.ts';
import { queryValue } from './s3-request.ts';
import type { S3Request } from './s3-request.ts';

/**
 * SelectObjectContent: runs SQL over an object and streams the rows as event-stream messages. What is wrong with the
 * request is an ordinary error; what goes wrong after that is an error message inside the stream.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_SelectObjectContent.html
 */
export function selectObjectContent(store: ObjectStore, bucket: Bucket, request: S3Request): ServiceResponse {
  if (queryValue(request, 'select-type') !== '2') {
    throw s3Errors.invalidArgument('select-type must be 2', 'select-type', queryValue(request, 'select-type') ?? '');
  }
  if (request.headers.range !== undefined) {
    throw new ServiceError('UnsupportedRangeHeader', 'Range header is not supported for this operation.');
  }
  const prepared = read(request.body.toString('utf8'));
  const bytes = store.bytes(findVersion(store, bucket, request));
  return {
    status: 200,
    headers: { 'content-type': 'application/vnd.amazon.eventstream' },
    body: encodeEventStream(prepared.run(inMemory(bytes)), { continueAfter }),
  };
}

function read(xml: string): PreparedSelect {
  try {
    return prepare(parseSelectRequest(xml));
  } catch (error) {
    if (!(error instanceof SelectError)) throw error;
    throw new ServiceError(error.code, error.message, { status: error.status, cause: error });
  }
}

/** How long an answer may be silent, in milliseconds; the service does not say how long its own are. */
const continueAfter = 5000;

/** An object that is here already, and can be read from any place. */
function inMemory(bytes: Buffer): SeekableInput {
  return { size: async () => bytes.length, read: (start, end) => inPieces(bytes.subarray(start, end)) };
}

/** What a query looks at before others get their turn; takes a few milliseconds. */
const pieceBytes = 1024 * 1024;

/** The whole object is here already: without a pause, nothing else would be answered until the query has seen all of it. */
async function* inPieces(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes.subarray(0, pieceBytes);
  for (let start = pieceBytes; start < bytes.length; start += pieceBytes) {
    await nextTurn();
    yield bytes.subarray(start, start + pieceBytes);
  }
}

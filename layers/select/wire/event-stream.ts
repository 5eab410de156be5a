import { crc32 } from 'node:zlib';
import { SelectError } from '../errors.ts';
import type { ByteCounts, SelectEvent } from '../request/select-request.ts';
import { withPauses } from './pauses.ts';

const preludeBytes = 12;
const checksumBytes = 4;
const stringType = 7;
const none = new Uint8Array(0);

/** A header's value is at most this long here; the format itself ends at 65535 bytes. */
const maxMessageBytes = 4096;

/** How an answer is framed. */
export interface EventStreamOptions {
  /**
   * After how many milliseconds without a message a Cont message is sent, so that nobody on the way takes the connection for
   * dead, and one that is dead is noticed. None is sent when left out.
   */
  continueAfter?: number | undefined;
}

/**
 * The body of a `SelectObjectContent` answer: the events framed as `application/vnd.amazon.eventstream`, then End.
 *
 * A failure of `events` becomes an error message, after which nothing follows: that is how S3 fails once it has answered
 * 200. Anything but a SelectError is called InternalError, and says nothing of what it was.
 *
 * The run goes on only as messages are taken, and is left when no more are: `pipeline(encodeEventStream(events), response)` of
 * `node:stream/promises` keeps to the pace of the client, and stops when the client is gone.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/RESTSelectObjectAppendix.html
 */
export async function* encodeEventStream(
  events: AsyncIterable<SelectEvent>,
  { continueAfter }: EventStreamOptions = {},
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    const paused = continueAfter === undefined ? events : withPauses(events, continueAfter);
    for await (const event of paused) yield event ? encodeEvent(event) : encodeContinuation();
  } catch (error) {
    const known = error instanceof SelectError ? error : undefined;
    yield encodeError(known?.code ?? 'InternalError', known?.message ?? 'An internal error occurred.');
    return;
  }
  yield encodeEnd();
}

/** One event as a message. */
export function encodeEvent(event: SelectEvent): Uint8Array {
  if (event.kind === 'records') {
    return message({ ...eventHeaders('Records'), ':content-type': 'application/octet-stream' }, event.bytes);
  }
  const type = event.kind === 'stats' ? 'Stats' : 'Progress';
  return message({ ...eventHeaders(type), ':content-type': 'text/xml' }, Buffer.from(countsXml(type, event)));
}

/** The End message: without it an answer is not complete. */
export function encodeEnd(): Uint8Array {
  return message(eventHeaders('End'), none);
}

/** The Cont message, which keeps a connection alive and means nothing. */
export function encodeContinuation(): Uint8Array {
  return message(eventHeaders('Cont'), none);
}

/** The message that ends an answer which has failed. */
export function encodeError(code: string, text: string): Uint8Array {
  return message({ ':message-type': 'error', ':error-code': code, ':error-message': headerSafe(text) }, none);
}

function eventHeaders(type: string): Record<string, string> {
  return { ':message-type': 'event', ':event-type': type };
}

function countsXml(name: string, { BytesScanned, BytesProcessed, BytesReturned }: ByteCounts): string {
  return (
    `<?xml version="1.0" encoding="UTF-8"?><${name}><BytesScanned>${BytesScanned}</BytesScanned>` +
    `<BytesProcessed>${BytesProcessed}</BytesProcessed><BytesReturned>${BytesReturned}</BytesReturned></${name}>`
  );
}

/** Total length, length of the headers, checksum of both; headers; payload; checksum of everything. All big-endian. */
function message(headers: Record<string, string>, payload: Uint8Array): Uint8Array {
  const head = Buffer.concat(Object.entries(headers).map(([name, value]) => header(name, value)));
  const total = preludeBytes + head.length + payload.length + checksumBytes;
  const bytes = Buffer.allocUnsafe(total);
  bytes.writeUInt32BE(total, 0);
  bytes.writeUInt32BE(head.length, 4);
  bytes.writeUInt32BE(crc32(bytes.subarray(0, 8)), 8);
  bytes.set(head, preludeBytes);
  bytes.set(payload, preludeBytes + head.length);
  bytes.writeUInt32BE(crc32(bytes.subarray(0, total - checksumBytes)), total - checksumBytes);
  return bytes;
}

function header(name: string, value: string): Buffer {
  const text = Buffer.from(value);
  const bytes = Buffer.allocUnsafe(1 + name.length + 3 + text.length);
  bytes.writeUInt8(name.length, 0);
  bytes.write(name, 1, 'latin1');
  bytes.writeUInt8(stringType, 1 + name.length);
  bytes.writeUInt16BE(text.length, 2 + name.length);
  bytes.set(text, 4 + name.length);
  return bytes;
}

/** Cuts a text to what a header may carry, without control characters and not inside a character. */
function headerSafe(text: string): string {
  const clean = text.toWellFormed().replaceAll(/\p{Cc}/gu, ' ');
  if (Buffer.byteLength(clean) <= maxMessageBytes) return clean;
  return `${Array.from(clean)
    .slice(0, maxMessageBytes / 4 - 1)
    .join('')}…`;
}

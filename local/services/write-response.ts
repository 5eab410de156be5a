import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ServiceResponse } from './service.ts';
import { hostId } from './xml.ts';

/**
 * Writes a service's answer with what every AWS answer carries: request ids, `Date`, `Content-Length` (a streamed body is
 * chunked instead).
 * @throws what a streamed body throws; the headers are out by then
 */
export async function writeResponse(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  response: ServiceResponse,
  requestId: string,
  now: number,
): Promise<void> {
  const { body } = response;
  outgoing.sendDate = false;
  const headers: Record<string, string | number> = {
    'x-amzn-requestid': requestId,
    'x-amz-request-id': requestId,
    'x-amz-id-2': hostId(requestId),
    date: httpDate(now),
    ...response.headers,
  };
  if (isBytes(body)) {
    const withoutBody = incoming.method === 'HEAD' || response.status === 204 || response.status === 304;
    if (!withoutBody) headers['content-length'] = Buffer.byteLength(body);
    outgoing.writeHead(response.status, headers);
    outgoing.end(withoutBody ? undefined : body);
    return;
  }
  outgoing.writeHead(response.status, headers);
  for await (const part of body) {
    // A client that went away must not keep the producer working.
    if (outgoing.destroyed) return;
    gather(outgoing);
    if (!outgoing.write(part)) await drained(outgoing);
  }
  // Node writes the last chunk of a corked answer before what it held back, so nothing may be held back now.
  release(outgoing);
  outgoing.end();
}

/** Parts that are made in one turn of the event loop leave in one packet: small answers have three of them or more. */
function gather(outgoing: ServerResponse): void {
  if (outgoing.writableCorked > 0) return;
  outgoing.cork();
  setImmediate(() => release(outgoing));
}

function release(outgoing: ServerResponse): void {
  if (outgoing.writableCorked > 0) outgoing.uncork();
}

async function drained(outgoing: ServerResponse): Promise<void> {
  const either = new AbortController();
  const { signal } = either;
  await Promise.race([once(outgoing, 'drain', { signal }), once(outgoing, 'close', { signal })]).finally(() => {
    either.abort();
  });
}

function isBytes(body: ServiceResponse['body']): body is string | Uint8Array {
  return typeof body === 'string' || body instanceof Uint8Array;
}

let lastSecond = 0;
let lastDate = '';

/** The `Date` header's form; the same for a whole second, so it is made once for all answers of that second. */
function httpDate(now: number): string {
  const second = Math.floor(now / 1000);
  if (second !== lastSecond) {
    lastSecond = second;
    lastDate = new Date(now).toUTCString();
  }
  return lastDate;
}

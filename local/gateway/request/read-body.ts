import type { IncomingMessage } from 'node:http';
import type { RequestHeaders } from './request-headers.ts';

/** The body of a request; `none` when there is none or it is empty. */
export type BodyOutcome =
  | { readonly kind: 'none' }
  | { readonly kind: 'body'; readonly body: Buffer }
  /** More than the limit; what is left is read and thrown away, so that the client can see the answer. */
  | { readonly kind: 'too-large' }
  /** The client went away. */
  | { readonly kind: 'aborted' };

/** Reads a body of at most `limit` bytes into memory. Never rejects. */
export function readBody(
  request: IncomingMessage,
  headers: RequestHeaders,
  limit: number,
): Promise<BodyOutcome> | BodyOutcome {
  const length = headers.get('content-length');
  if (headers.get('transfer-encoding') === undefined && (length === undefined || length === '0'))
    return { kind: 'none' };
  if (Number(length) > limit) {
    request.resume();
    return { kind: 'too-large' };
  }
  return collect(request, limit);
}

function collect(request: IncomingMessage, limit: number): Promise<BodyOutcome> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else {
        chunks.length = 0;
        resolve({ kind: 'too-large' });
      }
    });
    request.on('end', () => resolve(size === 0 ? { kind: 'none' } : { kind: 'body', body: Buffer.concat(chunks) }));
    request.on('error', () => resolve({ kind: 'aborted' }));
    request.on('close', () => resolve({ kind: 'aborted' }));
  });
}

import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { GatewayRequest } from './gateway-request.ts';
import { RequestHeaders } from './request-headers.ts';
import { parseRequestTarget } from './request-target.ts';

const methods = new Set(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT']);

/** A request whose body was not read yet, and its query string as it was sent. */
export interface RequestHead extends Omit<GatewayRequest, 'body'> {
  readonly queryString: string;
}

/** Reads everything about a request but its body. Never throws, whatever the client sent. */
export function readRequestHead(message: IncomingMessage, receivedAt: number): RequestHead {
  const headers = new RequestHeaders(message.rawHeaders);
  return {
    ...parseRequestTarget(message.url ?? '/'),
    method: effectiveMethod(message.method ?? 'GET', headers),
    headers,
    protocol: `HTTP/${message.httpVersion}`,
    sourceIp: (message.socket.remoteAddress ?? '127.0.0.1').replace(/^::ffff:/, ''),
    requestId: randomUUID(),
    // Eleven bytes make a base64 text that ends in "=", as these ids do on AWS.
    extendedRequestId: randomBytes(11).toString('base64'),
    traceId: traceId(headers.get('x-amzn-trace-id'), receivedAt),
    receivedAt,
  };
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html: the header overrides the method. */
function effectiveMethod(method: string, headers: RequestHeaders): string {
  const override = headers.get('x-http-method-override')?.trim().toUpperCase();
  return override !== undefined && methods.has(override) ? override : method;
}

/** A trace that the caller started goes on; otherwise one starts here. */
function traceId(given: string | undefined, now: number): string {
  const root = /\bRoot=1-[0-9a-f]{8}-[0-9a-f]{24}\b/.exec(given ?? '')?.[0];
  if (root !== undefined) return root;
  const seconds = Math.floor(now / 1000)
    .toString(16)
    .padStart(8, '0');
  return `Root=1-${seconds}-${randomBytes(12).toString('hex')}`;
}

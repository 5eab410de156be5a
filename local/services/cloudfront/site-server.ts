import { randomBytes } from 'node:crypto';
import { createServer, STATUS_CODES, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

import { answerRequest, type Surroundings } from './answer-request.ts';
import type { Distribution } from './distribution.ts';
import { errorPage } from './error-page.ts';
import type { Headers, ViewerRequest, ViewerResponse } from './message.ts';

/** What a site is made of. */
export interface SiteOptions extends Surroundings {
  /** The distribution as it is now; asked for at every request. */
  readonly distribution: () => Distribution;
  /** Told errors of this program. */
  readonly onError: (error: unknown, request: { readonly method: string; readonly path: string }) => void;
}

/** The longest request that CloudFront takes, without its body, in bytes: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorS3Origin.html */
const longestRequest = 20_480;

/** A server that answers for a distribution. It does not listen yet. */
export function siteServer(options: SiteOptions): Server {
  const server = createServer({ maxHeaderSize: longestRequest }, (incoming, outgoing) => {
    // What is in the body matters to nobody, and the connection is needed for the next request.
    incoming.resume();
    void answer(incoming, outgoing, options);
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
    const status = error.code === 'HPE_HEADER_OVERFLOW' ? 413 : 400;
    socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`);
  });
  return server;
}

async function answer(incoming: IncomingMessage, outgoing: ServerResponse, options: SiteOptions): Promise<void> {
  const request = viewerRequest(incoming);
  try {
    const response =
      request.uri === ''
        ? errorPage(400, 'The request names no path.', request.id)
        : await answerRequest(options.distribution(), request, options);
    write(outgoing, response, request.method);
  } catch (error) {
    options.onError(error, { method: request.method, path: request.uri });
    if (outgoing.headersSent) outgoing.destroy();
    else
      write(outgoing, errorPage(500, 'The local AWS has failed; its terminal says why.', request.id), request.method);
  }
}

function viewerRequest(incoming: IncomingMessage): ViewerRequest {
  // A proxy's client names the host as well: RFC 9112 section 3.2.2.
  const target = (incoming.url ?? '').replace(/^https?:\/\/[^/?#]*/i, '') || '/';
  const [path, query] = splitOnce(target, '?');
  return {
    id: randomBytes(36).toString('base64url'),
    method: incoming.method ?? 'GET',
    uri: path.startsWith('/') ? path : '',
    query: query ?? '',
    headers: new Map(
      Object.entries(incoming.headersDistinct).flatMap(([name, values]): [string, readonly string[]][] =>
        values === undefined ? [] : [[name, values]],
      ),
    ),
    ip: incoming.socket.remoteAddress ?? '127.0.0.1',
    httpVersion: incoming.httpVersion,
  };
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const position = text.indexOf(separator);
  return position === -1 ? [text, undefined] : [text.slice(0, position), text.slice(position + 1)];
}

function write(outgoing: ServerResponse, response: ViewerResponse, method: string): void {
  const { status, description, headers, body } = response;
  const hasBody = status !== 204 && status !== 304;
  for (const [name, values] of framed(headers))
    outgoing.setHeader(name, values.length === 1 ? (values[0] ?? '') : values);
  if (hasBody) outgoing.setHeader('content-length', body.length);
  outgoing.writeHead(status, description ?? STATUS_CODES[status] ?? '');
  outgoing.end(hasBody && method !== 'HEAD' ? body : undefined);
}

/** The headers without those that say how a message is framed, which is not for functions and buckets to say. */
function framed(headers: Headers): [string, readonly string[]][] {
  return [...headers].filter(([name]) => !['connection', 'content-length', 'transfer-encoding'].includes(name));
}

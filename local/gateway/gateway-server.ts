import { createServer, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Gateway } from './gateway.ts';
import { headersTooLarge } from './responses/plain-answers.ts';

/**
 * Far above what API Gateway takes: a request that is somewhat too large is parsed and refused in an orderly way by the gateway, with the
 * connection kept, and only absurd ones end the connection.
 */
const parserLimitBytes = 4 * 1024 * 1024;
const lingerMillis = 2_000;

/**
 * A server (not listening yet) for the gateway that `current` names at each request: a reload swaps the gateway, connections stay.
 */
export function gatewayServer(current: () => Gateway): Server {
  const server = createServer({
    maxHeaderSize: parserLimitBytes,
    keepAliveTimeout: 65_000,
    headersTimeout: 30_000,
    requestTimeout: 120_000,
  });
  // Without this Node drops headers beyond the 2000th, and their size would not count.
  server.maxHeadersCount = 0;
  server.on('request', (request, response) => current().handle(request, response));
  // `Expect` is dropped by API Gateway, whatever it says; Node would answer 417.
  server.on('checkExpectation', (request, response) => current().handle(request, response));
  // Every further piece of a request that could not be read is an error again: one answer is enough.
  const answered = new WeakSet<Duplex>();
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (answered.has(socket)) return;
    answered.add(socket);
    answerUnreadable(error.code, socket);
  });
  return server;
}

/** The bytes were no HTTP request, or too many: nothing of the API applies. */
function answerUnreadable(code: string | undefined, socket: Duplex): void {
  if (!socket.writable || code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const [status, body] = unreadable(code);
  socket.end(
    [
      `HTTP/1.1 ${status}`,
      'Content-Type: text/plain',
      `Content-Length: ${body.length}`,
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  );
  // Closing with unread bytes resets the connection, and the client would not see the answer: read on for a moment.
  socket.resume();
  const timer = setTimeout(() => socket.destroy(), lingerMillis);
  socket.once('close', () => clearTimeout(timer));
}

function unreadable(code: string | undefined): [status: string, body: string] {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return ['431 Request Header Fields Too Large', String(headersTooLarge.body)];
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return ['408 Request Timeout', 'Request Timeout'];
    default:
      return ['400 Bad Request', 'Bad Request'];
  }
}

import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { systemClock } from '../clock.ts';
import type { Clock } from '../clock.ts';
import { closeServer, listenLocally } from '../listening.ts';
import { readBody } from './read-body.ts';
import { actionOf, errorResponse, identify, mayBeS3 } from './request-identity.ts';
import type { RequestIdentity } from './request-identity.ts';
import { writeResponse } from './write-response.ts';
import { NotSimulatedError, ServiceError } from './service-error.ts';
import { signatureCheck } from './signature.ts';
import type { Credential } from './signature.ts';
import { signatureError } from './signature-error.ts';
import type { AwsService, ServiceRequest, ServiceResponse } from './service.ts';

/** What the AWS endpoint is made of. */
export interface EndpointOptions {
  readonly services: readonly AwsService[];
  /** Who may sign requests. Every other key is refused. */
  readonly credentials: readonly Credential[];
  readonly clock?: Clock;
  /** A larger request body is refused; 64 MiB when not given. */
  readonly maxBodyBytes?: number;
  /** Told of errors that are this program's fault; the client sees `InternalError`. */
  readonly onError?: (error: unknown, request: { readonly method: string; readonly path: string }) => void;
}

/** The AWS endpoint: one HTTP port for all services. */
export interface Endpoint {
  readonly server: Server;
  /**
   * Starts to listen on 127.0.0.1. @param port 0 for any free one
   * @returns the address for `AWS_ENDPOINT_URL`, with an IP number: S3 clients then use path style by themselves
   */
  listen(port: number): Promise<string>;
  /** Stops listening and ends the connections that are open. */
  close(): Promise<void>;
}

/** SDK clients keep connections for reuse; a server that closes one at the same moment fails their next request. */
const keepAlive = 75_000;
/** How long a client that sends nonsense may go on. */
const lingering = 2000;

/**
 * Makes the endpoint that answers for all simulated services, told apart by `X-Amz-Target`, else by the service in the
 * signature's scope, else by a service that claims the request, else it is S3's. A service that is not there is refused
 * by name. Every request needs a right signature, unless its service lets it pass without one.
 */
export function createEndpoint(options: EndpointOptions): Endpoint {
  const { clock = systemClock, maxBodyBytes = 64 * 1024 * 1024 } = options;
  const verify = signatureCheck(options.credentials, clock);
  const find = serviceFinder(options.services);

  async function answer(request: ServiceRequest, identity: RequestIdentity): Promise<ServiceResponse> {
    const service = find(request, identity);
    if (service === undefined) throw new NotSimulatedError(actionOf(request, identity));
    const verified = verify(request, identity.dialect);
    if (verified !== undefined) {
      refuseWebPages(request);
      return service.handle({ ...request, ...verified });
    }
    if (service.claims?.(request) !== true && !service.allowsAnonymous(request)) throw unsigned(identity);
    return service.handle(request);
  }

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const request = readHead(incoming);
    const identity = identify(request);
    let response: ServiceResponse;
    try {
      const body = await readBody(incoming, maxBodyBytes);
      response = await answer({ ...request, body }, identity);
    } catch (error) {
      if (!(error instanceof ServiceError)) options.onError?.(error, request);
      const known = error instanceof ServiceError ? error : internalError();
      response = errorResponse(known, identity, request);
    }
    await writeResponse(incoming, outgoing, response, request.requestId, clock());
  }

  const server = createServer({ keepAliveTimeout: keepAlive }, (incoming, outgoing) => {
    serve(incoming, outgoing).catch((error: unknown) => {
      // The answer had begun: all that is left is to break the connection, so that the client sees it is not whole.
      options.onError?.(error, { method: incoming.method ?? '', path: incoming.url ?? '' });
      outgoing.destroy();
    });
  });
  server.on('clientError', refuseMalformed);

  return {
    server,
    listen: (port) => listenLocally(server, port),
    close: () => closeServer(server),
  };
}

function serviceFinder(
  services: readonly AwsService[],
): (request: ServiceRequest, identity: RequestIdentity) => AwsService | undefined {
  const byTarget = new Map<string, AwsService>();
  const byName = new Map<string, AwsService>();
  for (const service of services) {
    byName.set(service.signingName, service);
    if (service.targetPrefix !== undefined) byTarget.set(service.targetPrefix, service);
  }
  return (request, identity) => {
    if (identity.targetPrefix !== undefined) return byTarget.get(identity.targetPrefix);
    if (identity.signingName !== undefined) return byName.get(identity.signingName);
    const claimant = services.find((service) => service.claims?.(request) === true);
    return claimant ?? (mayBeS3(identity) ? byName.get('s3') : undefined);
  };
}

/** Everything but the body. */
function readHead(incoming: IncomingMessage): ServiceRequest {
  const url = incoming.url ?? '/';
  const question = url.indexOf('?');
  const headers: Record<string, string> = {};
  const raw = incoming.rawHeaders;
  for (let i = 0; i < raw.length; i += 2) {
    const name = (raw[i] ?? '').toLowerCase();
    const before = headers[name];
    headers[name] = before === undefined ? (raw[i + 1] ?? '') : `${before},${raw[i + 1] ?? ''}`;
  }
  return {
    method: incoming.method ?? 'GET',
    path: question === -1 ? url : url.slice(0, question),
    query: question === -1 ? '' : url.slice(question + 1),
    headers,
    body: Buffer.alloc(0),
    requestId: randomUUID(),
    accessKeyId: undefined,
  };
}

/**
 * The keys of this endpoint are no secret, so any page in a developer's browser could sign: a presigned POST of plain text needs no
 * preflight, and deletes objects or invokes functions. Browsers name the page in `Origin`, which pages cannot leave out
 * (https://fetch.spec.whatwg.org/#origin-header). AWS protects itself by its secret keys.
 */
function refuseWebPages({ headers }: ServiceRequest): void {
  if (headers.origin === undefined) return;
  throw new ServiceError('AccessDenied', `Web pages (${headers.origin}) may not sign requests to the local AWS.`, {
    status: 403,
  });
}

function unsigned(identity: RequestIdentity): ServiceError {
  const message = identity.dialect === 's3' ? 'Access Denied' : 'Missing Authentication Token';
  return signatureError(identity.dialect, 'missing', message);
}

function internalError(): ServiceError {
  return new ServiceError('InternalError', 'We encountered an internal error. Please try again.', { status: 500 });
}

/**
 * Answers what Node's parser refuses. There is no request yet, so the answer is written by hand. What the client goes on
 * to send is read and thrown away for a while: closing at once would reset the connection before the answer is read.
 */
function refuseMalformed(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return void socket.destroy();
  if (socket.writableEnded) return;
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request';
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  socket.removeAllListeners('data');
  socket.resume();
  setTimeout(() => socket.destroy(), lingering).unref();
}

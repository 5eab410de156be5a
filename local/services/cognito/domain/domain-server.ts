import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { closeServer, listenLocally } from '../../../listening.ts';
import type { UserPools } from '../user-pools.ts';
import { AuthorizationCodes } from './authorization-codes.ts';
import { FormProtection, HostedSessions } from './hosted-sessions.ts';
import { hostedPages } from './hosted-pages.ts';
import { FormTooLargeError, json, readRequest, UnfinishedFormError } from './http.ts';
import type { DomainRequest, DomainResponse } from './http.ts';
import { logout } from './logout.ts';
import { errorPage } from './pages.ts';
import { startPage, tryOutPage } from './try-out.ts';
import { revokeEndpoint, tokenEndpoint } from './token-endpoint.ts';
import { userInfoEndpoint } from './user-info.ts';

type Handler = (request: DomainRequest) => DomainResponse | Promise<DomainResponse>;

/** The user pool's domain: hosted pages and OAuth endpoints on one port. */
export interface DomainServer {
  readonly server: Server;
  /**
   * Starts to listen on 127.0.0.1. @param port 0 for any free one
   * @returns the address, such as `http://127.0.0.1:4580`
   */
  listen(port: number): Promise<string>;
  /** Stops listening and ends the connections that are open. */
  close(): Promise<void>;
}

export interface DomainServerOptions {
  /** Told of errors that are this program's fault; the browser sees a page without details. */
  readonly onError?: (error: unknown, request: { readonly method: string; readonly path: string }) => void;
}

/** What scripts of other origins may call; the rest is for people and their browsers' own navigation. */
const crossOrigin = ['/oauth2/token', '/oauth2/userInfo', '/oauth2/revoke'];

/**
 * Makes the server of the user pools' domains. One server stands for the domains of all pools of a template: the
 * client in a request tells which pool it is about.
 */
export function createDomainServer(pools: UserPools, options: DomainServerOptions = {}): DomainServer {
  const handlers = domainHandlers(pools);
  const server = createServer((incoming, outgoing) => {
    answer(handlers, incoming)
      .catch((error: unknown) => {
        const path = (incoming.url ?? '/').replace(/\?.*$/s, '');
        options.onError?.(error, { method: incoming.method ?? '', path });
        return errorPage(500, 'Something went wrong', 'The local stack could not answer. Its log says why.');
      })
      .then((response) => write(outgoing, response, incoming.method === 'HEAD'))
      .catch(() => outgoing.destroy());
  });
  return {
    server,
    listen: (port) => listenLocally(server, port),
    close: () => closeServer(server),
  };
}

function domainHandlers(pools: UserPools): ReadonlyMap<string, Handler> {
  const codes = new AuthorizationCodes(pools.storage, pools.clock);
  const sessions = new HostedSessions(pools.storage, pools.clock);
  const protection = new FormProtection();
  return new Map<string, Handler>([
    ...Object.entries(hostedPages({ pools, codes, sessions, protection })),
    ['GET /', (request) => startPage(pools, sessions, request)],
    ['GET /try-out', (request) => tryOutPage(pools, sessions, request)],
    ['GET /logout', (request) => logout(pools, sessions, request)],
    ['POST /oauth2/token', (request) => tokenEndpoint(pools, codes, request)],
    ['POST /oauth2/revoke', (request) => revokeEndpoint(pools, request)],
    ['GET /oauth2/userInfo', (request) => userInfoEndpoint(pools, request)],
    ['POST /oauth2/userInfo', (request) => userInfoEndpoint(pools, request)],
  ]);
}

async function answer(handlers: ReadonlyMap<string, Handler>, incoming: IncomingMessage): Promise<DomainResponse> {
  let request: DomainRequest;
  try {
    request = await readRequest(incoming);
  } catch (error) {
    if (error instanceof FormTooLargeError) return errorPage(413, 'Too large', 'The form is larger than 64 KB.');
    if (error instanceof UnfinishedFormError) return errorPage(400, 'Incomplete', 'The form did not arrive.');
    throw error;
  }
  const { path } = request;
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const handler = handlers.get(`${method} ${path}`);
  if (handler !== undefined) return handler(request);
  if (crossOrigin.includes(path) && method === 'OPTIONS') return preflight();
  const methods = [...handlers.keys()].filter((key) => key.endsWith(` ${path}`)).map((key) => key.split(' ')[0] ?? '');
  if (methods.length === 0) return errorPage(404, 'Page not found', 'The local user pool has no such page.');
  if (crossOrigin.includes(path)) return json(405, { error: 'invalid_request' }, { allow: methods.join(', ') });
  const page = errorPage(405, 'That does not work', `This page takes ${methods.join(' and ')} only.`);
  return { ...page, headers: { ...page.headers, allow: methods.join(', ') } };
}

function preflight(): DomainResponse {
  return {
    status: 204,
    headers: {
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET, POST, OPTIONS',
      'access-control-allow-headers': 'authorization, content-type, x-amz-user-agent, x-requested-with',
      'access-control-max-age': '7200',
    },
    body: '',
  };
}

function write(outgoing: ServerResponse, { status, headers, body }: DomainResponse, head: boolean): void {
  for (const [name, value] of Object.entries(headers)) outgoing.setHeader(name, value);
  outgoing.setHeader('content-length', Buffer.byteLength(body));
  outgoing.writeHead(status);
  outgoing.end(head ? undefined : body);
}

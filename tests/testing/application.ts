import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { machineClient, machineToken, stackAddress, userToken } from '../../scripts/sign-in/sign-in.ts';

/** An answer of the API, with its body as text. */
export interface ApiAnswer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** What a request may have beside its path. */
export interface ApiRequest {
  readonly token?: string;
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** The application from outside, wherever it runs. */
export interface Application {
  /** The AWS endpoint. */
  readonly endpoint: string;
  /** Sends one request with the path exactly as given. Fails when no answer comes. */
  api(path: string, options?: ApiRequest): Promise<ApiAnswer>;
  /** An access token of a sample user. */
  token(username: string): Promise<string>;
  /** A token of the machine client with only this scope. */
  machineToken(scope: string): Promise<string>;
}

/** The application that answers at these addresses. @param users who can sign in */
export function applicationAt(
  { api, endpoint, domain }: { readonly api: string | undefined; readonly endpoint: string; readonly domain: string },
  users: readonly { readonly username: string; readonly password: string }[],
): Application {
  const address = { ...stackAddress({}, 'local'), endpoint };
  const apiAddress = new URL(api ?? '');
  return {
    endpoint,
    api: (path, options = {}) => send(apiAddress, path, options),
    token: (username) => userToken(address, username, users.find((user) => user.username === username)?.password ?? ''),
    machineToken: async (scope) => machineToken(domain, await machineClient(address), scope),
  };
}

/** `fetch` would normalise the path; tests want it sent as it is. */
async function send(
  address: URL,
  path: string,
  { token, method = 'GET', headers = {}, body }: ApiRequest,
): Promise<ApiAnswer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: address.hostname, port: address.port, path, method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: plain(response.headers),
          body: Buffer.concat(chunks).toString(),
        }),
      );
    });
    request.on('error', reject);
    if (token !== undefined) request.setHeader('Authorization', `Bearer ${token}`);
    if (body !== undefined) request.setHeader('Content-Length', Buffer.byteLength(body));
    request.end(body);
  });
}

function plain(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

import { join } from 'node:path';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { startStack, type Stack, type StackEvent, type StackOptions } from '../../local/index.ts';
import { machineClient, machineToken, stackAddress, userToken } from '../../scripts/sign-in.ts';
import { root } from './contract.ts';

/** An answer of the API, with its body as text. */
export interface ApiAnswer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** The application on the local AWS, as `npm start` runs it but on free ports. */
export interface DragonsStack {
  readonly stack: Stack;
  readonly events: readonly StackEvent[];
  /** Sends one request with the path exactly as given. */
  api(
    path: string,
    options?: { token?: string; method?: string; headers?: Record<string, string>; body?: string },
  ): Promise<ApiAnswer>;
  /** An access token of a sample user. */
  token(username: string): Promise<string>;
  /** A token of the machine client with only this scope. */
  machineToken(scope: string): Promise<string>;
  close(): Promise<void>;
}

/** Starts the application. @param more what is different from `npm start` */
export async function startDragons(more: Partial<StackOptions> = {}): Promise<DragonsStack> {
  const events: StackEvent[] = [];
  const stack = await startStack({
    templateFile: join(root, 'template.yaml'),
    seedFile: join(root, 'data/local.yaml'),
    parameters: { Stage: 'local', ParameterMaxAge: '1' },
    ports: { api: 0, endpoint: 0, domain: 0 },
    log: (event) => events.push(event),
    ...more,
  });
  const address = { ...stackAddress({}, 'local'), endpoint: stack.addresses.endpoint };
  const apiAddress = new URL(stack.addresses.api ?? '');
  return {
    stack,
    events,
    api: (path, { token, method = 'GET', headers = {}, body } = {}) =>
      send(
        apiAddress,
        path,
        method,
        { ...headers, ...(token !== undefined && { Authorization: `Bearer ${token}` }) },
        body,
      ),
    token: (username) =>
      userToken(address, username, stack.sampleUsers.find((user) => user.username === username)?.password ?? ''),
    machineToken: async (scope) => machineToken(stack.addresses.domain, await machineClient(address), scope),
    close: () => stack.close(),
  };
}

/** `fetch` would normalise the path; tests want it sent as it is. */
async function send(
  address: URL,
  path: string,
  method: string,
  headers: Record<string, string>,
  body?: string,
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
    if (body !== undefined) request.setHeader('Content-Length', Buffer.byteLength(body));
    request.end(body);
  });
}

function plain(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

import { request as httpRequest, Agent, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import type { InvocationResult } from '../../lambda/invoker.ts';
import { createGateway } from '../gateway.ts';
import { gatewayServer } from '../gateway-server.ts';
import type { AccessLogEntry, GatewayOptions } from '../options.ts';
import { libraryContract } from './library-contract.ts';
import { clientId, issuer, now, signingKey } from './tokens.ts';

/** What a client got. */
export interface Received {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Names as they came over the wire. */
  readonly rawHeaders: readonly string[];
  readonly body: string;
  readonly bytes: Buffer;
}

export interface Sent {
  readonly method?: string;
  readonly path: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string | Buffer;
}

/** A proxy event, loosely: tests look into it. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests read members that they know to be there
export type Event = any;

export type FakeFunction = (event: Event) => InvocationResult | Promise<InvocationResult>;

/** A result of the function that is returned as it is. */
export const returns = (value: unknown): InvocationResult => ({
  outcome: 'returned',
  payload: typeof value === 'string' ? value : JSON.stringify(value),
});

export const poolKey = signingKey('pool-key-1');
export const otherKey = signingKey('other-key-1');

export interface GatewayUnderTest {
  readonly port: number;
  /** The events that the function got. */
  readonly events: Event[];
  readonly log: AccessLogEntry[];
  /** What the function answers next. */
  setFunction(fake: FakeFunction): void;
  send(request: Sent): Promise<Received>;
  /** Writes bytes to a socket, and returns all that comes back until the server closes, or until `until` is in it. */
  raw(bytes: string | Buffer, until?: RegExp): Promise<string>;
  close(): Promise<void>;
}

/** A gateway for the library contract, listening on a port of its own. */
export async function startGateway(options: Partial<GatewayOptions> = {}): Promise<GatewayUnderTest> {
  const events: Event[] = [];
  const log: AccessLogEntry[] = [];
  let fake: FakeFunction = () => returns({ statusCode: 200, body: '{}' });
  const gateway = createGateway({
    definition: libraryContract(),
    apiId: 'abc123',
    stageName: 'v1',
    accountId: '111111111111',
    region: 'eu-west-1',
    invoker: {
      async invoke(_functionName, event) {
        events.push(JSON.parse(JSON.stringify(event)));
        return fake(event);
      },
    },
    userPoolKeys: async () => ({ issuer, clientIds: [clientId], keys: [poolKey.jwk] }),
    clock: () => now,
    onRequest: (entry) => log.push(entry),
    ...options,
  });
  const server = gatewayServer(() => gateway);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const agent = new Agent({ keepAlive: true });
  return {
    port,
    events,
    log,
    setFunction: (next) => (fake = next),
    send: (sent) => send(port, agent, sent),
    raw: (bytes, until) => exchange(port, bytes, until),
    async close() {
      agent.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function send(port: number, agent: Agent, { method = 'GET', path, headers = {}, body }: Sent): Promise<Received> {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest({ host: '127.0.0.1', port, agent, method, path, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const bytes = Buffer.concat(chunks);
        const { statusCode: status = 0, headers: received, rawHeaders } = response;
        resolve({ status, headers: received, rawHeaders, body: bytes.toString('utf8'), bytes });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

function exchange(port: number, bytes: string | Buffer, until?: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let received = '';
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => {
      received += chunk;
      if (until?.test(received)) socket.destroy();
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(received));
    socket.write(bytes);
  });
}

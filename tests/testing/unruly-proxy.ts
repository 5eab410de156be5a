import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A call of an AWS service on its way. */
export interface AwsCall {
  /** As the signature names it: `s3`, `dynamodb`, `states`. */
  readonly service: string;
  readonly method: string;
  /** The operation of a JSON service, such as `UpdateItem`; empty for S3. */
  readonly operation: string;
  /** Whether a write has a condition (`If-Match`, `If-None-Match`); of S3 only. */
  readonly isConditional: boolean;
  /** What is sent, as text. */
  readonly body: string;
}

/** What becomes of a call. */
export type Conduct =
  | { readonly type: 'pass' }
  /** The service does not see it; this is the answer. */
  | {
      readonly type: 'answer';
      readonly status: number;
      readonly headers: Record<string, string>;
      readonly body: string;
    }
  /** The service does not see it; the connection is cut after so many milliseconds. */
  | { readonly type: 'hold'; readonly milliseconds: number }
  /** The service does what it says, but the connection is cut instead of answering, after so many milliseconds. */
  | { readonly type: 'lose'; readonly milliseconds: number };

/** Something that stands between functions and AWS, and does not always behave. */
export interface UnrulyProxy {
  /** Stands between functions and an AWS endpoint from now on, which need not listen yet: for `StackOptions.functionEndpoint`. @returns its own address */
  before(endpoint: string): string;
  /** Those of some conducts that calls of a service did not meet so far: their types, for answers their statuses. */
  missing(service: string, conducts: readonly string[]): string[];
  /** What is done with the calls from now on. */
  behave(conduct: (call: AwsCall) => Conduct): void;
  /** Lets every call pass from now on. */
  calm(): void;
  close(): Promise<void>;
}

const pass: Conduct = { type: 'pass' };

/** Starts a proxy that lets everything pass at first. The `Host` header stays as it came, since it is signed. */
export async function startUnrulyProxy(): Promise<UnrulyProxy> {
  let target = '';
  let conductOf: (call: AwsCall) => Conduct = () => pass;
  /** Services with what their calls met: `s3 lose`. */
  const shown = new Set<string>();
  const timers = new Set<NodeJS.Timeout>();
  const cutAfter = (response: ServerResponse, milliseconds: number): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      response.socket?.destroy();
    }, milliseconds);
    timers.add(timer);
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await buffer(request);
    const call = callOf(request, body);
    const conduct = conductOf(call);
    shown.add(`${call.service} ${conduct.type === 'answer' ? conduct.status : conduct.type}`);
    switch (conduct.type) {
      case 'answer':
        response.writeHead(conduct.status, conduct.headers).end(request.method === 'HEAD' ? undefined : conduct.body);
        return;
      case 'hold':
        cutAfter(response, conduct.milliseconds);
        return;
      case 'lose': {
        const answer = await forwarded(request, body, target);
        await buffer(answer);
        cutAfter(response, conduct.milliseconds);
        return;
      }
      case 'pass': {
        const answer = await forwarded(request, body, target);
        response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
        answer.pipe(response);
      }
    }
  };
  const server = createServer((request, response) => {
    // Who is cut off, or meets an endpoint that ends, sees a broken connection: that is what this is for.
    serve(request, response).catch(() => response.socket?.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    before(endpoint) {
      target = endpoint;
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    },
    missing: (service, conducts) => conducts.filter((conduct) => !shown.has(`${service} ${conduct}`)),
    behave(conduct) {
      conductOf = conduct;
    },
    calm() {
      conductOf = () => pass;
    },
    async close() {
      for (const timer of timers) clearTimeout(timer);
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

function callOf({ method = '', headers }: IncomingMessage, body: Buffer): AwsCall {
  const [, service = ''] = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(headers.authorization ?? '') ?? [];
  return {
    service,
    method,
    operation: String(headers['x-amz-target'] ?? '').split('.')[1] ?? '',
    isConditional: headers['if-match'] !== undefined || headers['if-none-match'] !== undefined,
    body: body.toString('utf8'),
  };
}

async function forwarded(request: IncomingMessage, body: Buffer, endpoint: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const { method, url: path, rawHeaders: headers } = request;
    const forwarding = httpRequest(endpoint, { method, path, headers, setHost: false, agent: false }, resolve);
    forwarding.on('error', reject);
    forwarding.end(body);
  });
}

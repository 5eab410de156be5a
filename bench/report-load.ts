import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { Agent, request as httpRequest } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

/** What is written, how often at once, and for how long. */
export interface ReportLoadRequest {
  /** `report`: `POST /dragons`; `put`: DynamoDB's `PutItem` of an item of the same size, by the SDK. */
  readonly kind: 'report' | 'put';
  readonly api: string;
  readonly endpoint: string;
  readonly table: string;
  readonly token: string;
  readonly connections: number;
  readonly seconds: number;
  /** How many reports are followed at a time until a list shows their dragon. */
  readonly followed: number;
}

/** What came of it; milliseconds. */
export interface ReportLoadResult {
  readonly latencies: readonly number[];
  /** From sending the report until `GET /dragons?dragonName=…` shows the dragon. */
  readonly visible: readonly number[];
  readonly errors: number;
  readonly perSecond: number;
}

/** Keeps a number of connections busy with writes, from a thread of its own so that it does not wait for the server's work. */
export async function reportLoad(request: ReportLoadRequest): Promise<ReportLoadResult> {
  const worker = new Worker(new URL(import.meta.url), { workerData: request });
  const messages: unknown[] = await once(worker, 'message');
  const [result] = messages;
  if (!isResult(result)) throw new Error('The load worker said nothing.');
  return result;
}

function isResult(value: unknown): value is ReportLoadResult {
  return typeof value === 'object' && value !== null && 'visible' in value;
}

function isRequest(value: unknown): value is ReportLoadRequest {
  return typeof value === 'object' && value !== null && 'followed' in value;
}

/** A dragon with a name that nobody has yet. */
export function anyReport(name: string): Record<string, string> {
  return {
    dragonName: name,
    family: 'red',
    description: 'Keeps the harbour free of ice and takes herring for it.',
    city: 'anchorage',
    country: 'usa',
    state: 'alaska',
    neighborhood: 'w fireweed ln',
    reportingPhoneNumber: '+15555550123',
  };
}

async function keepBusy(wanted: ReportLoadRequest): Promise<ReportLoadResult> {
  const agent = new Agent({ keepAlive: true });
  const run = randomUUID().slice(0, 8);
  const latencies: number[] = [];
  const visible: number[] = [];
  const following = new Set<Promise<void>>();
  let count = 0;
  let errors = 0;
  const client = new DynamoDBClient({
    endpoint: wanted.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });

  const put = async (name: string): Promise<boolean> => {
    const item = Object.fromEntries(Object.entries(anyReport(name)).map(([key, value]) => [key, { S: value }]));
    const sent = client.send(
      new PutItemCommand({
        TableName: wanted.table,
        Item: { ...item, pk: { S: `BENCH#${name}` }, sk: { S: 'BENCH' } },
      }),
    );
    return sent.then(
      () => true,
      () => false,
    );
  };
  const report = async (name: string): Promise<boolean> => {
    const sent = performance.now();
    const { status } = await send(wanted, agent, 'POST', '/dragons', anyReport(name));
    if (status === 202 && following.size < wanted.followed) {
      const followed = follow(wanted, agent, name).then(() => {
        visible.push(performance.now() - sent);
        following.delete(followed);
      });
      following.add(followed);
    }
    return status === 202;
  };

  const started = performance.now();
  const end = started + wanted.seconds * 1000;
  const connection = async (): Promise<void> => {
    while (performance.now() < end) {
      const name = `Bench ${run} ${(count += 1)}`;
      const sent = performance.now();
      if (!(await (wanted.kind === 'put' ? put(name) : report(name)))) errors += 1;
      latencies.push(performance.now() - sent);
      // One client that reports and waits for its dragon, over and over, shows how long that takes without a queue.
      if (wanted.connections === 1) await Promise.all(following);
    }
  };
  await Promise.all(Array.from({ length: wanted.connections }, connection));
  const perSecond = latencies.length / ((performance.now() - started) / 1000);
  await Promise.all(following);
  agent.destroy();
  return { latencies, visible, errors, perSecond };
}

/** Asks for a dragon until the list shows it. */
async function follow(wanted: ReportLoadRequest, agent: Agent, name: string): Promise<void> {
  const until = performance.now() + 120_000;
  while (performance.now() < until) {
    const { body } = await send(wanted, agent, 'GET', `/dragons?dragonName=${encodeURIComponent(name)}`);
    if (body.includes('"dragonName"')) return;
    await wait(5);
  }
  throw new Error(`${name} was reported and does not appear.`);
}

async function send(
  { api, token }: ReportLoadRequest,
  agent: Agent,
  method: string,
  path: string,
  body?: object,
): Promise<{ status: number; body: string }> {
  const text = body === undefined ? '' : JSON.stringify(body);
  const headers = {
    authorization: token,
    ...(body !== undefined && {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
      'idempotency-key': randomUUID(),
    }),
  };
  return new Promise((resolve, reject) => {
    const request = httpRequest(api + path, { agent, method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }));
      response.on('error', reject);
    });
    request.on('error', reject);
    request.end(text);
  });
}

const wanted: unknown = workerData;
if (!isMainThread && isRequest(wanted)) parentPort?.postMessage(await keepBusy(wanted));

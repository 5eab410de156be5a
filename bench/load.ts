import { Agent, get } from 'node:http';
import { once } from 'node:events';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

/** What is asked for, how often at once, and for how long. */
export interface LoadRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly connections: number;
  readonly seconds: number;
}

/** What came of it. */
export interface LoadResult {
  /** Milliseconds of each request. */
  readonly latencies: readonly number[];
  /** Answers that were not 2xx, and requests without an answer. */
  readonly errors: number;
  readonly requestsPerSecond: number;
}

/** Keeps a number of connections busy, from a thread of its own so that it does not wait for the server's work. */
export async function load(request: LoadRequest): Promise<LoadResult> {
  const worker = new Worker(new URL(import.meta.url), { workerData: request });
  const messages: unknown[] = await once(worker, 'message');
  const [result] = messages;
  if (!isResult(result)) throw new Error('The load worker said nothing.');
  return result;
}

function isResult(value: unknown): value is LoadResult {
  return typeof value === 'object' && value !== null && 'latencies' in value;
}

function isRequest(value: unknown): value is LoadRequest {
  return typeof value === 'object' && value !== null && 'connections' in value;
}

async function keepBusy({ url, headers, connections, seconds }: LoadRequest): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const latencies: number[] = [];
  let errors = 0;
  const started = performance.now();
  const end = started + seconds * 1000;
  const connection = async (): Promise<void> => {
    while (performance.now() < end) {
      const sent = performance.now();
      if (!(await answered(url, headers, agent))) errors += 1;
      latencies.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: connections }, connection));
  agent.destroy();
  return { latencies, errors, requestsPerSecond: latencies.length / ((performance.now() - started) / 1000) };
}

async function answered(url: string, headers: Readonly<Record<string, string>>, agent: Agent): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get(url, { agent, headers }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode === 200));
      response.on('error', () => resolve(false));
    });
    request.on('error', () => resolve(false));
  });
}

const wanted: unknown = workerData;
if (!isMainThread && isRequest(wanted)) parentPort?.postMessage(await keepBusy(wanted));

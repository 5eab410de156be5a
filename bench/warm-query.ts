import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { startStack } from '../local/index.ts';
import { stackAddress, userToken } from '../scripts/sign-in/sign-in.ts';
import { load, type LoadResult } from './load.ts';
import { median, ms, printTable, quantile } from './statistics.ts';

const root = join(import.meta.dirname, '..');
const rounds = 3;
const seconds = 4;

/**
 * Warm `GET /dragons?family=red` through gateway, worker, Parameter Store's cache and S3 Select, at 1, 8 and 64 connections, beside a bare
 * server that returns the same bytes. Server and load share this process's machine, so read the ratios.
 */
export async function warmQuery(): Promise<void> {
  const stack = await startStack({
    templateFile: join(root, 'template.yaml'),
    seedFile: join(root, 'data/local.yaml'),
    parameters: { Stage: 'local' },
    ports: { api: 0, endpoint: 0, domain: 0, site: 0 },
    log: () => undefined,
  });
  const { api = '', endpoint } = stack.addresses;
  const reader = stack.sampleUsers.find(({ username }) => username === 'reader');
  const token = await userToken({ ...stackAddress({}), endpoint }, 'reader', reader?.password ?? '');
  const url = `${api}/dragons?family=red`;
  const bytes = Buffer.from(await (await fetch(url, { headers: { authorization: token } })).arrayBuffer());
  const bare = createServer((_, response) => response.setHeader('content-type', 'application/json').end(bytes));
  await new Promise<void>((resolve) => bare.listen(0, '127.0.0.1', resolve));
  const bareUrl = `http://127.0.0.1:${portOf(bare)}`;
  try {
    const rows: string[][] = [['', 'connections', 'median', 'p99', 'requests/s', 'errors']];
    for (const connections of [1, 8, 64]) {
      const ask = (address: string, duration: number) =>
        load({ url: address, headers: { authorization: token }, connections, seconds: duration });
      await ask(url, 1);
      const pairs: [LoadResult, LoadResult][] = [];
      for (let round = 0; round < rounds; round += 1) {
        pairs.push([await ask(bareUrl, seconds), await ask(url, seconds)]);
      }
      rows.push(
        row(
          'bare node:http',
          connections,
          pairs.map(([result]) => result),
        ),
      );
      rows.push(
        row(
          'the stack',
          connections,
          pairs.map(([, result]) => result),
        ),
      );
    }
    printTable(rows);
    console.log(
      `\nMedians of ${rounds} runs of ${seconds} s each. Aim: a median of at most 5 ms at one connection, no error at 64.`,
    );
  } finally {
    bare.closeAllConnections();
    bare.close();
    await stack.close();
  }
}

function portOf(server: Server): number {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The server does not listen.');
  return address.port;
}

function row(name: string, connections: number, results: readonly LoadResult[]): string[] {
  return [
    name,
    String(connections),
    ms(median(results.map(({ latencies }) => quantile(latencies, 0.5)))),
    ms(median(results.map(({ latencies }) => quantile(latencies, 0.99)))),
    median(results.map(({ requestsPerSecond }) => requestsPerSecond)).toFixed(0),
    String(results.reduce((sum, { errors }) => sum + errors, 0)),
  ];
}

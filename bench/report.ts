import { BatchWriteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startStack, type Stack } from '../local/index.ts';
import { stackAddress, userToken } from '../scripts/sign-in/sign-in.ts';
import { anyReport, reportLoad, type ReportLoadRequest, type ReportLoadResult } from './report-load.ts';
import { median, ms, printTable, quantile } from './statistics.ts';

const root = join(import.meta.dirname, '..');
const seconds = 5;
const rounds = 3;
const sizes = [100, 1000, 10_000, 100_000];

/**
 * `POST /dragons` until its 202 and until a list shows the dragon, at 1, 8 and 64 clients, beside a bare `PutItem` on the same stack; then how
 * publishing grows with the catalogue. Server and load share this process's machine, so read the ratios.
 */
export async function report(): Promise<void> {
  const published: number[] = [];
  const stack = await startStack({
    templateFile: join(root, 'template.yaml'),
    seedFile: join(root, 'data/local.yaml'),
    parameters: { Stage: 'local' },
    ports: { api: 0, endpoint: 0, domain: 0, site: 0 },
    log: (event) => {
      if (event.type !== 'function' || !event.line.functionName.endsWith('publish-catalog')) return;
      const milliseconds = publishingTime(event.line.line);
      if (milliseconds !== undefined) published.push(milliseconds);
    },
  });
  try {
    const { api = '', endpoint } = stack.addresses;
    const password = stack.sampleUsers.find(({ username }) => username === 'reporter')?.password ?? '';
    const token = await userToken({ ...stackAddress({}), endpoint }, 'reporter', password);
    const table = tableOf(stack);
    const common = { api, endpoint, token, table };
    await clients(common);
    console.log('');
    await growth(common, published);
  } finally {
    await stack.close();
  }
}

type Common = Pick<ReportLoadRequest, 'api' | 'endpoint' | 'token' | 'table'>;

async function clients(common: Common): Promise<void> {
  const rows = [['', 'clients', 'median', 'p99', 'per second', 'visible: median', 'p99', 'errors']];
  for (const connections of [1, 8, 64]) {
    await reportLoad({ ...common, kind: 'report', connections, seconds: 1, followed: 1 });
    const runs: Record<ReportLoadRequest['kind'], ReportLoadResult[]> = { put: [], report: [] };
    for (let round = 0; round < rounds; round += 1) {
      for (const kind of ['put', 'report'] as const) {
        runs[kind].push(await reportLoad({ ...common, kind, connections, seconds, followed: 4 }));
      }
    }
    for (const [kind, results] of Object.entries(runs)) {
      const latencies = results.flatMap((result) => result.latencies);
      const visible = results.flatMap((result) => result.visible);
      rows.push([
        kind === 'put' ? 'bare PutItem' : 'report',
        String(connections),
        ms(median(latencies)),
        ms(quantile(latencies, 0.99)),
        median(results.map(({ perSecond }) => perSecond)).toFixed(0),
        ...(visible.length === 0 ? ['', ''] : [ms(median(visible)), ms(quantile(visible, 0.99))]),
        String(results.reduce((sum, { errors }) => sum + errors, 0)),
      ]);
    }
  }
  printTable(rows);
  console.log(`\n${rounds} runs of ${seconds} s each. Aim: 202 within 15 ms (median) at one client.`);
}

async function growth(common: Common, published: number[]): Promise<void> {
  const rows = [['dragons', 'publishing one: median', 'visible: median', 'slowest', 'compared with 100']];
  let first: number | undefined;
  let there = 0;
  for (const size of sizes) {
    await fill(common, there, size);
    there = size;
    await reportLoad({ ...common, kind: 'report', connections: 1, seconds: 2, followed: 1 });
    published.length = 0;
    const { visible } = await reportLoad({ ...common, kind: 'report', connections: 1, seconds: 10, followed: 1 });
    first ??= median(published);
    rows.push([
      `about ${size}`,
      ms(median(published)),
      ms(median(visible)),
      ms(Math.max(...visible)),
      `${(median(published) / first).toFixed(1)} ×`,
    ]);
  }
  printTable(rows);
  console.log('\nAim: visible within 1 s with 10,000 dragons.');
}

/** Writes dragons until there are so many, past the API, and waits until the list shows the last one. */
async function fill({ api, endpoint, token, table }: Common, from: number, to: number): Promise<void> {
  const client = new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  for (let start = from; start < to; start += 25) {
    const requests = Array.from({ length: Math.min(25, to - start) }, (_, index) => ({
      PutRequest: { Item: filler(start + index) },
    }));
    await client.send(new BatchWriteItemCommand({ RequestItems: { [table]: requests } }));
  }
  const last = `${api}/dragons?dragonName=${encodeURIComponent(fillerName(to - 1))}`;
  for (;;) {
    const answer = await fetch(last, { headers: { authorization: token } });
    if ((await answer.text()).includes('"dragonName"')) return;
    await wait(200);
  }
}

function fillerName(number: number): string {
  return `Filler ${String(number).padStart(7, '0')}`;
}

function filler(number: number) {
  const { reportingPhoneNumber: _, ...dragon } = anyReport(fillerName(number));
  return {
    pk: { S: `DRAGON#${fillerName(number).toLowerCase()}` },
    sk: { S: 'DRAGON' },
    ...Object.fromEntries(Object.entries(dragon).map(([name, value]) => [name, { S: value }])),
    incarnation: { S: 'bench' },
    version: { N: '1' },
    origin: { S: 'bench' },
  };
}

function tableOf({ template }: Stack): string {
  return template.resources.get('RegistryTable')?.ref ?? '';
}

/** The time in a line that says that the catalogue was published. */
function publishingTime(line: string): number | undefined {
  if (!line.includes('DRAGONS_0501')) return undefined;
  const entry: unknown = JSON.parse(line);
  const milliseconds = typeof entry === 'object' && entry !== null && 'milliseconds' in entry ? entry.milliseconds : 0;
  return typeof milliseconds === 'number' ? milliseconds : undefined;
}

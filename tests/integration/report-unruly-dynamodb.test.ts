import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { awsAt, catalogueIsRegistry, dragonItems, reportItems, type Aws } from '../testing/aws.ts';
import { startDragons, type DragonsStack } from '../testing/dragons-stack.ts';
import { randomFrom } from '../testing/random.ts';
import { dragonOf, insist, reportOf, takenId, withoutHint, workerAt, type Worker } from '../testing/reporting.ts';
import { unrulyDynamoDb } from '../testing/unruly-aws.ts';
import { startUnrulyProxy, type UnrulyProxy } from '../testing/unruly-proxy.ts';

// Whole stacks at work, perhaps beside others on the same processors.
vi.setConfig({ testTimeout: 90_000 });

/** What DynamoDB is to do: statuses of its errors, answers that do not come, and what it always does. */
const conducts = ['400', '500', 'hold', 'lose', 'pass'];

let proxy: UnrulyProxy;
let dragons: DragonsStack;
let aws: Aws;
let worker: Worker;

beforeAll(async () => {
  proxy = await startUnrulyProxy();
  dragons = await startDragons({ functionEndpoint: (endpoint) => proxy.before(endpoint) });
  aws = awsAt(dragons.endpoint);
  worker = await workerAt(dragons);
});
afterAll(async () => {
  await dragons.close();
  await proxy.close();
});

it(
  'while DynamoDB fails, throttles, conflicts and loses answers, every report that was taken is decided, and no replace is told that somebody else was first',
  { timeout: 300_000 },
  async () => {
    const random = randomFrom(7);
    const end = Date.now() + 15_000;
    const latest = Date.now() + 90_000;
    /** Goes on for 15 seconds; longer where these are too few for everything to happen. */
    const isOver = (): boolean =>
      Date.now() > latest || (Date.now() > end && proxy.missing('dynamodb', conducts).length === 0);
    const taken: string[] = [];
    /** Statuses of replaces and removes of dragons that nobody else changes. */
    const statuses = new Set<number>();

    const work = async (owner: string): Promise<void> => {
      for (let round = 0; !isOver(); round += 1) {
        const name = `${owner} ${round}`;
        const key = randomUUID();
        const reportId = takenId(await insist(() => worker.report(reportOf(name), key)));
        taken.push(reportId);
        const found = await insist(async () => {
          const answer = await worker.get(name);
          // Not decided yet.
          return answer.status === 404 && !isOver() ? { ...answer, status: 503 } : answer;
        });
        if (found.status !== 200) return;
        const replaced = await worker.replace(dragonOf(reportOf(name, { city: 'tacoma' })), found.headers.etag ?? '');
        statuses.add(replaced.status);
        if (replaced.status === 200 && random.chance(0.3)) {
          statuses.add((await worker.remove(name, replaced.headers.etag ?? '')).status);
        }
        await wait(random.next() * 100);
      }
    };
    /** Reports the same names as others do. */
    const contend = async (): Promise<void> => {
      for (let round = 0; !isOver(); round += 1) {
        const key = randomUUID();
        taken.push(takenId(await insist(() => worker.report(reportOf(`Contested ${round}`), key))));
        await wait(random.next() * 200);
      }
    };

    proxy.behave(unrulyDynamoDb(random));
    await Promise.all([work('Ember'), work('Cinder'), contend(), contend()]);
    proxy.calm();

    const decisions = await Promise.all(taken.map((reportId) => worker.decision(reportId, 90_000)));
    for (const { status, reason, dragon } of decisions) {
      if (status !== 'ACCEPTED') expect([dragon.dragonName, reason?.code]).toEqual([dragon.dragonName, 'name-taken']);
    }
    // Whose write was done but not answered says so, or that it does not know (503).
    expect([...statuses].filter((status) => ![200, 204, 503].includes(status))).toEqual([]);
    expect(statuses).toContain(200);
    expect(withoutHint(worker.failures)).toEqual([]);
    const items = await dragonItems(aws);
    expect(new Set(items.map(({ dragonName }) => dragonName.toLowerCase() as string)).size).toBe(items.length);
    // Each request was one report, however often it was sent.
    const reports = await reportItems(aws);
    expect(reports.map(({ reportId }) => reportId as string).sort()).toEqual([...taken].sort());
    const contested = reports.filter(({ dragon }) => dragon.dragonName.startsWith('Contested') as boolean);
    const accepted = contested.filter(({ status }) => status === 'ACCEPTED').map(({ dragon }) => dragon.dragonName);
    expect(accepted.length).toBe(new Set(accepted).size);
    expect(new Set(accepted)).toEqual(new Set(contested.map(({ dragon }) => dragon.dragonName)));
    await catalogueIsRegistry(aws, 60_000);
    expect(proxy.missing('dynamodb', conducts)).toEqual([]);
  },
);

it('a replace and a remove whose answers DynamoDB loses once are done, once, and say so', async () => {
  await worker.decision(takenId(await worker.report(reportOf('Unheard'))));
  const tag = (await worker.get('Unheard')).headers.etag ?? '';

  loseNext('UpdateItem');
  const replaced = await worker.replace(dragonOf(reportOf('Unheard', { city: 'olympia' })), tag);
  const read = await worker.get('Unheard');
  loseNext('DeleteItem');
  const removed = await worker.remove('Unheard', read.headers.etag ?? '');

  expect([replaced.status, removed.status]).toEqual([200, 204]);
  expect([read.body, read.headers.etag]).toEqual([replaced.body, replaced.headers.etag]);
  expect((await worker.get('Unheard')).status).toBe(404);
});

it('while the workflow cannot be started a report is answered 503 with Retry-After; sent again with its key it is one report', async () => {
  const key = randomUUID();
  const report = reportOf('Patience');
  proxy.behave(({ service }) => (service === 'states' ? { type: 'hold', milliseconds: 10 } : { type: 'pass' }));

  const first = await worker.report(report, key);
  const second = await worker.report(report, key);
  proxy.calm();
  const third = await worker.report(report, key);

  expect([first, second].map(({ status, headers }) => [status, headers['retry-after']])).toEqual([
    [503, '2'],
    [503, '2'],
  ]);
  expect((await worker.decision(takenId(third))).status).toBe('ACCEPTED');
  expect(third.headers['idempotency-replayed']).toBe('true');
  expect((await reportItems(aws)).filter(({ dragon }) => dragon.dragonName === 'Patience')).toHaveLength(1);
  await catalogueIsRegistry(aws);
});

/** Cuts the connection after the next call of an operation was done. */
function loseNext(operation: string): void {
  proxy.behave((call) => {
    if (call.operation !== operation) return { type: 'pass' };
    proxy.calm();
    return { type: 'lose', milliseconds: 0 };
  });
}

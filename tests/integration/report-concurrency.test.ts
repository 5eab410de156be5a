import { ListExecutionsCommand, ListStateMachinesCommand } from '@aws-sdk/client-sfn';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { ApiAnswer } from '../testing/application.ts';
import { awsAt, catalogueIsRegistry, dragonItems, reportItems, type Aws } from '../testing/aws.ts';
import { startDragons, type DragonsStack } from '../testing/dragons-stack.ts';
import {
  dragonOf,
  insist,
  reportOf,
  takenId,
  workerAt,
  type Report,
  type ShownReport,
  type Worker,
} from '../testing/reporting.ts';

// Whole stacks at work, perhaps beside others on the same processors.
vi.setConfig({ testTimeout: 90_000 });

let dragons: DragonsStack;
let aws: Aws;
let worker: Worker;

beforeAll(async () => {
  dragons = await startDragons();
  aws = awsAt(dragons.endpoint);
  worker = await workerAt(dragons);
});
afterAll(() => dragons.close());

/** Does something so many times at once. */
const atOnce = <T>(times: number, action: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: times }, (_, index) => action(index)));

/** Reports a dragon as clients do: a machine that is busy may answer 503, and wants to be asked again with the same key. */
const reported = async (report: Report): Promise<ApiAnswer> => {
  const key = randomUUID();
  return insist(() => worker.report(report, key));
};

const countOf = <T>(values: readonly T[]): Map<T, number> => {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
};

it('100 reports at once for 100 names are 100 dragons in the registry and in the catalogue', async () => {
  const reports = Array.from({ length: 100 }, (_, index) =>
    reportOf(`Swarm ${index}`, { description: `Number ${index}`, family: index % 2 === 0 ? 'red' : 'blue' }),
  );

  const answers = await Promise.all(reports.map(reported));
  const decisions = await Promise.all(answers.map((answer) => worker.decision(takenId(answer), 60_000)));

  expect(new Set(answers.map(takenId)).size).toBe(100);
  expect(decisions.map(({ status }) => status)).toEqual(reports.map(() => 'ACCEPTED'));
  await catalogueIsRegistry(aws);
  const listed = await worker.list('q=number');
  expect(listed).toHaveLength(100);
  expect(listed).toEqual(expect.arrayContaining(reports.map(dragonOf)));
  const read = await Promise.all(reports.map(({ dragonName }) => worker.get(dragonName)));
  expect(read.map(({ body }) => JSON.parse(body) as unknown)).toEqual(reports.map(dragonOf));
});

it('of 50 reports at once for one name in different spellings, one is accepted and 49 are rejected with the reason', async () => {
  const spellings = [
    'Zo\u00eb of Tromsø',
    'ZO\u00cb OF TROMSØ',
    'Zoe\u0308 of Tromsø',
    'zOE\u0308  of\u00a0Tromsø',
    ' zo\u00eb of tromsø ',
  ];
  const nameOf = (index: number): string => spellings[index % spellings.length] ?? '';

  const answers = await atOnce(50, (index) => reported(reportOf(nameOf(index))));
  const decisions = await Promise.all(answers.map((answer) => worker.decision(takenId(answer), 60_000)));

  const accepted = decisions.filter(({ status }) => status === 'ACCEPTED');
  const rejected = decisions.filter(({ status }) => status === 'REJECTED');
  expect([accepted.length, rejected.length]).toEqual([1, 49]);
  for (const { reason, dragon } of rejected) {
    expect(reason).toEqual({
      code: 'name-taken',
      detail: `The name ${dragon.dragonName} is taken. Upper and lower case do not matter.`,
    });
  }
  await catalogueIsRegistry(aws);
  for (const spelling of spellings) {
    const { status, body } = await worker.get(spelling);
    expect([status, JSON.parse(body)]).toEqual([200, accepted[0]?.dragon]);
  }
  expect(await worker.list(`dragonName=${encodeURIComponent(nameOf(1))}`)).toEqual([accepted[0]?.dragon]);
});

it('of 20 replaces at once with the same If-Match one wins, and the others are told so', async () => {
  await worker.decision(takenId(await worker.report(reportOf('Contested'))));
  const tag = (await worker.get('Contested')).headers.etag ?? '';

  const answers = await atOnce(20, (index) =>
    worker.replace(dragonOf(reportOf('Contested', { description: `By ${index}` })), tag),
  );

  expect(countOf(answers.map(({ status }) => status))).toEqual(
    new Map([
      [200, 1],
      [412, 19],
    ]),
  );
  const won = answers.find(({ status }) => status === 200);
  const read = await worker.get('Contested');
  expect([read.body, read.headers.etag]).toEqual([won?.body, won?.headers.etag]);
  const catalogue = await catalogueIsRegistry(aws);
  expect(catalogue.get('Contested')).toMatchObject(JSON.parse(won?.body ?? '') as object);
});

it('20 identical requests at once with one Idempotency-Key are one report with one execution', async () => {
  const before = await executions();
  const key = randomUUID();
  const report = reportOf('Echo');

  const first = await atOnce(20, () => worker.report(report, key));
  const settled = await atOnce(20, () => insist(() => worker.report(report, key)));

  const waiting = first.filter(({ status }) => status === 409);
  expect(waiting.map(({ headers }) => headers['retry-after'])).toEqual(waiting.map(() => '1'));
  const taken = [...first.filter((answer) => !waiting.includes(answer)), ...settled];
  const [reportId = '', ...others] = new Set(taken.map(takenId));
  expect(others).toEqual([]);
  // One took it, all others were told that it had been taken.
  expect(taken.filter(({ headers }) => headers['idempotency-replayed'] === undefined)).toHaveLength(1);
  expect((await worker.decision(reportId)).status).toBe('ACCEPTED');
  expect((await executions()).filter((name) => !before.includes(name))).toEqual([reportId]);
  expect((await reportItems(aws)).filter(({ dragon }) => dragon.dragonName === 'Echo')).toHaveLength(1);
});

it('removes and reports of the same names that race leave each name once or not at all, as their answers say', async () => {
  const names = ['Phoenix', 'Revenant', 'Lazarus'];
  const removedTags: string[] = [];
  const reportAll = async (dragonName: string): Promise<ShownReport[]> => {
    const decisions: ShownReport[] = [];
    for (let round = 0; round < 6; round += 1) {
      const answers = await atOnce(2, () => worker.report(reportOf(dragonName, { description: `Round ${round}` })));
      decisions.push(...(await Promise.all(answers.map((answer) => worker.decision(takenId(answer))))));
    }
    return decisions;
  };
  const removeAll = async (dragonName: string, isOver: () => boolean): Promise<number> => {
    let removed = 0;
    while (!isOver()) {
      const tag = (await worker.get(dragonName)).headers.etag;
      if (tag === undefined) continue;
      const answers = await atOnce(3, () => worker.remove(dragonName, tag));
      const gone = answers.filter(({ status }) => status === 204).length;
      expect(answers.every(({ status }) => [204, 404, 412].includes(status))).toBe(true);
      expect(gone).toBe(1);
      removed += gone;
      removedTags.push(tag);
    }
    return removed;
  };

  const balances = await Promise.all(
    names.map(async (dragonName) => {
      let isOver = false;
      const removing = removeAll(dragonName, () => isOver);
      const decisions = await reportAll(dragonName);
      isOver = true;
      const accepted = decisions.filter(({ status }) => status === 'ACCEPTED').length;
      return { accepted, removed: await removing };
    }),
  );

  const present = new Set((await dragonItems(aws)).map(({ dragonName }) => dragonName as string));
  expect(balances.map(({ accepted, removed }) => accepted - removed)).toEqual(
    names.map((name) => (present.has(name) ? 1 : 0)),
  );
  // A name that is taken again is another dragon: its tags never come back.
  expect(new Set(removedTags).size).toBe(removedTags.length);
  const catalogue = await catalogueIsRegistry(aws);
  expect(names.filter((name) => catalogue.has(name))).toEqual(names.filter((name) => present.has(name)));
});

/** The names of all executions of the workflow so far. */
async function executions(): Promise<string[]> {
  const { stateMachines = [] } = await aws.sfn.send(new ListStateMachinesCommand({}));
  const names: string[] = [];
  let nextToken: string | undefined;
  do {
    const page = await aws.sfn.send(
      new ListExecutionsCommand({ stateMachineArn: stateMachines[0]?.stateMachineArn, nextToken, maxResults: 1000 }),
    );
    names.push(...(page.executions ?? []).map(({ name = '' }) => name));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return names;
}

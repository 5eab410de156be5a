import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { ApiAnswer } from '../testing/application.ts';
import { undocumented } from '../testing/contract.ts';
import { startDragons, type DragonsStack } from '../testing/dragons-stack.ts';
import { reportOf, takenId, workerAt, type ShownReport, type Worker } from '../testing/reporting.ts';

interface Page {
  readonly items: readonly ShownReport[];
  readonly nextCursor?: string;
}

// A whole stack at work, perhaps beside others on the same processors.
vi.setConfig({ testTimeout: 60_000 });

let dragons: DragonsStack;
let reporter: string;
/** Reports as `reporter`. */
let worker: Worker;

beforeAll(async () => {
  dragons = await startDragons();
  reporter = await dragons.token('reporter');
  worker = await workerAt(dragons);
});
afterAll(() => dragons.close());

const list = (token: string, query = ''): Promise<ApiAnswer> => dragons.api(`/reports${query}`, { token });
const pageOf = (answer: ApiAnswer): Page => {
  expect([answer.status, ...undocumented('listReports', answer)]).toEqual([200]);
  return JSON.parse(answer.body) as Page;
};
/** Reports a dragon, and waits until the report is decided. */
const reported = async (dragonName: string): Promise<ShownReport> =>
  worker.decision(takenId(await worker.report(reportOf(dragonName))));

it('reports stand in the list of whoever sent them, the newest first, page by page, and in nobody else’s', async () => {
  const decided: ShownReport[] = [];
  for (const name of ['Nessie', 'Fuchur', 'NESSIE', 'Eliot']) decided.unshift(await reported(name));
  const shown: ShownReport[] = [];
  let cursor: string | undefined;

  do {
    const page = pageOf(await list(reporter, `?limit=2${cursor === undefined ? '' : `&cursor=${cursor}`}`));
    expect(page.items.length).toBeLessThanOrEqual(2);
    shown.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);

  expect(shown.slice(0, decided.length)).toEqual(decided);
  expect(decided.map(({ status }) => status)).toEqual(['ACCEPTED', 'REJECTED', 'ACCEPTED', 'ACCEPTED']);
  for (const other of ['reader', 'admin']) {
    expect(pageOf(await list(await dragons.token(other)))).toEqual({ items: [] });
  }
});

it('a report stands in the list before it is decided', async () => {
  const reportId = takenId(await worker.report(reportOf('Haku')));

  expect(pageOf(await list(reporter, '?limit=1')).items).toMatchObject([{ reportId, dragon: { dragonName: 'Haku' } }]);
  await worker.decision(reportId);
});

it('a cursor is good for nobody but whom it was given to', async () => {
  await reported('Smaug');
  await reported('Elliott');
  const { nextCursor = '' } = pageOf(await list(reporter, '?limit=1'));

  const answer = await list(await dragons.token('admin'), `?cursor=${nextCursor}`);

  expect(answer.status).toBe(400);
  expect(JSON.parse(answer.body)).toMatchObject({ type: 'urn:dragons:problem:invalid-cursor' });
  expect(undocumented('listReports', answer)).toEqual([]);
});

it('a machine has a list of its own', async () => {
  const machine = await dragons.machineToken('dragons/read');

  expect(pageOf(await list(machine))).toEqual({ items: [] });
});

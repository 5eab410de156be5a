import { logMessages, type Caller, type OperationRequest } from '@dragons/core';
import { expect, it, vi } from 'vitest';
import { awkwardDragons, dragon } from '../testing/dragons.ts';
import { reporter, requestOf } from '../testing/requests.ts';
import { storesWith, unreachable, type MemoryStores } from '../testing/stores.ts';
import { listReports } from './list-reports.ts';

type Query = OperationRequest<'listReports'>['query'];

const decidedAt = '2026-01-31T12:00:01.000Z';
const request = (query: Query = {}, caller: Caller = reporter) =>
  requestOf<'listReports'>({ path: {}, query, header: {}, body: undefined, caller });

/** The page that a query gives. */
async function page({ reports }: Pick<MemoryStores, 'reports'>, query: Query = {}, caller: Caller = reporter) {
  const answer = await listReports(request(query, caller), reports);
  if (!('status' in answer)) throw new Error(JSON.stringify(answer));
  return { ids: answer.body.items.map(({ reportId }) => reportId), nextCursor: answer.body.nextCursor };
}

/** Stores with reports of consecutive seconds: `report-00` is the oldest. */
async function storesOf(count: number): Promise<MemoryStores> {
  const stores = storesWith();
  for (let index = 0; index < count; index += 1) {
    const second = String(index).padStart(2, '0');
    await stores.stored({ reportId: `report-${second}`, submittedAt: `2026-01-31T12:00:${second}.000Z` });
  }
  return stores;
}

it('shows what was reported and what became of it, the newest first', async () => {
  const { reports, stored } = storesWith();
  const awkward = awkwardDragons[0] ?? dragon();
  const first = await stored({ reportId: 'first', submittedAt: '2026-01-31T12:00:00.000Z', dragon: awkward });
  const second = await stored({ reportId: 'second', submittedAt: '2026-01-31T12:00:00.500Z' });
  await stored({ reportId: 'third', submittedAt: '2026-01-31T12:00:00.900Z' });
  await reports.accept(first, decidedAt);
  await reports.reject(second, 'name-taken', decidedAt);

  expect(await listReports(request(), reports)).toEqual({
    status: 200,
    headers: {},
    body: {
      items: [
        { reportId: 'third', status: 'PENDING', submittedAt: '2026-01-31T12:00:00.900Z', dragon: dragon() },
        {
          reportId: 'second',
          status: 'REJECTED',
          submittedAt: '2026-01-31T12:00:00.500Z',
          decidedAt,
          reason: { code: 'name-taken', detail: 'The name Atlas is taken. Upper and lower case do not matter.' },
          dragon: dragon(),
        },
        {
          reportId: 'first',
          status: 'ACCEPTED',
          submittedAt: '2026-01-31T12:00:00.000Z',
          decidedAt,
          dragon: awkward,
        },
      ],
    },
  });
});

it('is empty for somebody who reported nothing', async () => {
  expect(await listReports(request(), storesWith().reports)).toEqual({
    status: 200,
    headers: {},
    body: { items: [] },
  });
});

it("shows nobody else's reports, not even to a member of Admin", async () => {
  const stores = storesWith();
  await stores.stored({ reportId: 'own' });
  await stores.stored({ reportId: 'foreign', reporter: 'somebody-else' });

  expect((await page(stores)).ids).toEqual(['own']);
  expect((await page(stores, {}, { ...reporter, groups: ['Admin'] })).ids).toEqual(['own']);
});

it('shows neither who reported nor how to reach them', async () => {
  const { reports, stored } = storesWith();
  await stored();
  await stored({ reportId: 'report-2' });

  expect(JSON.stringify(await listReports(request({ limit: 1 }), reports))).not.toMatch(/subject-1|reporter|5555/);
});

it('shows 25 reports when the caller does not say how many, and where to go on', async () => {
  const stores = await storesOf(26);

  const first = await page(stores);
  const second = await page(stores, { cursor: first.nextCursor ?? '' });

  expect([first.ids[0], first.ids.at(-1)]).toEqual(['report-25', 'report-01']);
  expect(first.ids).toHaveLength(25);
  expect(second).toEqual({ ids: ['report-00'], nextCursor: undefined });
});

it('has no next page after a page that the last reports just fill', async () => {
  const stores = await storesOf(4);

  const first = await page(stores, { limit: 2 });
  const second = await page(stores, { limit: 2, cursor: first.nextCursor ?? '' });

  expect(second).toEqual({ ids: ['report-01', 'report-00'], nextCursor: undefined });
});

it('goes on at the same place when something was reported meanwhile', async () => {
  const stores = await storesOf(3);
  const first = await page(stores, { limit: 2 });

  await stores.stored({ reportId: 'newer', submittedAt: '2026-01-31T13:00:00.000Z' });

  expect((await page(stores, { cursor: first.nextCursor ?? '' })).ids).toEqual(['report-00']);
});

it.each<[string, (cursor: string) => Query, Caller]>([
  ['is damaged', (cursor) => ({ cursor: `${cursor}x` }), reporter],
  ['never was one', () => ({ cursor: 'nonsense' }), reporter],
  ['was given to somebody else', (cursor) => ({ cursor }), { ...reporter, subject: 'somebody-else' }],
])('refuses a cursor that %s', async (_case, query, caller) => {
  const stores = await storesOf(2);
  const { nextCursor = '' } = await page(stores, { limit: 1 });

  expect(await listReports(request(query(nextCursor), caller), stores.reports)).toEqual({
    problem: 'invalid-cursor',
    detail: 'Start again without a cursor.',
  });
});

it('shows the other reports when some cannot be read, and tells the operator', async () => {
  const written = vi.spyOn(console, 'error').mockReturnValue();
  const reports = [await storesWith().stored()];

  const answer = await listReports(request(), { list: async () => Promise.resolve({ reports, unreadable: 2 }) });

  expect(answer).toMatchObject({ status: 200, body: { items: [{ reportId: 'report-1' }] } });
  expect(written.mock.calls.map(([line]) => JSON.parse(String(line)) as unknown)).toMatchObject([
    { code: logMessages.unreadableReports.code, items: 2 },
  ]);
  written.mockRestore();
});

it('is a 503 with Retry-After when the registry cannot be reached', async () => {
  expect(await listReports(request(), { list: unreachable })).toMatchObject({
    problem: 'registry-unavailable',
    retryAfter: 3,
  });
});

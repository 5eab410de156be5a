import type { Caller } from '@dragons/core';
import { expect, it } from 'vitest';
import { awkwardDragons, dragon } from '../testing/dragons.ts';
import { reporter, requestOf } from '../testing/requests.ts';
import { storesWith, unreachable } from '../testing/stores.ts';
import { getReport } from './get-report.ts';

const decidedAt = '2026-01-31T12:00:01.000Z';
const request = (reportId = 'report-1', caller: Caller = reporter) =>
  requestOf<'getReport'>({ path: { reportId }, header: {}, body: undefined, caller });

it('shows a pending report to its reporter, and says when to ask again', async () => {
  const { reports, stored } = storesWith();
  await stored({ dragon: awkwardDragons[0] ?? dragon() });

  expect(await getReport(request(), reports)).toEqual({
    status: 200,
    headers: { 'Retry-After': '1' },
    body: {
      reportId: 'report-1',
      status: 'PENDING',
      submittedAt: '2026-01-31T12:00:00.000Z',
      dragon: awkwardDragons[0],
    },
  });
});

it('shows an accepted report', async () => {
  const { reports, stored } = storesWith();
  await reports.accept(await stored(), decidedAt);

  const answer = await getReport(request(), reports);

  expect(answer).toMatchObject({ headers: {}, body: { status: 'ACCEPTED', decidedAt } });
  expect(answer).not.toHaveProperty('headers.Retry-After');
});

it.each([
  ['name-taken', 'The name Atlas is taken. Upper and lower case do not matter.'],
  ['not-processed', expect.stringContaining('you may send it again with a new Idempotency-Key')],
] as const)('shows why a report was rejected: %s', async (code, detail) => {
  const { reports, stored } = storesWith();
  await reports.reject(await stored(), code, decidedAt);

  expect(await getReport(request(), reports)).toMatchObject({
    status: 200,
    body: { status: 'REJECTED', decidedAt, reason: { code, detail } },
  });
});

it('shows neither who reported nor how to reach them', async () => {
  const { reports, stored } = storesWith();
  await stored();

  const text = JSON.stringify(await getReport(request(), reports));

  expect(text).not.toMatch(/subject-1|reporter|5555/);
});

it('shows any report to a member of Admin', async () => {
  const { reports, stored } = storesWith();
  await stored({ reporter: 'somebody-else' });

  expect(await getReport(request('report-1', { ...reporter, groups: ['Admin'] }), reports)).toMatchObject({
    status: 200,
  });
});

it("does not tell somebody else's report from one that is not there", async () => {
  const { reports, stored } = storesWith();
  await stored({ reporter: 'somebody-else' });

  const others = await getReport(request('report-1'), reports);

  expect(others).toEqual({ problem: 'no-such-report', detail: 'You have no report of that id.' });
  expect(await getReport(request('report-2'), reports)).toEqual(others);
});

it('is a 503 with Retry-After when the registry cannot be reached', async () => {
  expect(await getReport(request(), { find: unreachable })).toMatchObject({
    problem: 'registry-unavailable',
    retryAfter: 3,
  });
});

import type { OperationRequest } from '@dragons/core';
import { describe, expect, it, vi } from 'vitest';
import { lockSeconds, type RequestIdentity } from '../submissions.ts';
import { awkwardDragons, dragon } from '../testing/dragons.ts';
import { reporter, requestOf } from '../testing/requests.ts';
import { storesWith, unreachable } from '../testing/stores.ts';
import { WorkflowUnavailableError } from '../workflow.ts';
import { reportDragon, type ReportDragonDependencies } from './report-dragon.ts';

type Request = OperationRequest<'reportDragon'>;

const body: Request['body'] = { ...dragon({ family: 'Red' }), reportingPhoneNumber: '+15555550123' };
const request = (more: Partial<Request> & { key?: string } = {}): Request =>
  requestOf<'reportDragon'>({ path: {}, header: { 'Idempotency-Key': more.key ?? 'key-1' }, body, ...more });

/** Everything that reporting needs, with ids that count and a clock that the test turns. */
function dependencies(more: Partial<ReportDragonDependencies> = {}) {
  const clock = { now: Date.parse('2026-01-31T12:00:00Z') };
  const stores = storesWith([], () => clock.now);
  const start = vi.fn(async (_reportId: string) => Promise.resolve());
  let reports = 0;
  return {
    ...stores,
    clock,
    start,
    workflow: { start },
    newReportId: () => `report-${(reports += 1)}`,
    now: () => clock.now,
    ...more,
  };
}

const body202 = (answer: Awaited<ReturnType<typeof reportDragon>>): unknown =>
  'status' in answer ? answer.body : expect.fail(JSON.stringify(answer));

describe('a new report', () => {
  it('is stored, worked off, and answered with its place', async () => {
    const all = dependencies();

    const answer = await reportDragon(request(), all);

    expect(answer).toEqual({
      status: 202,
      headers: { Location: '/reports/report-1' },
      body: {
        reportId: 'report-1',
        status: 'PENDING',
        submittedAt: '2026-01-31T12:00:00.000Z',
        dragon: dragon({ family: 'red' }),
      },
    });
    expect(all.start).toHaveBeenCalledExactlyOnceWith('report-1');
    expect(await all.reports.find('report-1')).toMatchObject({
      reporter: 'subject-1',
      username: 'reporter',
      confirmationRequired: false,
      dragon: dragon({ family: 'red' }),
    });
    expect(await all.contacts.phoneNumber('report-1')).toBe('+15555550123');
  });

  it('is not started before it is stored', async () => {
    const all = dependencies();
    all.start.mockImplementation(async (reportId) => {
      expect(await all.reports.find(reportId)).toMatchObject({ status: 'PENDING' });
    });

    await reportDragon(request(), all);

    expect(all.start).toHaveBeenCalledOnce();
  });

  it('keeps any text exactly as it came', async () => {
    const awkward = [
      ...awkwardDragons,
      dragon({ dragonName: '{% $x %}', description: '$.a\n\\"{"a":1}"' }),
      dragon({ dragonName: '\u202eabc', description: 'x'.repeat(1000) }),
    ];
    const all = dependencies();

    for (const one of awkward) {
      const sent = request({ key: one.dragonName, body: { ...one, reportingPhoneNumber: '+49301234567' } });
      const answer = await reportDragon(sent, all);
      expect(body202(answer)).toMatchObject({ dragon: one });
    }

    const kept = await Promise.all(awkward.map((_, index) => all.reports.find(`report-${index + 1}`)));
    expect(kept.map((report) => report?.dragon)).toEqual(awkward);
  });

  it('of a machine has no user name', async () => {
    const all = dependencies();
    const { username: _, ...machine } = reporter;

    await reportDragon(request({ caller: machine }), all);

    expect((await all.reports.find('report-1'))?.username).toBeUndefined();
  });
});

describe('a report is refused, and nothing is stored,', () => {
  it('without an Idempotency-Key', async () => {
    const all = dependencies();

    expect(await reportDragon(request({ header: {} }), all)).toMatchObject({
      problem: 'invalid-request',
      errors: [{ in: 'header', name: 'Idempotency-Key' }],
    });
    expect(all.memory.reports.size).toBe(0);
  });

  it('when it breaks a rule that the schema cannot say', async () => {
    const all = dependencies();

    expect(await reportDragon(request({ body: { ...body, family: 'dark red' } }), all)).toMatchObject({
      problem: 'invalid-request',
      errors: [{ in: 'body', name: '/family' }],
    });
    expect(all.memory.reports.size).toBe(0);
    expect(all.start).not.toHaveBeenCalled();
  });

  it('when its key was used for another body (422)', async () => {
    const all = dependencies();
    await reportDragon(request(), all);

    expect(await reportDragon(request({ body: { ...body, city: 'nome' } }), all)).toMatchObject({
      problem: 'idempotency-key-reused',
    });
    expect(all.memory.reports.size).toBe(1);
    expect(all.start).toHaveBeenCalledOnce();
  });

  it('while the same one is under way (409)', async () => {
    const all = dependencies();
    let second: unknown;
    all.start.mockImplementationOnce(async () => {
      second = await reportDragon(request(), all);
    });

    await reportDragon(request(), all);

    expect(second).toMatchObject({ problem: 'report-in-progress', retryAfter: 1 });
    expect(all.memory.reports.size).toBe(1);
  });

  it('while the registry cannot be reached (503)', async () => {
    const { submissions } = dependencies();
    const all = dependencies({ submissions: { ...submissions, submit: unreachable } });

    expect(await reportDragon(request(), all)).toMatchObject({ problem: 'registry-unavailable', retryAfter: 3 });
  });
});

describe('a repeated request', () => {
  it('gets the same answer, which says that it is a replay, and starts nothing', async () => {
    const all = dependencies();
    const first = await reportDragon(request(), all);
    all.clock.now += 5000;

    const second = await reportDragon(request(), all);

    expect(second).toMatchObject({
      status: 202,
      headers: { Location: '/reports/report-1', 'Idempotency-Replayed': 'true' },
    });
    expect(JSON.stringify(body202(second))).toBe(JSON.stringify(body202(first)));
    expect(all.start).toHaveBeenCalledOnce();
  });

  it('is the same whatever the order of its properties', async () => {
    const all = dependencies();
    await reportDragon(request(), all);
    const reversed = Object.fromEntries(Object.entries(body).reverse()) as Request['body'];

    expect(await reportDragon(request({ body: reversed }), all)).toMatchObject({
      headers: { 'Idempotency-Replayed': 'true' },
    });
  });

  it('of somebody else with the same key is another report', async () => {
    const all = dependencies();
    await reportDragon(request(), all);

    const other = await reportDragon(request({ caller: { ...reporter, subject: 'subject-2' } }), all);

    expect(other).toMatchObject({ headers: { Location: '/reports/report-2' } });
    expect(other).not.toHaveProperty('headers.Idempotency-Replayed');
  });

  it('starts the workflow of the first one that could not, at once', async () => {
    const all = dependencies();
    all.start.mockRejectedValueOnce(new WorkflowUnavailableError('throttled'));
    const first = await reportDragon(request(), all);
    expect(first).toMatchObject({ problem: 'registry-unavailable', retryAfter: 2 });

    const second = await reportDragon(request(), all);

    expect(second).toMatchObject({ status: 202, headers: { Location: '/reports/report-1' } });
    expect(all.start.mock.calls).toEqual([['report-1'], ['report-1']]);
    expect(all.memory.reports.size).toBe(1);
  });

  it('starts the workflow of a first one that died, once that must have ended', async () => {
    const all = dependencies();
    all.start.mockRejectedValueOnce(new TypeError('the process is gone'));
    await expect(reportDragon(request(), all)).rejects.toThrow('the process is gone');
    expect(await reportDragon(request(), all)).toMatchObject({ problem: 'report-in-progress' });

    all.clock.now += lockSeconds * 1000;

    expect(await reportDragon(request(), all)).toMatchObject({ status: 202 });
    expect(all.start).toHaveBeenLastCalledWith('report-1');
  });

  it('starts the workflow again when nobody could note that it runs: that is the same execution', async () => {
    const base = dependencies();
    const complete = vi
      .fn(async (sent: RequestIdentity) => base.submissions.complete(sent))
      .mockImplementationOnce(unreachable);
    const all = { ...base, submissions: { ...base.submissions, complete } };

    expect(await reportDragon(request(), all)).toMatchObject({ status: 202 });
    all.clock.now += lockSeconds * 1000;
    expect(await reportDragon(request(), all)).toMatchObject({ status: 202 });

    expect(all.start.mock.calls).toEqual([['report-1'], ['report-1']]);
  });

  it('waits for the lock when the failed one could not even be released', async () => {
    const base = dependencies();
    const all = { ...base, submissions: { ...base.submissions, release: unreachable } };
    all.start.mockRejectedValueOnce(new WorkflowUnavailableError('throttled'));

    expect(await reportDragon(request(), all)).toMatchObject({ problem: 'registry-unavailable' });
    expect(await reportDragon(request(), all)).toMatchObject({ problem: 'report-in-progress' });
    all.clock.now += lockSeconds * 1000;
    expect(await reportDragon(request(), all)).toMatchObject({ status: 202 });
  });
});

it('a phone number is never logged', async () => {
  const written = [vi.spyOn(console, 'error'), vi.spyOn(console, 'warn'), vi.spyOn(console, 'info')];
  const all = dependencies();
  all.start.mockRejectedValueOnce(new WorkflowUnavailableError('throttled'));

  await reportDragon(request(), all);

  const lines = written.flatMap(({ mock }) => mock.calls).map(String);
  expect(lines.join('\n')).toContain('DRAGONS_0402');
  expect(lines.join('\n')).not.toMatch(/5555|Atlas/);
});

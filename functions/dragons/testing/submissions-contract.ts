import { beforeEach, expect, it } from 'vitest';
import { lockSeconds, rememberedSeconds } from '../submissions.ts';
import type { OpenStores, Stores } from './registry-contract.ts';
import { newReport } from './reports.ts';

const request = { key: 'key-1', body: 'body-1' };
const again = newReport({ reportId: 'report-2', submittedAt: '2026-01-31T12:00:09.000Z' });
const known = { reportId: 'report-1', submittedAt: '2026-01-31T12:00:00.000Z' };

/** What every implementation of the submissions does. */
export function submissionsContract(open: OpenStores): void {
  let now: number;
  let stores: Stores;
  beforeEach(async () => {
    now = Date.parse('2026-01-31T12:00:00Z');
    stores = await open(() => now);
  });

  it('store a report', async () => {
    expect(await stores.submissions.submit(newReport(), request)).toEqual({ outcome: 'stored', ...known });
    expect(await stores.reports.find('report-1')).toBeDefined();
  });

  it('store one report of many requests with one key at the same time', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        stores.submissions.submit(newReport({ reportId: `report-${index}` }), request),
      ),
    );

    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual([
      ...Array.from({ length: 9 }, () => 'in-progress'),
      'stored',
    ]);
    const ids = outcomes.map((_, index) => `report-${index}`);
    const reports = await Promise.all(ids.map((id) => stores.reports.find(id)));
    expect(reports.filter((report) => report !== undefined)).toHaveLength(1);
  });

  it('say that a request is under way, and store nothing of its repetition', async () => {
    await stores.submissions.submit(newReport(), request);

    expect(await stores.submissions.submit(again, request)).toEqual({ outcome: 'in-progress', retryAfter: 1 });
    expect(await stores.reports.find('report-2')).toBeUndefined();
    expect(await stores.contacts.phoneNumber('report-2')).toBeUndefined();
  });

  it('replay a request that was completed, with what the first one got', async () => {
    await stores.submissions.submit(newReport(), request);
    await stores.submissions.complete(request);

    expect(await stores.submissions.submit(again, request)).toEqual({ outcome: 'replayed', ...known });
    expect(await stores.reports.find('report-2')).toBeUndefined();
  });

  it('refuse another body under the same key, whether or not the first request is completed', async () => {
    await stores.submissions.submit(newReport(), request);

    expect(await stores.submissions.submit(again, { ...request, body: 'other' })).toEqual({ outcome: 'other-request' });
    await stores.submissions.complete(request);
    expect(await stores.submissions.submit(again, { ...request, body: 'other' })).toEqual({ outcome: 'other-request' });
  });

  it('take another key as another request', async () => {
    await stores.submissions.submit(newReport(), request);

    expect(await stores.submissions.submit(again, { ...request, key: 'key-2' })).toMatchObject({ outcome: 'stored' });
  });

  it('resume a request at once that was released', async () => {
    await stores.submissions.submit(newReport(), request);
    await stores.submissions.release(request);

    expect(await stores.submissions.submit(again, request)).toEqual({ outcome: 'resumed', ...known });
    expect(await stores.submissions.submit(again, request)).toMatchObject({ outcome: 'in-progress' });
  });

  it('resume a request that never came to its end, when it must have ended', async () => {
    await stores.submissions.submit(newReport(), request);

    now += (lockSeconds - 1) * 1000;
    expect(await stores.submissions.submit(again, request)).toMatchObject({ outcome: 'in-progress' });
    now += 1000;
    expect(await stores.submissions.submit(again, request)).toEqual({ outcome: 'resumed', ...known });
  });

  it('let one of many resume it', async () => {
    await stores.submissions.submit(newReport(), request);
    now += lockSeconds * 1000;

    const outcomes = await Promise.all(Array.from({ length: 10 }, () => stores.submissions.submit(again, request)));

    expect(outcomes.filter(({ outcome }) => outcome === 'resumed')).toHaveLength(1);
  });

  it('do not reopen a completed request when it is released', async () => {
    await stores.submissions.submit(newReport(), request);
    await stores.submissions.complete(request);
    await stores.submissions.release(request);

    expect(await stores.submissions.submit(again, request)).toMatchObject({ outcome: 'replayed' });
  });

  it('forget a request after its time, whatever is left of it', async () => {
    await stores.submissions.submit(newReport(), request);
    await stores.submissions.complete(request);

    now += rememberedSeconds * 1000;
    expect(await stores.submissions.submit(again, request)).toMatchObject({ outcome: 'replayed' });
    now += 1000;
    expect(await stores.submissions.submit(again, request)).toMatchObject({
      outcome: 'stored',
      reportId: 'report-2',
    });
  });

  it('complete and release what is not there without a trace', async () => {
    await stores.submissions.complete(request);
    await stores.submissions.release(request);

    expect(await stores.submissions.submit(newReport(), request)).toMatchObject({ outcome: 'stored' });
  });
}

import { beforeEach, expect, it } from 'vitest';
import { UnreadableItemError } from '../registry.ts';
import type { NewReport, StoredReport } from '../reports.ts';
import { awkwardDragons, dragon } from './dragons.ts';
import type { OpenStores, Stores } from './registry-contract.ts';
import { newReport } from './reports.ts';

const decidedAt = '2026-01-31T12:00:01.000Z';

/** What every implementation of the reports does. */
export function reportsContract(open: OpenStores): void {
  let stores: Stores;
  beforeEach(async () => {
    stores = await open(Date.now);
  });

  /** Stores a report as reportDragon does. */
  const stored = async (more: Partial<NewReport> = {}): Promise<StoredReport> => {
    const report = newReport(more);
    await stores.submissions.submit(report, { key: report.reportId, body: 'body' });
    return (await stores.reports.find(report.reportId)) ?? expect.fail('The report was not stored.');
  };

  it('gives a report back as it came, pending, without its phone number', async () => {
    const { phoneNumber: _, ...kept } = newReport({ dragon: awkwardDragons[0] ?? dragon() });

    await stored({ dragon: kept.dragon });

    expect(await stores.reports.find('report-1')).toEqual({ ...kept, status: 'PENDING' });
    expect(JSON.stringify(await stores.reports.find('report-1'))).not.toContain('5555');
    expect(await stores.reports.find('report-2')).toBeUndefined();
  });

  it('keeps of a machine that it has no user name', async () => {
    expect((await stored({ username: undefined })).username).toBeUndefined();
  });

  it('accepts a report together with its dragon', async () => {
    const accepted = await stores.reports.accept(await stored(), decidedAt);

    expect(accepted).toMatchObject({ status: 'ACCEPTED', decidedAt, dragon: dragon() });
    expect(await stores.reports.find('report-1')).toEqual(accepted);
    expect(await stores.registry.find('atlas')).toEqual({
      dragon: dragon(),
      version: { incarnation: 'report-1', number: 1 },
    });
  });

  it('does not accept a report whose name is taken; it stays pending', async () => {
    await stores.registry.add(dragon({ dragonName: 'ATLAS' }), 'import-1');
    const report = await stored();

    expect(await stores.reports.accept(report, decidedAt)).toBe('name-taken');
    expect((await stores.reports.find('report-1'))?.status).toBe('PENDING');
    expect((await stores.registry.find('Atlas'))?.dragon.dragonName).toBe('ATLAS');
  });

  it('accepts a report once, and gives the same decision again', async () => {
    const report = await stored();

    const first = await stores.reports.accept(report, decidedAt);

    expect(await stores.reports.accept(report, '2026-02-01T00:00:00.000Z')).toEqual(first);
  });

  it('accepts one of many reports of one name at the same time', async () => {
    const reports = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        stored({ reportId: `report-${index}`, dragon: dragon({ dragonName: index % 2 === 0 ? 'Atlas' : 'ATLAS' }) }),
      ),
    );

    const outcomes = await Promise.all(reports.map((report) => stores.reports.accept(report, decidedAt)));

    expect(outcomes.filter((outcome) => outcome !== 'name-taken')).toHaveLength(1);
  });

  it('rejects a report with the reason, and adds nothing', async () => {
    const rejected = await stores.reports.reject(await stored(), 'name-taken', decidedAt);

    expect(rejected).toMatchObject({ status: 'REJECTED', rejection: 'name-taken', decidedAt });
    expect(await stores.reports.find('report-1')).toEqual(rejected);
    expect(await stores.registry.find('Atlas')).toBeUndefined();
  });

  it('leaves a decision as it is', async () => {
    const one = await stored({ reportId: 'report-1' });
    const other = await stored({ reportId: 'report-2', dragon: dragon({ dragonName: 'Smaug' }) });
    const accepted = await stores.reports.accept(one, decidedAt);
    const rejected = await stores.reports.reject(other, 'not-processed', decidedAt);

    expect(await stores.reports.reject(one, 'not-processed', decidedAt)).toEqual(accepted);
    expect(await stores.reports.accept(other, decidedAt)).toEqual(rejected);
    expect(await stores.registry.find('Smaug')).toBeUndefined();
  });

  it('decides nothing about a report that is not there', async () => {
    const { phoneNumber: _, ...rest } = newReport();
    const gone: StoredReport = { ...rest, status: 'PENDING' };

    await expect(stores.reports.accept(gone, decidedAt)).rejects.toThrow(UnreadableItemError);
    await expect(stores.reports.reject(gone, 'name-taken', decidedAt)).rejects.toThrow(UnreadableItemError);
    expect(await stores.registry.find('Atlas')).toBeUndefined();
  });

  /** The ids of somebody's reports, over pages of a size. */
  const listed = async (reporter: string, limit: number): Promise<string[]> => {
    const ids: string[] = [];
    let after: StoredReport | undefined;
    do {
      const { reports, unreadable } = await stores.reports.list(reporter, { ...(after && { after }), limit });
      expect(reports.length).toBeLessThanOrEqual(limit);
      expect(unreadable).toBe(0);
      ids.push(...reports.map(({ reportId }) => reportId));
      expect(ids.length, 'Pages come back to where they were.').toBeLessThan(50);
      after = reports.length < limit ? undefined : reports.at(-1);
    } while (after !== undefined);
    return ids;
  };

  it('lists nothing of somebody who reported nothing', async () => {
    await stored({ reporter: 'subject-2' });

    expect(await stores.reports.list('subject-1', { limit: 25 })).toEqual({ reports: [], unreadable: 0 });
  });

  it('lists the reports of one reporter, as they are now', async () => {
    const accepted = await stores.reports.accept(await stored({ submittedAt: '2026-01-31T12:00:02.000Z' }), decidedAt);
    const other = await stored({ reportId: 'report-2', submittedAt: '2026-01-31T12:00:01.000Z' });
    const rejected = await stores.reports.reject(other, 'name-taken', decidedAt);
    const pending = await stored({ reportId: 'report-3', username: undefined });
    await stored({ reportId: 'report-4', reporter: 'subject-2' });
    await stored({ reportId: 'report-5', reporter: 'subject-10' });

    const { reports } = await stores.reports.list('subject-1', { limit: 25 });

    expect(reports).toEqual([accepted, rejected, pending]);
  });

  it.each([1, 2, 3, 7, 25])('lists reports from the newest to the oldest over pages of %i', async (limit) => {
    const times = ['05.000', '01.001', '04.000', '01.000', '03.000', '02.000', '00.999'];
    for (const time of times) await stored({ reportId: time, submittedAt: `2026-01-31T12:00:${time}Z` });

    expect(await listed('subject-1', limit)).toEqual([...times].sort().reverse());
  });

  it.each([1, 2, 3, 5, 7])('lists each report of the same moment once over pages of %i', async (limit) => {
    const ids = ['b', 'd', 'a', 'e', 'c'];
    await stored({ reportId: 'newest', submittedAt: '2026-01-31T12:00:01.000Z' });
    for (const reportId of ids) await stored({ reportId });
    await stored({ reportId: 'oldest', submittedAt: '2026-01-31T11:59:59.999Z' });

    const found = await listed('subject-1', limit);

    expect([found[0], found.at(-1)]).toEqual(['newest', 'oldest']);
    expect(found.slice(1, -1).sort()).toEqual([...ids].sort());
  });

  it('lists on behind a report that nobody knows', async () => {
    await stored({ reportId: 'newer', submittedAt: '2026-01-31T12:00:02.000Z' });
    await stored({ reportId: 'older', submittedAt: '2026-01-31T12:00:01.000Z' });
    const after = { submittedAt: '2026-01-31T12:00:01.500Z', reportId: 'gone' };

    const { reports } = await stores.reports.list('subject-1', { after, limit: 25 });

    expect(reports.map(({ reportId }) => reportId)).toEqual(['older']);
  });
}

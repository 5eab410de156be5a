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
}

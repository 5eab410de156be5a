import { describe, expect, it } from 'vitest';
import { addDragon } from './add-dragon/add-dragon.ts';
import { RegistryUnavailableError } from './registry.ts';
import { rejectReport } from './reject-report/reject-report.ts';
import { DragonValidationException, isRefusal, UnknownReportError } from './report-tasks.ts';
import { awkwardDragons, dragon } from './testing/dragons.ts';
import { eventFaults } from './testing/event-schema.ts';
import { storesWith, unreachable } from './testing/stores.ts';
import { validateDragon } from './validate-dragon/validate-dragon.ts';

const now = () => Date.parse('2026-01-31T12:00:01Z');
const input = { reportId: 'report-1' };

describe('validateDragon', () => {
  it('lets a report pass whose name is free', async () => {
    const all = storesWith();
    await all.stored();

    expect(await validateDragon(input, all)).toEqual(input);
  });

  it('refuses a name that is taken, whatever the case, by the name and the code that the workflow knows', async () => {
    const all = storesWith([dragon({ dragonName: 'ATLAS' })]);
    await all.stored();

    const refusal: unknown = await validateDragon(input, all).catch((error: unknown) => error);

    expect(refusal).toMatchObject({ name: 'DragonValidationException', message: 'name-taken' });
    expect(isRefusal(refusal)).toBe(true);
    expect(isRefusal(new RegistryUnavailableError('down'))).toBe(false);
  });

  it('lets a report pass that was decided meanwhile, though its own dragon has the name', async () => {
    const all = storesWith();
    await all.stored();
    await addDragon(input, { ...all, now });

    expect(await validateDragon(input, all)).toEqual(input);
  });
});

describe('addDragon', () => {
  it('adds any dragon, accepts its report, and says what is to be told', async () => {
    const all = storesWith();
    for (const [index, one] of awkwardDragons.entries()) {
      const reportId = `report-${index}`;
      await all.stored({ reportId, dragon: one });

      const decision = await addDragon({ reportId }, { ...all, now });

      expect(decision).toMatchObject({ status: 'ACCEPTED', rejection: '', confirmationRequired: true });
      expect(decision.event).toMatchObject({ type: 'DragonAdded', time: '2026-01-31T12:00:01.000Z' });
      expect(eventFaults(decision.event)).toEqual([]);
      expect((await all.registry.find(one.dragonName))?.dragon).toEqual(one);
    }
  });

  it('comes to the same decision when it runs again, whenever that is', async () => {
    const all = storesWith();
    await all.stored();

    const first = await addDragon(input, { ...all, now });

    expect(await addDragon(input, { ...all, now: () => now() + 60_000 })).toEqual(first);
  });

  it('refuses a name that was taken after the first look', async () => {
    const all = storesWith();
    await all.stored();
    await validateDragon(input, all);
    await all.registry.add(dragon({ dragonName: 'atlas' }), 'import-1');

    await expect(addDragon(input, { ...all, now })).rejects.toThrow(DragonValidationException);
    expect((await all.reports.find('report-1'))?.status).toBe('PENDING');
  });

  it('of fifty reports of one name accepts one', async () => {
    const all = storesWith();
    const ids = Array.from({ length: 50 }, (_, index) => `report-${index}`);
    for (const [index, reportId] of ids.entries()) {
      await all.stored({ reportId, dragon: dragon({ dragonName: index % 2 === 0 ? 'Atlas' : 'aTLAS' }) });
    }

    const outcomes = await Promise.allSettled(ids.map((reportId) => addDragon({ reportId }, { ...all, now })));

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

describe('rejectReport', () => {
  it.each([
    ['name-taken', 'name-taken'],
    ['not-processed', 'not-processed'],
    ['something else', 'not-processed'],
    [undefined, 'not-processed'],
  ])('rejects for the reason %s as %s', async (reason, rejection) => {
    const all = storesWith();
    await all.stored();

    const decision = await rejectReport({ ...input, reason }, { ...all, now });

    expect(decision).toMatchObject({ status: 'REJECTED', rejection, event: { data: { reason: rejection } } });
    expect(eventFaults(decision.event)).toEqual([]);
    expect(await all.reports.find('report-1')).toMatchObject({ status: 'REJECTED', rejection });
  });

  it('comes to the same decision when it runs again, whatever the reason is then', async () => {
    const all = storesWith();
    await all.stored();

    const first = await rejectReport({ ...input, reason: 'name-taken' }, { ...all, now });

    expect(await rejectReport({ ...input, reason: 'not-processed' }, { ...all, now })).toEqual(first);
  });

  it('leaves a report accepted whose dragon was added after all', async () => {
    const all = storesWith();
    await all.stored();
    const accepted = await addDragon(input, { ...all, now });

    expect(await rejectReport({ ...input, reason: 'not-processed' }, { ...all, now })).toEqual(accepted);
    expect(await all.registry.find('Atlas')).toBeDefined();
  });
});

describe.each([
  ['validateDragon', (task: unknown) => validateDragon(task, storesWith())],
  ['addDragon', (task: unknown) => addDragon(task, { ...storesWith(), now })],
  ['rejectReport', (task: unknown) => rejectReport(task, { ...storesWith(), now })],
])('%s says that trying again is no use', (_, run) => {
  it.each([
    ['for a report that is not there', { reportId: 'report-9' }],
    ['for an input without a report', {}],
    ['for no input', undefined],
    ['for a report whose id is no text', { reportId: 7 }],
  ])('%s', async (_case, task) => {
    await expect(run(task)).rejects.toThrow(UnknownReportError);
  });
});

it('a registry that cannot be reached is no refusal: the workflow tries again', async () => {
  const reports = { find: unreachable, accept: unreachable, reject: unreachable };

  await expect(validateDragon(input, { reports, registry: { find: unreachable } })).rejects.toThrow(
    RegistryUnavailableError,
  );
  await expect(addDragon(input, { reports, now })).rejects.toThrow(RegistryUnavailableError);
  await expect(rejectReport(input, { reports, now })).rejects.toThrow(RegistryUnavailableError);
});

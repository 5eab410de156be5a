import { background } from '@dragons/core';
import { describe, expect, it, vi } from 'vitest';
import { context } from '../../../layers/core/testing/events.ts';
import { metricLines } from '../../../layers/core/testing/metric-lines.ts';
import type { Published } from '../catalog-publisher.ts';
import { dragonKey, reportKey } from '../dynamodb/items.ts';
import { awkwardDragons, dragon } from '../testing/dragons.ts';
import { itemOf, streamRecord } from '../testing/stream-records.ts';
import { publishCatalog } from './publish-catalog.ts';

vi.hoisted(() => vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'false'));

const publishing = (unreadable: string[] = []) =>
  vi.fn(async (_names: readonly string[] | 'all', _milliseconds: number): Promise<Published> => ({
    changed: 1,
    unreadable,
    attempts: 1,
    bytes: 1,
  }));
const record = (dragonName: string, sequenceNumber: string) =>
  streamRecord({ after: itemOf(dragon({ dragonName })) }, { sequenceNumber, keys: dragonKey(dragonName) });

it('publishes the folded names that a batch is about, whatever happened to them', async () => {
  const publish = publishing();
  const records = [
    record('Atlas', '1'),
    streamRecord({ before: itemOf(dragon()) }, { keys: dragonKey("O'BRIEN") }),
    streamRecord({}, { keys: dragonKey('🐉 Emoji') }),
  ];

  expect(await publishCatalog(records, publish, 7000)).toEqual({ batchItemFailures: [] });
  expect(publish).toHaveBeenCalledExactlyOnceWith(['atlas', "o'brien", '🐉 emoji'], 7000);
});

it('does not publish what is about no dragon', async () => {
  const publish = publishing();
  const [first = dragon()] = awkwardDragons;

  await publishCatalog([streamRecord({ after: itemOf(first) }, { keys: reportKey('report-1') })], publish, 1);
  expect(publish).not.toHaveBeenCalled();
  await publishCatalog([streamRecord({}, { keys: reportKey('report-1') }), record('Atlas', '2')], publish, 1);
  expect(publish).toHaveBeenCalledWith(['atlas'], 1);
});

it('lets exactly the records fail whose items are no dragons', async () => {
  const records = [record('Atlas', '1'), record('Odd', '2'), record('Frost', '3'), record('ODD', '4')];

  expect(await publishCatalog(records, publishing(['odd']), 1)).toEqual({
    batchItemFailures: [{ itemIdentifier: '2' }, { itemIdentifier: '4' }],
  });
});

it('lets the batch come again when nothing could be published', async () => {
  const failing = async () => {
    throw new Error('down');
  };

  await expect(publishCatalog([record('Atlas', '1')], failing, 1)).rejects.toThrow('down');
});

describe('CatalogAge', () => {
  /** The ages that publishing some records measures, at a second since 1970. */
  async function agesOf(records: Parameters<typeof publishCatalog>[0], publish = publishing(), now = 1000) {
    const lines = metricLines();
    await background('publish', () => publishCatalog(records, publish, 1, () => now * 1000))({}, context);
    return lines.map(({ CatalogAge }) => CatalogAge);
  }
  const changed = (dragonName: string, changedAt: number) =>
    streamRecord({ after: itemOf(dragon({ dragonName })) }, { keys: dragonKey(dragonName), changedAt });

  it('is how many seconds the oldest change had to wait until the catalogue had it', async () => {
    expect(await agesOf([changed('Atlas', 990), changed('Frost', 940), changed('Ember', 999)])).toEqual([60]);
  });

  it('leaves out what no catalogue can have, and what is about no dragon', async () => {
    expect(await agesOf([changed('Atlas', 990), changed('Odd', 1)], publishing(['odd']))).toEqual([10]);
    expect(await agesOf([changed('Odd', 1)], publishing(['odd']))).toEqual([undefined]);
    expect(await agesOf([streamRecord({}, { keys: reportKey('report-1'), changedAt: 1 })])).toEqual([undefined]);
  });

  it('is never below zero, although the times of the stream are rounded', async () => {
    expect(await agesOf([changed('Atlas', 1001)])).toEqual([0]);
  });
});

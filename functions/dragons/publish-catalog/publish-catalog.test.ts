import { expect, it, vi } from 'vitest';
import type { Published } from '../catalog-publisher.ts';
import { dragonKey, reportKey } from '../dynamodb/items.ts';
import { awkwardDragons, dragon } from '../testing/dragons.ts';
import { itemOf, streamRecord } from '../testing/stream-records.ts';
import { publishCatalog } from './publish-catalog.ts';

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

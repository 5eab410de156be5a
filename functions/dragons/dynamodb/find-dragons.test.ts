import type { BatchGetItemCommandInput, BatchGetItemCommandOutput, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { RegistryUnavailableError } from '../registry.ts';
import { dragon } from '../testing/dragons.ts';
import { itemOf } from '../testing/stream-records.ts';
import { findDragons } from './find-dragons.ts';
import { nameKeyOf, type Item } from './items.ts';

// No attempt waits.
beforeEach(() => void vi.spyOn(Math, 'random').mockReturnValue(0));
afterEach(() => vi.restoreAllMocks());

/** Finds dragons in a table that holds every dragon that is asked for, but gives only some of them at once. */
function finder(atOnce: number) {
  const asked: number[] = [];
  const send = async ({ input }: { input: BatchGetItemCommandInput }): Promise<Partial<BatchGetItemCommandOutput>> => {
    const { Keys: keys = [], ConsistentRead } = input.RequestItems?.registry ?? {};
    asked.push(keys.length);
    const items = keys.slice(0, atOnce).map((key: Item) => itemOf(dragon({ dragonName: nameKeyOf(key) ?? '' })));
    const left = keys.slice(atOnce);
    return {
      Responses: { registry: items },
      ...(left.length > 0 && { UnprocessedKeys: { registry: { Keys: left, ConsistentRead } } }),
    };
  };
  return { asked, find: findDragons({ client: { send } as unknown as DynamoDBClient, name: 'registry' }) };
}

const names = (count: number): string[] => Array.from({ length: count }, (_, index) => `dragon ${index}`);

it('asks for no more than DynamoDB takes at once', async () => {
  const { find, asked } = finder(100);

  expect((await find(names(250))).size).toBe(250);
  expect(asked).toEqual([100, 100, 50]);
});

it('asks again for what DynamoDB left over', async () => {
  const { find, asked } = finder(30);

  expect((await find(names(100))).size).toBe(100);
  expect(asked).toEqual([100, 70, 40, 10]);
});

it('gives up when DynamoDB leaves keys over again and again: part of an answer is none', async () => {
  await expect(finder(0).find(names(1))).rejects.toThrow(RegistryUnavailableError);
});

it('asks for nothing when nothing is asked for', async () => {
  const { find, asked } = finder(100);

  expect(await find([])).toEqual(new Map());
  expect(asked).toEqual([]);
});

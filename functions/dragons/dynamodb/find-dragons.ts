import { BatchGetItemCommand } from '@aws-sdk/client-dynamodb';
import { setTimeout as wait } from 'node:timers/promises';
import { RegistryUnavailableError, type Registry } from '../registry.ts';
import { reached } from './calls.ts';
import { dragonKeyOf, entryOf, type Item } from './items.ts';
import type { Table } from './table.ts';

/** What BatchGetItem takes at most. */
const batchSize = 100;

/** How many batches are under way at once. */
const concurrency = 8;

/** Finds many dragons at once in the registry's table. */
export function findDragons(table: Table): Registry['findAll'] {
  return async (nameKeys) => {
    const keys = [...new Set(nameKeys)].map(dragonKeyOf);
    const items: Item[] = [];
    let start = 0;
    const readOn = async (): Promise<void> => {
      while (start < keys.length) {
        const next = keys.slice(start, (start += batchSize));
        items.push(...(await batch(table, next)));
      }
    };
    await Promise.all(Array.from({ length: concurrency }, readOn));
    return new Map(items.flatMap(entryOf));
  };
}

/** The items of some keys, over as many calls as DynamoDB wants: it may leave keys over when there is much to read. */
async function batch({ client, name }: Table, keys: Item[]): Promise<Item[]> {
  const items: Item[] = [];
  let left = keys;
  for (let attempt = 0; left.length > 0; attempt += 1) {
    if (attempt === 8) throw new RegistryUnavailableError('DynamoDB left keys of a batch unread again and again.');
    if (attempt > 0) await wait(Math.random() * 2 ** attempt * 25);
    const { Responses, UnprocessedKeys } = await reached(
      client.send(new BatchGetItemCommand({ RequestItems: { [name]: { Keys: left, ConsistentRead: true } } })),
    );
    items.push(...(Responses?.[name] ?? []));
    left = UnprocessedKeys?.[name]?.Keys ?? [];
  }
  return items;
}

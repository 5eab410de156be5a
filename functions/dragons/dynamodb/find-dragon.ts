import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { UnreadableItemError, type Registry } from '../registry.ts';
import { reached } from './calls.ts';
import { dragonKey, registeredDragonOf } from './items.ts';
import type { Table } from './table.ts';

/** Finds dragons in the registry's table. */
export function findDragon({ client, name }: Table): Registry['find'] {
  return async (dragonName) => {
    const { Item: item } = await reached(
      client.send(new GetItemCommand({ TableName: name, Key: dragonKey(dragonName), ConsistentRead: true })),
    );
    if (item === undefined) return undefined;
    const found = registeredDragonOf(item);
    if (found === undefined)
      throw new UnreadableItemError(`The item ${item.pk?.S ?? ''} of the registry is no dragon.`);
    return found;
  };
}

import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { Registry } from '../registry.ts';
import { conditionally } from './calls.ts';
import { dragonItem } from './items.ts';
import type { Table } from './table.ts';

/** Adds imported dragons to the registry's table. */
export function addDragon({ client, name }: Table): Registry['add'] {
  return async (dragon, importId) => {
    const refused = await conditionally(
      client.send(
        new PutItemCommand({
          TableName: name,
          Item: dragonItem(dragon, { incarnation: importId, number: 1 }, 'import'),
          ConditionExpression: 'attribute_not_exists(pk) OR (incarnation = :import AND version = :first)',
          ExpressionAttributeValues: { ':import': { S: importId }, ':first': { N: '1' } },
        }),
      ),
    );
    return refused === undefined ? 'added' : 'name-taken';
  };
}

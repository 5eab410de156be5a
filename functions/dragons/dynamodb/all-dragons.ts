import { ScanCommand } from '@aws-sdk/client-dynamodb';
import type { RegisteredDragon, Registry, Unreadable } from '../registry.ts';
import { reached } from './calls.ts';
import { entryOf, type Item } from './items.ts';
import type { Table } from './table.ts';

/** Reads through the registry's table. It passes over reports too, which DynamoDB reads (and charges) as well. */
export function allDragons({ client, name }: Table): Registry['all'] {
  return async function* all(): AsyncGenerator<{ nameKey: string; found: RegisteredDragon | Unreadable }> {
    let start: Item | undefined;
    do {
      const { Items = [], LastEvaluatedKey } = await reached(
        client.send(
          new ScanCommand({
            TableName: name,
            ConsistentRead: true,
            FilterExpression: 'sk = :dragon',
            ExpressionAttributeValues: { ':dragon': { S: 'DRAGON' } },
            ExclusiveStartKey: start,
          }),
        ),
      );
      for (const [nameKey, found] of Items.flatMap(entryOf)) yield { nameKey, found };
      start = LastEvaluatedKey;
    } while (start !== undefined);
  };
}

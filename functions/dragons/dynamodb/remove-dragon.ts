import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import type { Registry } from '../registry.ts';
import { conditionally } from './calls.ts';
import { dragonKey, isAtVersion, versionValues } from './items.ts';
import type { Table } from './table.ts';

/** Removes dragons from the registry's table. */
export function removeDragon({ client, name }: Table): Registry['remove'] {
  return async (dragonName, expected) => {
    const refused = await conditionally(
      client.send(
        new DeleteItemCommand({
          TableName: name,
          Key: dragonKey(dragonName),
          ConditionExpression: isAtVersion,
          ExpressionAttributeValues: versionValues(expected),
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      ),
    );
    // The client sends a delete again when its answer is lost: then it is its own success that it finds.
    const wasSentAgain = (refused?.$metadata.attempts ?? 1) > 1;
    return refused === undefined || (wasSentAgain && refused.Item === undefined) ? 'removed' : 'changed';
  };
}

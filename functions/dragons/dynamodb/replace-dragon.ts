import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { randomUUID } from 'node:crypto';
import { dragonFields } from '../dragon.ts';
import type { Registry } from '../registry.ts';
import { conditionally } from './calls.ts';
import { dragonKey, isAtVersion, versionValues } from './items.ts';
import type { Table } from './table.ts';

const written = [...dragonFields, 'version', 'writeId'];

/** Writes dragons anew in the registry's table. What else their items hold stays. */
export function replaceDragon({ client, name }: Table): Registry['replace'] {
  return async (dragon, expected) => {
    const version = { ...expected, number: expected.number + 1 };
    const writeId = randomUUID();
    const refused = await conditionally(
      client.send(
        new UpdateItemCommand({
          TableName: name,
          Key: dragonKey(dragon.dragonName),
          UpdateExpression: `SET ${written.map((field) => `#${field} = :new_${field}`).join(', ')}`,
          ConditionExpression: isAtVersion,
          ExpressionAttributeNames: Object.fromEntries(written.map((field) => [`#${field}`, field])),
          ExpressionAttributeValues: {
            ...versionValues(expected),
            ...Object.fromEntries(dragonFields.map((field) => [`:new_${field}`, { S: dragon[field] }])),
            ':new_version': { N: String(version.number) },
            ':new_writeId': { S: writeId },
          },
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      ),
    );
    // The client sends a write again when its answer is lost: then what stands in the way is its own write.
    return refused === undefined || refused.Item?.writeId?.S === writeId ? { dragon, version } : 'changed';
  };
}

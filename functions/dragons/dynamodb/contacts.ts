import { GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Contacts } from '../reports.ts';
import { conditionally, reached } from './calls.ts';
import { contactKey } from './items.ts';
import type { Table } from './table.ts';

/** The phone numbers of reports, in the table of what is forgotten. @param now milliseconds since 1970 */
export function contacts({ client, name }: Table, now: () => number = Date.now): Contacts {
  return {
    async phoneNumber(reportId) {
      const { Item: item } = await reached(
        client.send(new GetItemCommand({ TableName: name, Key: contactKey(reportId), ConsistentRead: true })),
      );
      // DynamoDB may take days to remove what expired.
      return Number(item?.expiresAt?.N ?? 0) * 1000 > now() ? item?.phoneNumber?.S : undefined;
    },
    async claim(reportId) {
      const refused = await conditionally(
        client.send(
          new UpdateItemCommand({
            TableName: name,
            Key: contactKey(reportId),
            UpdateExpression: 'SET confirmedAt = :now',
            ConditionExpression: 'attribute_exists(id) AND attribute_not_exists(confirmedAt)',
            ExpressionAttributeValues: { ':now': { N: String(now()) } },
          }),
        ),
      );
      return refused === undefined;
    },
    async unclaim(reportId) {
      await conditionally(
        client.send(
          new UpdateItemCommand({
            TableName: name,
            Key: contactKey(reportId),
            UpdateExpression: 'REMOVE confirmedAt',
            ConditionExpression: 'attribute_exists(id)',
          }),
        ),
      );
    },
  };
}

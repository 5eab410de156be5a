import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { FirstDataMark } from '../registry.ts';
import { reached } from './calls.ts';
import type { Table } from './table.ts';

const key = { pk: { S: 'FIRST-DATA' }, sk: { S: 'FIRST-DATA' } };

/** The mark in the registry's table that says that the first data was loaded. */
export function firstDataMark({ client, name }: Table): FirstDataMark {
  return {
    async isSet() {
      const { Item: item } = await reached(
        client.send(new GetItemCommand({ TableName: name, Key: key, ConsistentRead: true })),
      );
      return item !== undefined;
    },
    async set() {
      await reached(client.send(new PutItemCommand({ TableName: name, Item: key })));
    },
  };
}

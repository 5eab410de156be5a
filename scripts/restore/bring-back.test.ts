import { PutItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  pairTable,
  startDynamoDb,
  type DynamoDbEndpoint,
} from '../../local/services/dynamodb/testing/dynamodb-endpoint.ts';
import { stageAddress } from '../aws/stage-address.ts';
import { writeFor } from './bring-back.ts';
import { registryItem, type Item } from './registry-item.ts';
import { TableItems } from './table-items.ts';

const report = (status: string): Item => ({
  pk: { S: 'REPORT#1' },
  sk: { S: 'REPORT' },
  reportId: { S: '1' },
  reporter: { S: 'r' },
  submittedAt: { S: '2026-01-01T00:00:00.000Z' },
  status: { S: status },
  dragon: {
    M: Object.fromEntries(
      ['dragonName', 'family', 'description', 'city', 'country', 'state', 'neighborhood'].map((name) => [
        name,
        { S: 'x' },
      ]),
    ),
  },
});

let db: DynamoDbEndpoint;
let client: DynamoDBClient;
let table: TableItems;
beforeAll(async () => {
  db = await startDynamoDb();
  ({ client } = db);
  await client.send(pairTable('live'));
  table = new TableItems(client, stageAddress({}, { stage: 'local' }, 'DynamoDB'), 'live');
});
afterAll(() => db.close());

it('what was written after it was compared stays as it is', async () => {
  const copied = registryItem(report('ACCEPTED'));
  const missing = writeFor({ type: 'only in the copy', copied }, []);
  const different = writeFor({ type: 'different', copied, live: report('PENDING') }, ['REPORT#1']);

  // Somebody is faster.
  await client.send(new PutItemCommand({ TableName: 'live', Item: report('REJECTED') }));

  for (const write of [missing, different]) {
    expect(write && (await table.putIf(write.item, write.condition))).toBe(false);
  }
  expect((await table.counterparts([report('ACCEPTED')])).get('REPORT#1')).toEqual(report('REJECTED'));
});

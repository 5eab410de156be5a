import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import {
  BatchGetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folderStorage } from '../../state/folder-storage.ts';
import type { FolderStorage } from '../../state/folder-storage.ts';
import { turnableTime } from '../../testing/turnable-time.ts';
import { pairTable, startDynamoDb } from './testing/dynamodb-endpoint.ts';
import type { DynamoDbEndpoint } from './testing/dynamodb-endpoint.ts';

let directory: string;
let storage: FolderStorage;
let dynamo: DynamoDbEndpoint;
// The process that is killed lives in the machine's time, and streams keep their records for a day.
const time = turnableTime(Date.now());

async function open(): Promise<void> {
  storage = folderStorage(directory);
  dynamo = await startDynamoDb({ storage, time });
}
async function close(): Promise<void> {
  await dynamo.close();
  storage.close();
}

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'dynamodb-'));
});
afterEach(async () => {
  await close();
  rmSync(directory, { recursive: true });
});

describe('state in a folder', () => {
  it('holds tables, indexes, items, settings and tokens over a restart', async () => {
    await open();
    const index = {
      IndexName: 'bySize',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' as const },
        { AttributeName: 'size', KeyType: 'RANGE' as const },
      ],
      Projection: { ProjectionType: 'ALL' as const },
    };
    const table = pairTable('Things', { LocalSecondaryIndexes: [index] }).input;
    table.AttributeDefinitions!.push({ AttributeName: 'size', AttributeType: 'N' });
    await dynamo.client.send(pairTable('Things', table));
    const items = ['10', '9', '-1'].map((N) => ({ pk: { S: 'p' }, sk: { S: `🐉\ud800${N}` }, size: { N } }));
    for (const Item of items) await dynamo.client.send(new PutItemCommand({ TableName: 'Things', Item }));
    const transaction = new TransactWriteItemsCommand({
      ClientRequestToken: 'token',
      TransactItems: [
        {
          Update: {
            TableName: 'Things',
            Key: { pk: { S: 'q' }, sk: { S: 'sum' } },
            UpdateExpression: 'ADD v :one',
            ExpressionAttributeValues: { ':one': { N: '1' } },
          },
        },
      ],
    });
    await dynamo.client.send(transaction);
    await close();

    await open();
    await dynamo.client.send(transaction);

    const query = await dynamo.client.send(
      new QueryCommand({
        TableName: 'Things',
        IndexName: 'bySize',
        KeyConditionExpression: 'pk = :p',
        ExpressionAttributeValues: { ':p': { S: 'p' } },
      }),
    );
    expect(query.Items).toEqual([...items].reverse());
    const sum = await dynamo.client.send(
      new BatchGetItemCommand({ RequestItems: { Things: { Keys: [{ pk: { S: 'q' }, sk: { S: 'sum' } }] } } }),
    );
    expect(sum.Responses?.Things?.[0]?.v).toEqual({ N: '1' });
  });

  it('holds transactions as a whole or not at all, with their stream records, when the process is killed', async () => {
    let told = -1;
    for (let round = 0; round < 3; round += 1) told = await runAndKill(told + 1, 40 + 60 * round);

    await open();
    const { Items = [] } = await dynamo.client.send(new ScanCommand({ TableName: 'Pairs' }));
    const numbers = (name: string) => Items.filter((item) => item.sk?.S === name).map((item) => Number(item.n?.N));
    const streamArn = 'arn:aws:dynamodb:eu-west-1:000000000000:table/Pairs/stream/declared';
    const records = dynamo.db.streams
      .shards(streamArn)!
      .flatMap((shard) => dynamo.db.streams.read(streamArn, shard.shardId, undefined, 100_000).records)
      .map((record) => JSON.stringify(record.dynamodb.NewImage));

    expect(Math.min(...numbers('left'))).toBe(0);
    expect(numbers('left').length).toBeGreaterThan(told);
    expect(numbers('left').sort()).toEqual(numbers('right').sort());
    expect(new Set(records).size).toBe(records.length);
    expect(records.sort()).toEqual(Items.map((item) => JSON.stringify(item)).sort());
  });
});

/** Lets a process make transactions of two puts and a stream, and kills it while it does. @returns the last one it told of */
async function runAndKill(first: number, count: number): Promise<number> {
  const here = (file: string) => JSON.stringify(join(import.meta.dirname, file));
  const script = `
    import { folderStorage } from ${here('../../state/folder-storage.ts')};
    import { dynamoDb } from ${here('index.ts')};
    const db = dynamoDb({ storage: folderStorage(process.argv[1]), region: 'eu-west-1', accountId: '000000000000' });
    const arn = 'arn:aws:dynamodb:eu-west-1:000000000000:table/Pairs';
    db.declareTable({ name: 'Pairs', arn, streamArn: arn + '/stream/declared', properties: {
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }, { AttributeName: 'sk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }, { AttributeName: 'sk', KeyType: 'RANGE' }],
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
    } });
    const put = (n, sk) => ({ Put: { TableName: 'Pairs', Item: { n: { N: String(n) }, pk: { S: sk + n }, sk: { S: sk } } } });
    for (let n = Number(process.argv[2]); ; n++) {
      const body = Buffer.from(JSON.stringify({ TransactItems: [put(n, 'left'), put(n, 'right')] }));
      const headers = { 'x-amz-target': 'DynamoDB_20120810.TransactWriteItems' };
      const { status } = await db.services[0].handle({ method: 'POST', path: '/', query: '', headers, body, requestId: '' });
      if (status !== 200) process.exit(1);
      if (n % 5 === 0) process.stdout.write(n + '\\n');
    }`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script, directory, String(first)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let told = first - 1;
  for await (const line of createInterface(child.stdout)) {
    told = Number(line);
    if (told >= first + count) break;
  }
  child.kill('SIGKILL');
  await once(child, 'exit');
  return told;
}

import { afterEach, describe, expect, it } from 'vitest';
import { memoryStorage } from '../../state/memory-storage.ts';
import type { Storage } from '../../state/storage.ts';
import { turnableTime } from '../../testing/turnable-time.ts';
import type { ServiceResponse } from '../service.ts';
import { dynamoDb } from './index.ts';
import type { DynamoDb } from './index.ts';
import { breakingStorage } from './testing/breaking-storage.ts';

const arn = 'arn:aws:dynamodb:eu-west-1:000000000000:table/Pairs';
const streamArn = `${arn}/stream/label`;
const opened: DynamoDb[] = [];

afterEach(() => {
  for (const db of opened.splice(0)) db.close();
});

function open(storage: Storage): DynamoDb {
  const db = dynamoDb({ storage, timers: turnableTime(), region: 'eu-west-1', accountId: '000000000000' });
  opened.push(db);
  return db;
}

async function call(db: DynamoDb, operation: string, input: object): Promise<ServiceResponse> {
  return db.services[0]!.handle({
    method: 'POST',
    path: '/',
    query: '',
    headers: { 'x-amz-target': `DynamoDB_20120810.${operation}` },
    body: Buffer.from(JSON.stringify(input)),
    requestId: 'request',
    accessKeyId: undefined,
  });
}

const declare = (db: DynamoDb) =>
  db.declareTable({
    name: 'Pairs',
    arn,
    streamArn,
    properties: {
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
    },
  });
const put = (id: string) => ({ Put: { TableName: 'Pairs', Item: { id: { S: id } } } });
const transaction = {
  ClientRequestToken: 'token',
  TransactItems: [put('a'), put('b'), { Delete: { TableName: 'Pairs', Key: { id: { S: 'old' } } } }],
};

/** The ids of all items, and what the stream tells of them. */
async function seen(db: DynamoDb): Promise<{ items: string[]; changes: string[] }> {
  const { body } = await call(db, 'Scan', { TableName: 'Pairs' });
  const { Items } = JSON.parse(body as string) as { Items: { id: { S: string } }[] };
  const records = db.streams
    .shards(streamArn)!
    .flatMap((shard) => db.streams.read(streamArn, shard.shardId, undefined, 100).records);
  return {
    items: Items.map((item) => item.id.S).sort(),
    changes: records.map((r) => `${r.eventName} ${(r.dynamodb.Keys.id as { S: string }).S}`).sort(),
  };
}

const before = { items: ['old'], changes: ['INSERT old'] };
const after = { items: ['a', 'b'], changes: ['INSERT a', 'INSERT b', 'INSERT old', 'REMOVE old'] };

describe('a transaction that is interrupted', () => {
  it('after any write to the storage happened as a whole or not at all, when the state is opened again', async () => {
    const outcomes: string[] = [];
    for (let writes = 0; outcomes.at(-1) !== 'answered'; writes += 1) {
      const disk = memoryStorage();
      const storage = breakingStorage(disk);
      const db = open(storage);
      declare(db);
      await call(db, 'PutItem', put('old').Put);

      storage.writesLeft = writes;
      const answered = await call(db, 'TransactWriteItems', transaction).then(
        ({ status }) => status === 200,
        () => false,
      );
      const found = await seen(open(disk));

      expect([before, after]).toContainEqual(found);
      outcomes.push(answered ? 'answered' : found.items.includes('a') ? 'happened' : 'nothing');
    }

    // One write notes the transaction. The six changes, the token and the end of the note follow.
    expect(outcomes).toEqual(['nothing', ...Array.from({ length: 8 }, () => 'happened'), 'answered']);
  });

  it('is finished before the next write, when the storage can be written again', async () => {
    for (let writes = 1; writes < 9; writes += 1) {
      const storage = breakingStorage(memoryStorage());
      const db = open(storage);
      declare(db);
      await call(db, 'PutItem', put('old').Put);

      storage.writesLeft = writes;
      await expect(call(db, 'TransactWriteItems', transaction)).rejects.toThrow('The storage is broken.');
      storage.writesLeft = Infinity;
      await call(db, 'PutItem', put('later').Put);

      expect(await seen(db)).toEqual({
        items: ['a', 'b', 'later'],
        changes: ['INSERT a', 'INSERT b', 'INSERT later', 'INSERT old', 'REMOVE old'],
      });
    }
  });
});

describe('a table that is created or deleted', () => {
  it('is whole or not there, and has the stream that it says, after any write to the storage', async () => {
    for (let writes = 0, isDone = false; !isDone; writes += 1) {
      const disk = memoryStorage();
      const storage = breakingStorage(disk);
      const db = open(storage);
      declare(db);
      await call(db, 'PutItem', put('old').Put);

      storage.writesLeft = writes;
      isDone = await call(db, 'DeleteTable', { TableName: 'Pairs' }).then(
        () => true,
        () => false,
      );
      const again = open(disk);
      const isThere = (await call(again, 'DescribeTable', { TableName: 'Pairs' })).status === 200;

      expect(again.streams.shards(streamArn)!.some((shard) => !shard.isClosed)).toBe(isThere);
      declare(again);
      const { items } = await seen(again);
      expect(items).toEqual(isThere ? ['old'] : []);
    }
  });
});

import {
  DeleteItemCommand,
  DescribeTableCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
} from '@aws-sdk/client-dynamodb-streams';
import type { GetShardIteratorCommandInput, _Record as StreamRecord } from '@aws-sdk/client-dynamodb-streams';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { memoryStorage } from '../../../state/memory-storage.ts';
import { idTable, startDynamoDb } from '../testing/dynamodb-endpoint.ts';
import type { DynamoDbEndpoint } from '../testing/dynamodb-endpoint.ts';

let dynamo: DynamoDbEndpoint;
let StreamArn = '';
const TableName = 'Dragons';
const hour = 60 * 60 * 1000;

beforeEach(async () => {
  dynamo = await startDynamoDb();
  StreamArn = await createTable();
});
afterEach(() => dynamo.close());

async function createTable(
  StreamViewType: 'NEW_AND_OLD_IMAGES' | 'KEYS_ONLY' | 'NEW_IMAGE' | 'OLD_IMAGE' = 'NEW_AND_OLD_IMAGES',
  name = TableName,
) {
  const { TableDescription } = await dynamo.client.send(
    idTable(name, { StreamSpecification: { StreamEnabled: true, StreamViewType } }),
  );
  return TableDescription!.LatestStreamArn!;
}
const put = (id: string, v: string, table = TableName) =>
  dynamo.client.send(new PutItemCommand({ TableName: table, Item: { id: { S: id }, v: { N: v } } }));
const describeIt = async (input: object = {}) =>
  (await dynamo.streamsClient.send(new DescribeStreamCommand({ StreamArn, ...input }))).StreamDescription!;
const shardIds = async () => (await describeIt()).Shards!.map((shard) => shard.ShardId!);
const iterator = async (ShardId: string, others: Partial<GetShardIteratorCommandInput> = {}) =>
  (
    await dynamo.streamsClient.send(
      new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON', ...others }),
    )
  ).ShardIterator!;
const records = async (ShardIterator: string, Limit?: number) =>
  dynamo.streamsClient.send(new GetRecordsCommand({ ShardIterator, ...(Limit === undefined ? {} : { Limit }) }));

async function allRecords(): Promise<StreamRecord[]> {
  const found: StreamRecord[] = [];
  for (const id of await shardIds()) found.push(...(await records(await iterator(id))).Records!);
  return found.sort((a, b) => (a.dynamodb!.SequenceNumber! < b.dynamodb!.SequenceNumber! ? -1 : 1));
}
/** The shard that has the records of the item `a`. */
async function shardOfA(): Promise<string> {
  for (const id of await shardIds()) {
    const { Records = [] } = await records(await iterator(id));
    if (Records.some((record) => record.dynamodb?.Keys?.id?.S === 'a')) return id;
  }
  return expect.unreachable();
}

describe('a stream', () => {
  it('tells every change of an item with what it was and became', async () => {
    await put('a', '1');
    await dynamo.client.send(
      new UpdateItemCommand({
        TableName,
        Key: { id: { S: 'a' } },
        UpdateExpression: 'SET v = :v',
        ExpressionAttributeValues: { ':v': { N: '2' } },
      }),
    );
    await dynamo.client.send(new DeleteItemCommand({ TableName, Key: { id: { S: 'a' } } }));

    const [insert, modify, remove] = await allRecords();

    const [one, two] = ['1', '2'].map((v): Record<string, AttributeValue> => ({ id: { S: 'a' }, v: { N: v } }));
    expect(insert).toMatchObject({
      eventName: 'INSERT',
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: 'eu-west-1',
      eventID: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
      dynamodb: {
        Keys: { id: { S: 'a' } },
        NewImage: one,
        StreamViewType: 'NEW_AND_OLD_IMAGES',
        SizeBytes: 9,
        ApproximateCreationDateTime: new Date(dynamo.time.now()),
      },
    });
    expect(insert!.dynamodb!.OldImage).toBeUndefined();
    expect(insert!.userIdentity).toBeUndefined();
    expect(modify).toMatchObject({ eventName: 'MODIFY', dynamodb: { OldImage: one, NewImage: two } });
    expect(remove).toMatchObject({ eventName: 'REMOVE', dynamodb: { OldImage: two } });
    expect(remove!.dynamodb!.NewImage).toBeUndefined();
  });

  it('tells nothing of writes that change nothing or fail', async () => {
    await put('a', '1');
    await put('a', '1');
    await dynamo.client.send(new DeleteItemCommand({ TableName, Key: { id: { S: 'gone' } } }));
    const failing = put('a', 'nonsense');
    await expect(failing).rejects.toThrow();
    const condition = { ConditionExpression: 'attribute_not_exists(id)' };
    const cancelled = dynamo.client.send(
      new TransactWriteItemsCommand({
        TransactItems: [
          { Put: { TableName, Item: { id: { S: 'b' } } } },
          { Put: { TableName, Item: { id: { S: 'a' } }, ...condition } },
        ],
      }),
    );
    await expect(cancelled).rejects.toThrow();

    expect(await allRecords()).toHaveLength(1);
  });

  it.each([
    ['KEYS_ONLY', false, false],
    ['NEW_IMAGE', true, false],
    ['OLD_IMAGE', false, true],
    ['NEW_AND_OLD_IMAGES', true, true],
  ] as const)('shows what its view type says: %s', async (viewType, hasNew, hasOld) => {
    StreamArn = await createTable(viewType, 'Viewed');
    await put('a', '1', 'Viewed');
    await put('a', '2', 'Viewed');

    const [, modify] = await allRecords();

    expect(modify!.dynamodb!.NewImage !== undefined).toBe(hasNew);
    expect(modify!.dynamodb!.OldImage !== undefined).toBe(hasOld);
    expect(modify!.dynamodb!.Keys).toEqual({ id: { S: 'a' } });
  });

  it('has all changes of an item in one shard, in their order, and of many items in several shards', async () => {
    for (let v = 0; v < 5; v += 1) for (let n = 0; n < 20; n += 1) await put(`item-${n}`, String(v));

    const shards = [];
    for (const id of await shardIds()) shards.push((await records(await iterator(id))).Records!);

    expect(shards.length).toBe(2);
    for (const shard of shards) expect(shard.length).toBeGreaterThan(0);
    for (let n = 0; n < 20; n += 1) {
      const histories = shards.map((shard) =>
        shard
          .filter((record) => record.dynamodb!.Keys!.id!.S === `item-${n}`)
          .map((record) => record.dynamodb!.NewImage!.v!.N),
      );
      expect(histories.filter((history) => history.length > 0)).toEqual([['0', '1', '2', '3', '4']]);
    }
  });

  it('tells of a deletion by time to live who did it', async () => {
    await dynamo.client.send(
      new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification: { AttributeName: 'v', Enabled: true } }),
    );
    await put('a', String(Math.floor(dynamo.time.now() / 1000) + 10));

    await dynamo.time.turn(20_000);

    const [, removal] = await allRecords();
    expect(removal).toMatchObject({
      eventName: 'REMOVE',
      userIdentity: { PrincipalId: 'dynamodb.amazonaws.com', Type: 'Service' },
    });
  });

  it('is listed and described, shard by shard', async () => {
    const { Streams } = await dynamo.streamsClient.send(new ListStreamsCommand({ TableName }));
    const first = await describeIt({ Limit: 1 });
    const second = await describeIt({ ExclusiveStartShardId: first.LastEvaluatedShardId });

    expect(Streams).toEqual([{ StreamArn, TableName, StreamLabel: StreamArn.split('/').at(-1) }]);
    expect(first).toMatchObject({
      StreamStatus: 'ENABLED',
      StreamViewType: 'NEW_AND_OLD_IMAGES',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      TableName,
    });
    expect(first.Shards).toHaveLength(1);
    expect(second.Shards).toHaveLength(1);
    expect(second.LastEvaluatedShardId).toBeUndefined();
  });

  it('ends when it is disabled, and can be read on; another one begins when it is enabled again', async () => {
    await put('a', '1');
    await dynamo.client.send(new UpdateTableCommand({ TableName, StreamSpecification: { StreamEnabled: false } }));
    await put('a', '2');
    await dynamo.time.turn(1000);

    const disabled = await describeIt();
    const page = await records(await iterator(await shardOfA()));
    await dynamo.client.send(
      new UpdateTableCommand({ TableName, StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' } }),
    );
    const { Table } = await dynamo.client.send(new DescribeTableCommand({ TableName }));

    expect(disabled.StreamStatus).toBe('DISABLED');
    expect(page.Records).toHaveLength(1);
    expect(page.NextShardIterator).toBeUndefined();
    expect(Table?.LatestStreamArn).not.toBe(StreamArn);
  });
});

describe('an iterator', () => {
  it('begins at the oldest record, behind the newest, at a record or behind it', async () => {
    await put('a', '1');
    await put('a', '2');
    const shard = await shardOfA();
    const [first, second] = (await records(await iterator(shard))).Records!;
    const SequenceNumber = first!.dynamodb!.SequenceNumber!;

    const latest = await iterator(shard, { ShardIteratorType: 'LATEST' });
    const at = await iterator(shard, { ShardIteratorType: 'AT_SEQUENCE_NUMBER', SequenceNumber });
    const behind = await iterator(shard, { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber });
    await put('a', '3');

    const values = async (from: string) => (await records(from)).Records!.map((r) => r.dynamodb!.NewImage!.v!.N);
    expect(await values(latest)).toEqual(['3']);
    expect(await values(at)).toEqual(['1', '2', '3']);
    expect(await values(behind)).toEqual(['2', '3']);
    expect(second!.dynamodb!.SequenceNumber! > SequenceNumber).toBe(true);
  });

  it('goes on page by page, also where nothing is yet', async () => {
    for (const v of ['1', '2', '3']) await put('a', v);
    const shard = await shardOfA();

    const first = await records(await iterator(shard), 2);
    const second = await records(first.NextShardIterator!, 2);
    const empty = await records(second.NextShardIterator!);
    await put('a', '4');
    const last = await records(empty.NextShardIterator!);

    expect([first, second, empty, last].map((page) => page.Records!.length)).toEqual([2, 1, 0, 1]);
  });

  it('holds at most a megabyte', async () => {
    for (let v = 0; v < 4; v += 1) {
      const Item = { id: { S: 'a' }, v: { N: String(v) }, s: { S: 'x'.repeat(350_000) } };
      await dynamo.client.send(new PutItemCommand({ TableName, Item }));
    }
    const shard = await shardOfA();

    const first = await records(await iterator(shard));
    const second = await records(first.NextShardIterator!);

    // The first change has one image, all others two.
    expect(first.Records).toHaveLength(1);
    expect(second.Records).toHaveLength(1);
  });

  it('expires after 15 minutes', async () => {
    const old = await iterator((await shardIds())[0]!);
    await dynamo.time.turn(15 * 60_000);

    await expect(records(old)).rejects.toMatchObject({ name: 'ExpiredIteratorException' });
  });

  it.each([
    [
      'a stream that is not there',
      { StreamArn: `arn:aws:dynamodb:eu-west-1:000000000000:table/Nowhere/stream/x` },
      'ResourceNotFoundException',
    ],
    ['a shard that is not there', { ShardId: 'shardId-00000000000000000000-00000000' }, 'ResourceNotFoundException'],
    [
      'a number before the shard',
      { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: '000000000000000000000' },
      'ValidationException',
    ],
    ['no number', { ShardIteratorType: 'AT_SEQUENCE_NUMBER' }, 'ValidationException'],
  ] as const)('is refused for %s', async (_, input, name) => {
    const answer = iterator((await shardIds())[0]!, input);

    await expect(answer).rejects.toMatchObject({ name });
  });

  it('is refused when it is none', async () => {
    await expect(records('nonsense')).rejects.toMatchObject({ name: 'ValidationException' });
  });
});

describe('a shard', () => {
  it('is closed after four hours and has a child, in which the changes go on', async () => {
    await put('a', '1');
    const parent = await shardOfA();

    await dynamo.time.turn(4 * hour);
    await put('a', '2');

    const shards = (await describeIt()).Shards!;
    const child = shards.find((shard) => shard.ParentShardId === parent)!;
    const closed = await records(await iterator(parent));
    const open = await records(await iterator(child.ShardId!));
    expect(shards).toHaveLength(4);
    expect(shards.find((shard) => shard.ShardId === parent)?.SequenceNumberRange?.EndingSequenceNumber).toBeDefined();
    expect(closed.NextShardIterator).toBeUndefined();
    expect(closed.Records).toHaveLength(1);
    expect(open.Records!.map((record) => record.dynamodb!.NewImage!.v!.N)).toEqual(['2']);
    expect(open.NextShardIterator).toBeDefined();
  });

  it('loses records after 24 hours: iterators from before are told', async () => {
    await put('a', '1');
    await dynamo.time.turn(2 * hour);
    await put('a', '2');
    const shard = await shardOfA();
    const [first, second] = (await records(await iterator(shard))).Records!;

    await dynamo.time.turn(22.5 * hour);

    const left = await records(await iterator(shard));
    const at = (record: StreamRecord) =>
      iterator(shard, { ShardIteratorType: 'AT_SEQUENCE_NUMBER', SequenceNumber: record.dynamodb!.SequenceNumber! });
    expect(left.Records).toEqual([second]);
    await expect(at(first!)).rejects.toMatchObject({ name: 'TrimmedDataAccessException' });
    await expect(at(second!)).resolves.toBeDefined();
  });

  it('is gone when nothing in it is kept any more', async () => {
    const before = await shardIds();

    await dynamo.time.turn(29 * hour);

    const after = await shardIds();
    expect(after.filter((id) => before.includes(id))).toEqual([]);
    expect(after.length).toBeLessThan(20);
  });
});

describe('a follower in this process', () => {
  it('is told of records and shards, and reads them behind a number', async () => {
    const { streams } = dynamo.db;
    const told = vi.fn();
    const end = streams.onChange(StreamArn, told);

    await put('a', '1');
    await put('a', '1');
    expect(told).toHaveBeenCalledTimes(1);
    const shard = await shardOfA();
    const latest = streams.latest(StreamArn, shard);
    await put('a', '2');
    const read = streams.read(StreamArn, shard, latest, 10);
    await dynamo.time.turn(4 * hour);
    end();
    const calls = told.mock.calls.length;
    await put('a', '3');

    expect(read.records.map((record) => record.dynamodb.NewImage)).toEqual([{ id: { S: 'a' }, v: { N: '2' } }]);
    expect(read.isEnd).toBe(false);
    expect(calls).toBeGreaterThan(2);
    expect(told).toHaveBeenCalledTimes(calls);
    expect(streams.shards(StreamArn)).toEqual([
      { shardId: expect.any(String) as string, isClosed: true },
      { shardId: expect.any(String) as string, isClosed: true },
      { shardId: expect.any(String) as string, parentShardId: expect.any(String) as string, isClosed: false },
      { shardId: expect.any(String) as string, parentShardId: expect.any(String) as string, isClosed: false },
    ]);
    expect(streams.read(StreamArn, shard, undefined, 10)).toMatchObject({ isEnd: true });
    expect(streams.read(StreamArn, shard, undefined, 1)).toMatchObject({ isEnd: false });
    expect(streams.shards('arn:none')).toBeUndefined();
  });

  it('sees the same shards, numbers and records after a restart, and later records have greater numbers', async () => {
    const storage = memoryStorage();
    await dynamo.close();
    dynamo = await startDynamoDb({ storage });
    StreamArn = await createTable();
    await put('a', '1');
    const before = { shards: dynamo.db.streams.shards(StreamArn), records: await allRecords() };
    await dynamo.close();

    dynamo = await startDynamoDb({ storage, shardsPerStream: 5 });
    const after = { shards: dynamo.db.streams.shards(StreamArn), records: await allRecords() };
    await put('a', '2');

    expect(after).toEqual(before);
    const [first, second] = await allRecords();
    expect(second!.dynamodb!.SequenceNumber! > first!.dynamodb!.SequenceNumber!).toBe(true);
  });
});

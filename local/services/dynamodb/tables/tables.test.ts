import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  GetItemCommand,
  ListTablesCommand,
  ListTagsOfResourceCommand,
  PutItemCommand,
  QueryCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateContinuousBackupsCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { idTable, pairTable, startDynamoDb } from '../testing/dynamodb-endpoint.ts';
import type { DynamoDbEndpoint } from '../testing/dynamodb-endpoint.ts';

let dynamo: DynamoDbEndpoint;
const TableName = 'Dragons.of_2026';
const arn = `arn:aws:dynamodb:eu-west-1:000000000000:table/${TableName}`;

beforeEach(async () => {
  dynamo = await startDynamoDb();
});
afterEach(() => dynamo.close());

const describeIt = async () => (await dynamo.client.send(new DescribeTableCommand({ TableName }))).Table;

describe('a table', () => {
  it('is active as soon as it is created, and describes itself', async () => {
    await dynamo.client.send(idTable(TableName));
    await dynamo.client.send(new PutItemCommand({ TableName, Item: { id: { S: 'a' } } }));

    expect(await describeIt()).toMatchObject({
      TableName,
      TableArn: arn,
      TableStatus: 'ACTIVE',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
      ItemCount: 1,
      TableSizeBytes: 3,
      DeletionProtectionEnabled: false,
      CreationDateTime: new Date(dynamo.time.now()),
    });
  });

  it('is there once: a second one of its name is refused', async () => {
    await dynamo.client.send(idTable(TableName));

    await expect(dynamo.client.send(idTable(TableName))).rejects.toMatchObject({ name: 'ResourceInUseException' });
  });

  it('is listed by name, in pages', async () => {
    for (const name of ['ccc', 'aaa', 'bbb']) await dynamo.client.send(idTable(name));

    const first = await dynamo.client.send(new ListTablesCommand({ Limit: 2 }));
    const second = await dynamo.client.send(
      new ListTablesCommand({ ExclusiveStartTableName: first.LastEvaluatedTableName }),
    );

    expect(first.TableNames).toEqual(['aaa', 'bbb']);
    expect(second).toMatchObject({ TableNames: ['ccc'] });
    expect(second.LastEvaluatedTableName).toBeUndefined();
  });

  it('is gone with its items when it is deleted, unless it is protected', async () => {
    await dynamo.client.send(idTable(TableName, { DeletionProtectionEnabled: true }));
    await dynamo.client.send(new PutItemCommand({ TableName, Item: { id: { S: 'a' } } }));
    const remove = () => dynamo.client.send(new DeleteTableCommand({ TableName }));

    await expect(remove()).rejects.toThrow(/protected against deletion/);
    await dynamo.client.send(new UpdateTableCommand({ TableName, DeletionProtectionEnabled: false }));
    expect((await remove()).TableDescription?.TableStatus).toBe('DELETING');

    await expect(describeIt()).rejects.toThrow(`Requested resource not found: Table: ${TableName} not found`);
    await dynamo.client.send(idTable(TableName));
    const found = await dynamo.client.send(new GetItemCommand({ TableName, Key: { id: { S: 'a' } } }));
    expect(found.Item).toBeUndefined();
  });

  it('that is not there is told in reads and writes', async () => {
    const read = dynamo.client.send(new GetItemCommand({ TableName: 'nowhere', Key: { id: { S: 'a' } } }));

    await expect(read).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Requested resource not found',
    });
  });

  it('gets and loses global indexes, which hold what is there already', async () => {
    await dynamo.client.send(idTable(TableName));
    await dynamo.client.send(new PutItemCommand({ TableName, Item: { id: { S: 'a' }, colour: { S: 'red' } } }));
    const query = () =>
      dynamo.client.send(
        new QueryCommand({
          TableName,
          IndexName: 'byColour',
          KeyConditionExpression: 'colour = :c',
          ExpressionAttributeValues: { ':c': { S: 'red' } },
        }),
      );
    const change = (input: object) => dynamo.client.send(new UpdateTableCommand({ TableName, ...input }));

    await change({
      AttributeDefinitions: [
        { AttributeName: 'id', AttributeType: 'S' },
        { AttributeName: 'colour', AttributeType: 'S' },
      ],
      GlobalSecondaryIndexUpdates: [
        {
          Create: {
            IndexName: 'byColour',
            KeySchema: [{ AttributeName: 'colour', KeyType: 'HASH' }],
            Projection: { ProjectionType: 'ALL' },
          },
        },
      ],
    });

    expect((await query()).Count).toBe(1);
    expect((await describeIt())?.GlobalSecondaryIndexes).toMatchObject([
      { IndexName: 'byColour', IndexStatus: 'ACTIVE', ItemCount: 1, IndexArn: `${arn}/index/byColour` },
    ]);
    const wrongType = dynamo.client.send(
      new PutItemCommand({ TableName, Item: { id: { S: 'b' }, colour: { N: '1' } } }),
    );
    await expect(wrongType).rejects.toThrow(/Type mismatch for Index Key colour/);
    const empty = dynamo.client.send(new PutItemCommand({ TableName, Item: { id: { S: 'b' }, colour: { S: '' } } }));
    await expect(empty).rejects.toThrow(/IndexName: byColour, IndexKey: colour/);
    await change({ GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: 'byColour' } }] });
    await expect(query()).rejects.toThrow(/does not have the specified index/);
    expect((await describeIt())?.AttributeDefinitions).toEqual([{ AttributeName: 'id', AttributeType: 'S' }]);
  });

  it('changes how it is billed', async () => {
    await dynamo.client.send(idTable(TableName));
    const ProvisionedThroughput = { ReadCapacityUnits: 5, WriteCapacityUnits: 6 };

    await dynamo.client.send(new UpdateTableCommand({ TableName, BillingMode: 'PROVISIONED', ProvisionedThroughput }));
    const provisioned = await describeIt();
    await dynamo.client.send(new UpdateTableCommand({ TableName, BillingMode: 'PAY_PER_REQUEST' }));
    const onDemand = await describeIt();

    expect(provisioned).toMatchObject({ ProvisionedThroughput });
    expect(provisioned?.BillingModeSummary).toBeUndefined();
    expect(onDemand).toMatchObject({
      ProvisionedThroughput: { ReadCapacityUnits: 0 },
      BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
    });
  });

  it.each([
    [
      'a key that is not defined',
      { KeySchema: [{ AttributeName: 'other', KeyType: 'HASH' }] },
      /not defined in AttributeDefinitions/,
    ],
    [
      'an attribute that nothing uses',
      {
        AttributeDefinitions: [
          { AttributeName: 'id', AttributeType: 'S' },
          { AttributeName: 'x', AttributeType: 'S' },
        ],
      },
      /does not exactly match|not used/,
    ],
    [
      'two capacities',
      { ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 } },
      /BillingMode is PAY_PER_REQUEST/,
    ],
    ['a stream without view', { StreamSpecification: { StreamEnabled: true } }, /StreamViewType/],
    ['a short name', { TableName: 'ab' }, /at least 3 characters/],
  ])('is refused with %s', async (_, input, message) => {
    const { input: valid } = idTable(TableName);

    const answer = dynamo.client.send(new CreateTableCommand({ ...valid, ...(input as object) }));

    await expect(answer).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringMatching(message) as string,
    });
  });

  it.each([
    ['CreateTable', { SSESpecification: { Enabled: true } }, 'SSESpecification'],
    ['CreateTable', { TableClass: 'STANDARD' }, 'TableClass'],
    ['UpdateTable', { ReplicaUpdates: [] }, 'ReplicaUpdates'],
  ])('refuses by name what is not simulated: %s with %j', async (operation, input, member) => {
    const answer = await dynamo.call(operation, { TableName, ...input });

    expect(answer).toMatchObject({
      status: 501,
      body: { message: expect.stringContaining(`dynamodb:${operation} with ${member}`) as string },
    });
  });

  it('has tags', async () => {
    await dynamo.client.send(idTable(TableName, { Tags: [{ Key: 'a', Value: '1' }] }));

    await dynamo.client.send(new TagResourceCommand({ ResourceArn: arn, Tags: [{ Key: 'b', Value: '2' }] }));
    await dynamo.client.send(new UntagResourceCommand({ ResourceArn: arn, TagKeys: ['a'] }));

    const { Tags } = await dynamo.client.send(new ListTagsOfResourceCommand({ ResourceArn: arn }));
    expect(Tags).toEqual([{ Key: 'b', Value: '2' }]);
  });

  it('says whether it is backed up, and never is', async () => {
    await dynamo.client.send(idTable(TableName));
    const status = async () =>
      (await dynamo.client.send(new DescribeContinuousBackupsCommand({ TableName }))).ContinuousBackupsDescription
        ?.PointInTimeRecoveryDescription;

    const before = await status();
    await dynamo.client.send(
      new UpdateContinuousBackupsCommand({
        TableName,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      }),
    );

    expect(before?.PointInTimeRecoveryStatus).toBe('DISABLED');
    expect(await status()).toMatchObject({ PointInTimeRecoveryStatus: 'ENABLED', RecoveryPeriodInDays: 35 });
  });

  it('tells the size of item collections only where there are none', async () => {
    await dynamo.client.send(
      pairTable(TableName, {
        LocalSecondaryIndexes: [
          {
            IndexName: 'same',
            KeySchema: [
              { AttributeName: 'pk', KeyType: 'HASH' },
              { AttributeName: 'sk', KeyType: 'RANGE' },
            ],
            Projection: { ProjectionType: 'ALL' },
          },
        ],
      }),
    );
    await dynamo.client.send(idTable('Plain'));
    const input = { ReturnItemCollectionMetrics: 'SIZE' as const };

    const collected = new PutItemCommand({ TableName, Item: { pk: { S: 'a' }, sk: { S: 'b' } }, ...input });
    const plain = new PutItemCommand({ TableName: 'Plain', Item: { id: { S: 'a' } }, ...input });

    await expect(dynamo.client.send(collected)).rejects.toThrow(/ReturnItemCollectionMetrics .* is not simulated/);
    await expect(dynamo.client.send(plain)).resolves.toBeDefined();
  });
});

describe('time to live', () => {
  const seconds = (offset: number): string => String(Math.floor(dynamo.time.now() / 1000) + offset);
  const put = (id: string, expires: string) =>
    dynamo.client.send(new PutItemCommand({ TableName, Item: { id: { S: id }, expires: { N: expires } } }));
  const isThere = async (id: string) =>
    (await dynamo.client.send(new GetItemCommand({ TableName, Key: { id: { S: id } } }))).Item !== undefined;
  const enable = (Enabled = true, AttributeName = 'expires') =>
    dynamo.client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification: { AttributeName, Enabled } }));

  it('removes items a few seconds after they expired; until then they are there', async () => {
    await dynamo.client.send(idTable(TableName));
    await put('before', seconds(5));
    await enable();
    await put('soon', seconds(60));
    await put('later', seconds(3600));

    await dynamo.time.turn(60_000);
    expect(await Promise.all(['before', 'soon', 'later'].map(isThere))).toEqual([false, true, true]);
    await dynamo.time.turn(10_000);
    expect(await Promise.all(['before', 'soon', 'later'].map(isThere))).toEqual([false, false, true]);
    await dynamo.time.turn(3_600_000);
    expect(await isThere('later')).toBe(false);
    expect(dynamo.time.waiting).toBe(0);
  });

  it('leaves items that got another time, expired more than five years ago, or have no number', async () => {
    await dynamo.client.send(idTable(TableName));
    await enable();
    await put('moved', seconds(10));
    await put('moved', seconds(100_000));
    await put('old', seconds(-6 * 365 * 24 * 3600));
    await dynamo.client.send(
      new PutItemCommand({ TableName, Item: { id: { S: 'text' }, expires: { S: seconds(1) } } }),
    );

    await dynamo.time.turn(60_000);

    expect(await Promise.all(['moved', 'old', 'text'].map(isThere))).toEqual([true, true, true]);
  });

  it('is told, and changed one attribute after the other', async () => {
    await dynamo.client.send(idTable(TableName));
    const told = async () =>
      (await dynamo.client.send(new DescribeTimeToLiveCommand({ TableName }))).TimeToLiveDescription;

    expect(await told()).toEqual({ TimeToLiveStatus: 'DISABLED' });
    await enable();
    expect(await told()).toEqual({ TimeToLiveStatus: 'ENABLED', AttributeName: 'expires' });
    await expect(enable()).rejects.toThrow('TimeToLive is already enabled');
    await expect(enable(true, 'other')).rejects.toThrow(/current AttributeName is expires/);
    await enable(false);
    await put('kept', seconds(1));
    await dynamo.time.turn(60_000);
    expect(await isThere('kept')).toBe(true);
  });
});

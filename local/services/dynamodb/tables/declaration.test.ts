import {
  DeleteTableCommand,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { declarationProblem, tableProperties } from '../index.ts';
import { startDynamoDb } from '../testing/dynamodb-endpoint.ts';
import type { DynamoDbEndpoint } from '../testing/dynamodb-endpoint.ts';

let dynamo: DynamoDbEndpoint;
const name = 'stack-Dragons-1A2B';
const arn = `arn:aws:dynamodb:eu-west-1:000000000000:table/${name}`;
const streamArn = `${arn}/stream/2026-01-01T00:00:00.000`;
const plain = {
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'sk', AttributeType: 'S' },
  ],
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
};
const byKind = {
  AttributeDefinitions: [...plain.AttributeDefinitions, { AttributeName: 'kind', AttributeType: 'S' }],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'byKind',
      KeySchema: [{ AttributeName: 'kind', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'ALL' },
    },
  ],
};

beforeEach(async () => {
  dynamo = await startDynamoDb();
});
afterEach(() => dynamo.close());

const declare = (properties: object) =>
  dynamo.db.declareTable({ name, arn, streamArn, properties: { ...plain, ...properties } });
const describeIt = async () => (await dynamo.client.send(new DescribeTableCommand({ TableName: name }))).Table;

describe('a declared table', () => {
  it('has what its declaration says', async () => {
    declare({
      ...byKind,
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
      TimeToLiveSpecification: { AttributeName: 'expires', Enabled: 'true' },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 7 },
      DeletionProtectionEnabled: true,
      SSESpecification: { SSEEnabled: true },
      TableClass: 'STANDARD',
      Tags: [{ Key: 'a', Value: 'b' }],
    });

    expect(await describeIt()).toMatchObject({
      TableArn: arn,
      LatestStreamArn: streamArn,
      LatestStreamLabel: '2026-01-01T00:00:00.000',
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
      GlobalSecondaryIndexes: [{ IndexName: 'byKind' }],
      DeletionProtectionEnabled: true,
    });
    const ttl = await dynamo.client.send(new DescribeTimeToLiveCommand({ TableName: name }));
    expect(ttl.TimeToLiveDescription?.AttributeName).toBe('expires');
    const backups = await dynamo.client.send(new DescribeContinuousBackupsCommand({ TableName: name }));
    expect(backups.ContinuousBackupsDescription?.PointInTimeRecoveryDescription?.RecoveryPeriodInDays).toBe(7);
    await expect(dynamo.client.send(new DeleteTableCommand({ TableName: name }))).rejects.toThrow(/protected/);
  });

  it('takes over changed settings and indexes, and keeps its items', async () => {
    declare({});
    const Item = { pk: { S: 'a' }, sk: { S: 'b' }, kind: { S: 'k' } };
    await dynamo.client.send(new PutItemCommand({ TableName: name, Item }));

    declare({
      ...byKind,
      TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
      StreamSpecification: { StreamViewType: 'KEYS_ONLY' },
    });

    const found = await dynamo.client.send(
      new QueryCommand({
        TableName: name,
        IndexName: 'byKind',
        KeyConditionExpression: 'kind = :k',
        ExpressionAttributeValues: { ':k': { S: 'k' } },
      }),
    );
    expect(found.Items).toEqual([Item]);
    expect(dynamo.db.streams.shards(streamArn)).toHaveLength(2);
    declare({});
    expect(dynamo.db.streams.shards(streamArn)?.every((shard) => shard.isClosed)).toBe(true);
    declare({ StreamSpecification: { StreamViewType: 'KEYS_ONLY' } });
    expect(dynamo.db.streams.shards(streamArn)?.filter((shard) => !shard.isClosed)).toHaveLength(2);
  });

  it('is refused with other keys, because its items would be lost', async () => {
    declare({});
    await dynamo.client.send(new PutItemCommand({ TableName: name, Item: { pk: { S: 'a' }, sk: { S: 'b' } } }));

    const change = () =>
      declare({
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      });

    expect(change).toThrow(/HASH pk S, RANGE sk S.*than are declared now \(HASH pk S\).*would be lost/);
    expect((await dynamo.client.send(new ScanCommand({ TableName: name }))).Count).toBe(1);
  });

  it.each([
    [{}, undefined],
    [{ ...byKind }, undefined],
    [{ BillingMode: undefined, ProvisionedThroughput: { ReadCapacityUnits: '5', WriteCapacityUnits: 5 } }, undefined],
    [{ BillingMode: undefined }, /ReadCapacityUnits and WriteCapacityUnits must both be specified/],
    [{ KeySchema: [{ AttributeName: 'other', KeyType: 'HASH' }] }, /other/],
    [{ TableName: 'a' }, /at least 3 characters/],
    [{ ...byKind, AttributeDefinitions: plain.AttributeDefinitions }, /kind/],
    [
      { ...byKind, GlobalSecondaryIndexes: [{ ...byKind.GlobalSecondaryIndexes[0], WarmThroughput: {} }] },
      /GlobalSecondaryIndexes\.WarmThroughput is not simulated/,
    ],
    [
      { StreamSpecification: { StreamViewType: 'NEW_IMAGE', ResourcePolicy: {} } },
      /StreamSpecification\.ResourcePolicy is not simulated/,
    ],
    [{ StreamSpecification: { StreamViewType: 'EVERYTHING' } }, /EVERYTHING/],
    [{ TimeToLiveSpecification: { Enabled: true } }, /TimeToLiveSpecification has no AttributeName/],
    [{ PointInTimeRecoverySpecification: { RecoveryPeriodInDays: 99 } }, /RecoveryPeriodInDays is 99/],
    [{ KinesisStreamSpecification: { StreamArn: 'x' } }, /KinesisStreamSpecification is not simulated/],
  ])('is looked at before it is created: %j', (properties, problem) => {
    const found = declarationProblem(
      JSON.parse(JSON.stringify({ ...plain, ...properties })) as Record<string, unknown>,
    );

    if (problem === undefined) expect(found).toBeUndefined();
    else expect(found).toMatch(problem);
  });

  it('names the properties that it knows', () => {
    expect(tableProperties.properties).toContain('TimeToLiveSpecification');
    expect(tableProperties.withoutEffect).toEqual(['SSESpecification', 'TableClass', 'Tags']);
  });
});

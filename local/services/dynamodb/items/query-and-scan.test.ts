import { BatchWriteItemCommand, PutItemCommand, QueryCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { AttributeValue, QueryCommandInput, ScanCommandInput } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pairTable, startDynamoDb } from '../testing/dynamodb-endpoint.ts';
import type { DynamoDbEndpoint } from '../testing/dynamodb-endpoint.ts';

type Item = Record<string, AttributeValue>;

let dynamo: DynamoDbEndpoint;
const TableName = 'Catalogue';
const clans = ['red', 'green', 'blue'];

beforeAll(async () => {
  dynamo = await startDynamoDb();
  await dynamo.client.send(
    pairTable(TableName, {
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
        { AttributeName: 'clan', AttributeType: 'S' },
        { AttributeName: 'age', AttributeType: 'N' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'byClan',
          KeySchema: [
            { AttributeName: 'clan', KeyType: 'HASH' },
            { AttributeName: 'age', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['note'] },
        },
      ],
      LocalSecondaryIndexes: [
        {
          IndexName: 'byAge',
          KeySchema: [
            { AttributeName: 'pk', KeyType: 'HASH' },
            { AttributeName: 'age', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
    }),
  );
  const items: Item[] = Array.from({ length: 50 }, (_, n) => ({
    pk: { S: `p${n % 2}` },
    sk: { S: `s${String(n).padStart(2, '0')}` },
    age: { N: String((n - 25) * 3) },
    note: { S: `note ${n}` },
    secret: { S: 'x' },
    // Every tenth item is not in the index.
    ...(n % 10 === 0 ? {} : { clan: { S: clans[n % 3]! } }),
  }));
  for (let start = 0; start < items.length; start += 25) {
    const requests = items.slice(start, start + 25).map((Item) => ({ PutRequest: { Item } }));
    await dynamo.client.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: requests } }));
  }
});
afterAll(() => dynamo.close());

const query = (input: Partial<QueryCommandInput>) => dynamo.client.send(new QueryCommand({ TableName, ...input }));
const scan = (input: Partial<ScanCommandInput> = {}) => dynamo.client.send(new ScanCommand({ TableName, ...input }));
const sortKeys = ({ Items = [] }: { Items?: Item[] | undefined }) => Items.map((item) => item.sk?.S);
const ages = ({ Items = [] }: { Items?: Item[] | undefined }) => Items.map((item) => Number(item.age?.N));

async function allPages(
  read: (start: Item | undefined) => Promise<{ Items?: Item[] | undefined; LastEvaluatedKey?: Item | undefined }>,
) {
  const items: Item[] = [];
  let pages = 0;
  let start: Item | undefined;
  do {
    const page = await read(start);
    items.push(...(page.Items ?? []));
    start = page.LastEvaluatedKey;
    pages += 1;
  } while (start !== undefined);
  return { Items: items, pages };
}

describe('a query', () => {
  it.each([
    ['', [], 25],
    [' AND sk = :a', ['s04'], 1],
    [' AND sk < :a', ['s00', 's02'], 2],
    [' AND sk <= :a', ['s00', 's02', 's04'], 3],
    [' AND sk BETWEEN :a AND :b', ['s04', 's06', 's08'], 3],
    [' AND begins_with(sk, :c)', ['s40', 's42', 's44', 's46', 's48'], 5],
    [' AND sk > :d', ['s48'], 1],
    [' AND sk >= :d', ['s46', 's48'], 2],
    [' AND :a >= sk', ['s00', 's02', 's04'], 3],
  ])('of a partition%s gives the items in the order of their sort keys', async (condition, expected, count) => {
    const values = { ':a': { S: 's04' }, ':b': { S: 's08' }, ':c': { S: 's4' }, ':d': { S: 's46' } };
    const used = Object.entries(values).filter(([name]) => condition.includes(name));
    const input = {
      KeyConditionExpression: `pk = :p${condition}`,
      ExpressionAttributeValues: { ':p': { S: 'p0' }, ...Object.fromEntries(used) } as Item,
    };

    const forward = await query(input);
    const backward = await query({ ...input, ScanIndexForward: false });

    expect(forward.Count).toBe(count);
    if (expected.length > 0) expect(sortKeys(forward)).toEqual(expected);
    expect(sortKeys(forward)).toEqual(sortKeys(forward).sort());
    expect(sortKeys(backward)).toEqual(sortKeys(forward).reverse());
  });

  it.each([true, false])('comes in pages that lose and repeat nothing (forward: %s)', async (ScanIndexForward) => {
    const input = {
      KeyConditionExpression: 'pk = :p',
      ExpressionAttributeValues: { ':p': { S: 'p1' } },
      ScanIndexForward,
    };
    const whole = await query(input);

    const { Items, pages } = await allPages((start) => query({ ...input, Limit: 4, ...from(start) }));

    expect(Items).toEqual(whole.Items);
    expect(pages).toBe(7);
  });

  it('of a global index finds its items by other keys, with what it projects, negative numbers first', async () => {
    const answer = await query({
      IndexName: 'byClan',
      KeyConditionExpression: 'clan = :f AND age BETWEEN :low AND :high',
      ExpressionAttributeValues: { ':f': { S: 'green' }, ':low': { N: '-50' }, ':high': { N: '100' } },
    });

    expect(ages(answer)).toEqual([...ages(answer)].sort((a, b) => a - b));
    expect(ages(answer)[0]).toBeLessThan(0);
    for (const item of answer.Items ?? []) {
      expect(Object.keys(item).sort()).toEqual(['age', 'clan', 'note', 'pk', 'sk']);
    }
  });

  it('of a global index pages over items with one key', async () => {
    const input = {
      IndexName: 'byClan',
      KeyConditionExpression: 'clan = :f',
      ExpressionAttributeValues: { ':f': { S: 'same' } },
    };
    for (let n = 0; n < 7; n += 1) {
      const Item = { pk: { S: 'same' }, sk: { S: `${n}` }, clan: { S: 'same' }, age: { N: '1' } };
      await dynamo.client.send(new PutItemCommand({ TableName, Item }));
    }

    const { Items } = await allPages((start) => query({ ...input, Limit: 2, ...from(start) }));

    expect(sortKeys({ Items }).sort()).toEqual(['0', '1', '2', '3', '4', '5', '6']);
  });

  it('of a local index reads other attributes from the table when asked', async () => {
    const input = {
      IndexName: 'byAge',
      KeyConditionExpression: 'pk = :p AND age > :a',
      ExpressionAttributeValues: { ':p': { S: 'p0' }, ':a': { N: '60' } },
    };

    const projected = await query(input);
    const whole = await query({ ...input, Select: 'ALL_ATTRIBUTES', ConsistentRead: true });

    expect(ages(projected)).toEqual([63, 69]);
    expect(Object.keys(projected.Items![0]!).sort()).toEqual(['age', 'pk', 'sk']);
    expect(whole.Items![0]).toMatchObject({ secret: { S: 'x' } });
  });

  it('filters what it has read, and counts both', async () => {
    const input = {
      KeyConditionExpression: 'pk = :p',
      FilterExpression: 'contains(note, :n) AND NOT begins_with(secret, :n)',
      ExpressionAttributeValues: { ':p': { S: 'p0' }, ':n': { S: '4' } },
    };

    const items = await query({ ...input, ProjectionExpression: 'note' });
    const count = await query({ ...input, Select: 'COUNT' });

    expect(items.Items).toContainEqual({ note: { S: 'note 24' } });
    expect(items).toMatchObject({ Count: 9, ScannedCount: 25 });
    expect(count).toMatchObject({ Count: 9, ScannedCount: 25 });
    expect(count.Items).toBeUndefined();
  });

  it('stops after a megabyte', async () => {
    for (let n = 0; n < 5; n += 1) {
      const Item = { pk: { S: 'large' }, sk: { S: `${n}` }, s: { S: 'x'.repeat(300_000) } };
      await dynamo.client.send(new PutItemCommand({ TableName, Item }));
    }

    const page = await query({
      KeyConditionExpression: 'pk = :p',
      ExpressionAttributeValues: { ':p': { S: 'large' } },
    });

    expect(page.Count).toBe(4);
    expect(page.LastEvaluatedKey).toEqual({ pk: { S: 'large' }, sk: { S: '3' } });
  });

  it.each([
    ['no partition key', { KeyConditionExpression: 'sk = :p' }, /missed key schema element: pk/],
    ['another attribute', { KeyConditionExpression: 'pk = :p AND note = :p' }, /missed key schema element: sk/],
    ['a range of partitions', { KeyConditionExpression: 'pk > :p' }, /key condition not supported/],
    [
      'another type',
      { KeyConditionExpression: 'pk = :p', ExpressionAttributeValues: { ':p': { N: '1' } } },
      /does not match schema type/,
    ],
    [
      'an index that is not there',
      { KeyConditionExpression: 'pk = :p', IndexName: 'other' },
      /does not have the specified index: other/,
    ],
    [
      'a consistent read of a global index',
      { KeyConditionExpression: 'clan = :p', IndexName: 'byClan', ConsistentRead: true },
      /Consistent reads are not supported/,
    ],
    [
      'what a global index does not have',
      { KeyConditionExpression: 'clan = :p', IndexName: 'byClan', ProjectionExpression: 'secret' },
      /does not project \[secret\]/,
    ],
    [
      'a filter on the key',
      { KeyConditionExpression: 'pk = :p', FilterExpression: 'sk = :p' },
      /can only contain non-primary key attributes/,
    ],
    [
      'a start in another partition',
      { KeyConditionExpression: 'pk = :p', ExclusiveStartKey: { pk: { S: 'p1' }, sk: { S: 's' } } },
      /outside query boundaries/,
    ],
    [
      'a start that is no key',
      { KeyConditionExpression: 'pk = :p', ExclusiveStartKey: { pk: { S: 'p0' } } },
      /starting key is invalid/,
    ],
  ])('is refused with %s', async (_, input, message) => {
    const answer = query({
      ExpressionAttributeValues: { ':p': { S: 'p0' } },
      ...(input as Partial<QueryCommandInput>),
    });

    await expect(answer).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringMatching(message) as string,
    });
  });
});

describe('a scan', () => {
  it('finds every item once, in pages', async () => {
    const { Items, pages } = await allPages((start) => scan({ Limit: 7, ...from(start) }));

    const keys = Items.map((item) => `${item.pk?.S} ${item.sk?.S}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.filter((key) => /^p[01] s/.test(key))).toHaveLength(50);
    expect(pages).toBeGreaterThan(7);
  });

  it.each([1, 2, 3, 7])('finds every item in exactly one of %i segments', async (TotalSegments) => {
    const all = (await allPages((start) => scan(from(start)))).Items;

    const parts = await Promise.all(
      Array.from({ length: TotalSegments }, (_, Segment) =>
        allPages((start) => scan({ Segment, TotalSegments, Limit: 5, ...from(start) })),
      ),
    );

    const found = parts.flatMap((part) => part.Items);
    expect(found).toHaveLength(all.length);
    expect(found).toEqual(expect.arrayContaining(all));
  });

  it('of an index finds only the items that are in it', async () => {
    const answer = await scan({ IndexName: 'byClan', Select: 'COUNT' });

    expect(answer.Count).toBe(45 + 7);
  });

  it('refuses a start in another segment', async () => {
    const page = await scan({ Segment: 0, TotalSegments: 2, Limit: 1 });

    const answer = scan({ Segment: 1, TotalSegments: 2, ExclusiveStartKey: page.LastEvaluatedKey });

    await expect(answer).rejects.toThrow(/correct Segment/);
  });
});

function from(start: Item | undefined): { ExclusiveStartKey?: Item } {
  return start === undefined ? {} : { ExclusiveStartKey: start };
}

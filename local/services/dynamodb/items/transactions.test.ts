import {
  BatchGetItemCommand,
  GetItemCommand,
  PutItemCommand,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import type { TransactWriteItem, TransactWriteItemsCommandInput } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { idTable, startDynamoDb } from '../testing/dynamodb-endpoint.ts';
import type { DynamoDbEndpoint } from '../testing/dynamodb-endpoint.ts';

let dynamo: DynamoDbEndpoint;
let prefix = '';
let tests = 0;
const TableName = 'Accounts';

beforeAll(async () => {
  dynamo = await startDynamoDb();
  await dynamo.client.send(idTable(TableName));
  await dynamo.client.send(idTable('Others'));
});
beforeEach(() => {
  prefix = `test-${(tests += 1)}`;
});
afterAll(() => dynamo.close());

const key = (name: string) => ({ id: { S: `${prefix}-${name}` } });
const put = (name: string, value: string, others: object = {}): TransactWriteItem => ({
  Put: { TableName, Item: { ...key(name), v: { N: value } }, ...others },
});
const transact = (TransactItems: TransactWriteItem[], others: Partial<TransactWriteItemsCommandInput> = {}) =>
  dynamo.client.send(new TransactWriteItemsCommand({ TransactItems, ...others }));
const value = async (name: string, table = TableName) =>
  (await dynamo.client.send(new GetItemCommand({ TableName: table, Key: key(name) }))).Item?.v?.N;
const absent = { ConditionExpression: 'attribute_not_exists(id)' };
const failure = (answer: Promise<unknown>) =>
  answer.then(
    () => expect.unreachable(),
    (error: unknown) => error,
  );

describe('a transaction', () => {
  it('puts, updates, deletes and checks, in several tables', async () => {
    await transact([put('a', '1'), put('b', '1'), put('c', '1')]);

    const answer = await transact(
      [
        put('new', '2', absent),
        {
          Update: {
            TableName,
            Key: key('a'),
            UpdateExpression: 'SET v = v + :one',
            ExpressionAttributeValues: { ':one': { N: '1' } },
          },
        },
        { Delete: { TableName, Key: key('b'), ConditionExpression: 'attribute_exists(id)' } },
        {
          ConditionCheck: {
            TableName,
            Key: key('c'),
            ConditionExpression: 'v = :one',
            ExpressionAttributeValues: { ':one': { N: '1' } },
          },
        },
        { Put: { TableName: 'Others', Item: { ...key('o'), v: { N: '3' } } } },
      ],
      { ReturnConsumedCapacity: 'TOTAL' },
    );

    expect(await Promise.all(['new', 'a', 'b', 'c'].map((name) => value(name)))).toEqual(['2', '2', undefined, '1']);
    expect(await value('o', 'Others')).toBe('3');
    expect(answer.ConsumedCapacity).toContainEqual({ TableName: 'Others', CapacityUnits: 2 });
  });

  it('does nothing when one condition is not met, and gives the reasons in the order of its actions', async () => {
    await transact([put('there', '1')]);

    const error = await failure(
      transact([
        put('first', '1'),
        put('there', '2', { ...absent, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }),
        { ConditionCheck: { TableName, Key: key('gone'), ConditionExpression: 'attribute_exists(id)' } },
        put('last', '1'),
      ]),
    );

    expect(error).toMatchObject({
      name: 'TransactionCanceledException',
      message:
        'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed, ConditionalCheckFailed, None]',
      CancellationReasons: [
        { Code: 'None' },
        {
          Code: 'ConditionalCheckFailed',
          Message: 'The conditional request failed',
          Item: { ...key('there'), v: { N: '1' } },
        },
        { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' },
        { Code: 'None' },
      ],
    });
    expect(await Promise.all(['first', 'there', 'last'].map((name) => value(name)))).toEqual([
      undefined,
      '1',
      undefined,
    ]);
  });

  it('sees its items as they were before it, and tells which action does not fit its item', async () => {
    const error = await failure(
      transact([
        put('a', '1'),
        { Update: { TableName, Key: key('b'), UpdateExpression: 'SET v = absent' } },
        { Delete: { TableName, Key: { wrong: { S: 'key' } } } },
      ]),
    );

    expect(error).toMatchObject({ name: 'TransactionCanceledException' });
    expect(
      (error as { CancellationReasons: { Code: string }[] }).CancellationReasons.map(({ Code }) => Code),
    ).toContain('ValidationError');
    expect(await value('a')).toBeUndefined();
  });

  it.each([
    [
      'an item twice',
      () => [put('a', '1'), { Delete: { TableName, Key: key('a') } }],
      /multiple operations on one item/,
    ],
    [
      'more than 100 actions',
      () => Array.from({ length: 101 }, (_, n) => put(String(n), '1')),
      /less than or equal to 100/,
    ],
    ['no actions', () => [], /greater than or equal to 1/],
    [
      'an action of two kinds',
      () => [{ ...put('a', '1'), Delete: { TableName, Key: key('b') } }],
      /can only contain one of/,
    ],
    [
      'more than 4 MB',
      () =>
        Array.from({ length: 11 }, (_, n) => ({
          Put: { TableName, Item: { ...key(String(n)), s: { S: 'x'.repeat(400_000) } } },
        })),
      /bytes/,
    ],
  ] as [string, () => TransactWriteItem[], RegExp][])('is refused with %s', async (_, items, message) => {
    const error = await failure(transact(items()));

    expect(error).toMatchObject({ name: 'ValidationException', message: expect.stringMatching(message) as string });
    expect(await value('a')).toBeUndefined();
  });

  it('is refused for a table that is not there, and with a member that is not simulated', async () => {
    const elsewhere = [put('a', '1'), { Delete: { TableName: 'Nowhere', Key: key('a') } }];
    const raw = await dynamo.call('TransactWriteItems', {
      TransactItems: [put('b', '1', { Expected: { id: { Exists: false } } })],
    });

    await expect(transact(elsewhere)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await expect(transact([put('a', '1', { Expected: {} })])).resolves.toBeDefined();
    expect(raw.body.message).toMatch(/TransactWriteItems with TransactItems\.Put\.Expected is not simulated/);
  });

  it('is made once for one token within ten minutes, and refuses another transaction with it', async () => {
    const add = (n: string) => ({
      Update: {
        TableName,
        Key: key('sum'),
        UpdateExpression: 'ADD v :n',
        ExpressionAttributeValues: { ':n': { N: n } },
      },
    });
    const ClientRequestToken = `${prefix}-token`;

    await transact([add('1')], { ClientRequestToken });
    await dynamo.time.turn(9 * 60_000);
    await transact([add('1')], { ClientRequestToken });
    const other = transact([add('2')], { ClientRequestToken });

    await expect(other).rejects.toMatchObject({ name: 'IdempotentParameterMismatchException' });
    expect(await value('sum')).toBe('1');
    await dynamo.time.turn(60_000);
    await transact([add('2')], { ClientRequestToken });
    expect(await value('sum')).toBe('3');
  });

  it('that was cancelled may be sent again with its token', async () => {
    const ClientRequestToken = `${prefix}-token`;
    const items = [put('a', '1', { ConditionExpression: 'attribute_exists(id)' })];

    await expect(transact(items, { ClientRequestToken })).rejects.toThrow('ConditionalCheckFailed');
    await dynamo.client.send(new PutItemCommand({ TableName, Item: key('a') }));

    await expect(transact(items, { ClientRequestToken })).resolves.toBeDefined();
  });

  it('never conflicts with others: each sees all or nothing of the others', async () => {
    await transact([put('x', '0'), put('y', '0')]);
    const both = (n: number) => transact([put('x', String(n)), put('y', String(n))]);

    const writes = Array.from({ length: 30 }, (_, n) => both(n));
    const reads = await Promise.all(
      Array.from({ length: 30 }, () =>
        dynamo.client.send(
          new TransactGetItemsCommand({
            TransactItems: [{ Get: { TableName, Key: key('x') } }, { Get: { TableName, Key: key('y') } }],
          }),
        ),
      ),
    );
    await Promise.all(writes);

    for (const { Responses = [] } of reads) expect(Responses[0]?.Item?.v).toEqual(Responses[1]?.Item?.v);
  });
});

describe('a transaction of reads', () => {
  it('answers in the order of its keys, with nothing for what is not there', async () => {
    await transact([put('a', '1'), put('b', '2')]);

    const { Responses, ConsumedCapacity } = await dynamo.client.send(
      new TransactGetItemsCommand({
        TransactItems: [
          { Get: { TableName, Key: key('b'), ProjectionExpression: 'v' } },
          { Get: { TableName, Key: key('gone') } },
          { Get: { TableName, Key: key('a') } },
        ],
        ReturnConsumedCapacity: 'TOTAL',
      }),
    );

    expect(Responses).toEqual([{ Item: { v: { N: '2' } } }, {}, { Item: { ...key('a'), v: { N: '1' } } }]);
    expect(ConsumedCapacity).toEqual([{ TableName, CapacityUnits: 6 }]);
  });

  it('and a batch of reads are refused with a key that does not fit', async () => {
    const wrong = { wrong: { S: 'key' } };
    const single = new TransactGetItemsCommand({ TransactItems: [{ Get: { TableName, Key: wrong } }] });
    const batch = new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: [wrong] } } });

    await expect(dynamo.client.send(single)).rejects.toMatchObject({ name: 'TransactionCanceledException' });
    await expect(dynamo.client.send(batch)).rejects.toThrow('The provided key element does not match the schema');
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryStorage } from '../../state/memory-storage.ts';
import { turnableTime } from '../../testing/turnable-time.ts';
import { dynamoDb } from './index.ts';
import type { DynamoDb } from './index.ts';

type Model = Map<string, Record<string, unknown>>;

const key = fc.tuple(fc.constantFrom('a', 'b'), fc.constantFrom('1', '2', '10', '-3'));
const write = fc.oneof(
  fc.record({ kind: fc.constant('put' as const), key, value: fc.integer({ min: -5, max: 5 }), isNew: fc.boolean() }),
  fc.record({ kind: fc.constant('add' as const), key, value: fc.integer({ min: -5, max: 5 }) }),
  fc.record({ kind: fc.constant('delete' as const), key, mustExist: fc.boolean() }),
);
const step = fc.oneof(
  { weight: 6, arbitrary: write },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('transact' as const),
      writes: fc.array(write, { minLength: 1, maxLength: 4 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const) }) },
);
type Write = typeof write extends fc.Arbitrary<infer T> ? T : never;
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const keyOf = ([pk, sk]: [string, string]) => ({ pk: { S: pk }, sk: { N: sk } });
const nameOf = ([pk, sk]: [string, string]): string => `${pk} ${sk}`;

/** The request of a write, as the action of a transaction. */
function request(one: Write): { Put?: object; Update?: object; Delete?: object } {
  const target = { TableName: 'Table', Key: keyOf(one.key) };
  if (one.kind === 'delete') {
    return { Delete: { ...target, ...(one.mustExist ? { ConditionExpression: 'attribute_exists(pk)' } : {}) } };
  }
  const value = { N: String(one.value) };
  if (one.kind === 'add') {
    return { Update: { ...target, UpdateExpression: 'ADD v :v', ExpressionAttributeValues: { ':v': value } } };
  }
  const condition = one.isNew ? { ConditionExpression: 'attribute_not_exists(pk)' } : {};
  return { Put: { TableName: 'Table', Item: { ...keyOf(one.key), v: value }, ...condition } };
}

/** What the model says to a write: whether it may happen, and then it has. */
function apply(model: Model, one: Write): boolean {
  const name = nameOf(one.key);
  const before = model.get(name);
  if (one.kind === 'delete') {
    model.delete(name);
    return !one.mustExist || before !== undefined;
  }
  const old = one.kind === 'add' ? Number((before?.v as { N: string } | undefined)?.N ?? 0) : 0;
  model.set(name, { ...keyOf(one.key), v: { N: String(old + one.value) } });
  return one.kind === 'add' || !one.isNew || before === undefined;
}

async function call(db: DynamoDb, operation: string, input: object): Promise<{ status: number; body: unknown }> {
  const { status, body } = await db.services[0]!.handle({
    method: 'POST',
    path: '/',
    query: '',
    headers: { 'x-amz-target': `DynamoDB_20120810.${operation}` },
    body: Buffer.from(JSON.stringify(input)),
    requestId: 'request',
    accessKeyId: undefined,
  });
  return { status, body: JSON.parse(body as string) as unknown };
}

/** Does a step in both, and compares what they say. */
async function run(db: DynamoDb, model: Model, one: Exclude<Step, { kind: 'restart' }>): Promise<void> {
  const writes = one.kind === 'transact' ? one.writes : [one];
  const names = writes.map((each) => nameOf(each.key));
  const attempt: Model = new Map(model);
  const isAllowed =
    new Set(names).size === names.length && writes.map((each) => apply(attempt, each)).every((may) => may);

  const [[kind, input]] = Object.entries(request(writes[0]!)) as [[string, object]];
  const answer =
    one.kind === 'transact'
      ? await call(db, 'TransactWriteItems', { TransactItems: writes.map(request) })
      : await call(db, `${kind}Item`, input);

  expect(answer.status).toBe(isAllowed ? 200 : 400);
  if (!isAllowed) return;
  model.clear();
  for (const [name, item] of attempt) model.set(name, item);
}

async function allItems(db: DynamoDb, IndexName?: string): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  for (const pk of ['a', 'b']) {
    const { body } = await call(db, 'Query', {
      TableName: 'Table',
      ...(IndexName === undefined ? {} : { IndexName }),
      KeyConditionExpression: 'pk = :p',
      ExpressionAttributeValues: { ':p': { S: pk } },
    });
    items.push(...(body as { Items: Record<string, unknown>[] }).Items);
  }
  return items;
}

describe('a table', () => {
  it('is what a simple map is, whatever is put, updated, deleted and done in transactions, also after restarts', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const storage = memoryStorage();
        const open = (): DynamoDb =>
          dynamoDb({ storage, timers: turnableTime(), region: 'eu-west-1', accountId: '000000000000' });
        let db = open();
        await call(db, 'CreateTable', table);
        const model: Model = new Map();

        for (const one of steps) {
          if (one.kind === 'restart') db = open();
          else await run(db, model, one);
        }

        const sorted = (attribute: string) =>
          [...model.values()].sort(
            (a, b) =>
              JSON.stringify(a.pk).localeCompare(JSON.stringify(b.pk)) ||
              Number((a[attribute] as { N: string }).N) - Number((b[attribute] as { N: string }).N),
          );
        expect(await allItems(db)).toEqual(sorted('sk'));
        const byValue = (await allItems(db, 'byValue')).map((item) => [item.pk, item.v]);
        expect(byValue).toEqual(sorted('v').map((item) => [item.pk, item.v]));
        expect(replayed(db)).toEqual(model);
      }),
      { numRuns: 150 },
    );
  });
});

/** What the changes of the stream, made one after the other, come to. */
function replayed(db: DynamoDb): Model {
  const model: Model = new Map();
  for (const { shardId } of db.streams.shards(arn)!) {
    for (const { dynamodb } of db.streams.read(arn, shardId, undefined, 1000).records) {
      const { pk, sk } = dynamodb.Keys as { pk: { S: string }; sk: { N: string } };
      const before = model.get(`${pk.S} ${sk.N}`);
      expect(dynamodb.OldImage).toEqual(before);
      if (dynamodb.NewImage === undefined) model.delete(`${pk.S} ${sk.N}`);
      else model.set(`${pk.S} ${sk.N}`, dynamodb.NewImage);
    }
  }
  return model;
}

const arn = 'arn:aws:dynamodb:eu-west-1:000000000000:table/Table/stream/2026-01-01T00:00:00.000';

const table = {
  TableName: 'Table',
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'sk', AttributeType: 'N' },
    { AttributeName: 'v', AttributeType: 'N' },
  ],
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  LocalSecondaryIndexes: [
    {
      IndexName: 'byValue',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'v', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'ALL' },
    },
  ],
  StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
};

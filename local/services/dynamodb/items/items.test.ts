import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  ScanCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { AttributeValue, UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { idTable, pairTable, startDynamoDb } from '../testing/dynamodb-endpoint.ts';
import type { DynamoDbEndpoint } from '../testing/dynamodb-endpoint.ts';

let dynamo: DynamoDbEndpoint;
let id = '';
let tests = 0;
const TableName = 'Things';

beforeAll(async () => {
  dynamo = await startDynamoDb();
  await dynamo.client.send(idTable(TableName));
  await dynamo.client.send(pairTable('Pairs'));
});
beforeEach(() => {
  id = `item-${(tests += 1)}`;
});
afterAll(() => dynamo.close());

const put = (attributes: Record<string, AttributeValue>, others: object = {}) =>
  dynamo.client.send(new PutItemCommand({ TableName, Item: { id: { S: id }, ...attributes }, ...others }));
const get = async () => (await dynamo.client.send(new GetItemCommand({ TableName, Key: { id: { S: id } } }))).Item;
const update = (input: Partial<UpdateItemCommandInput>) =>
  dynamo.client.send(new UpdateItemCommand({ TableName, Key: { id: { S: id } }, ...input }));

function listsInEachOther(levels: number): AttributeValue {
  return levels === 0 ? { S: 'x' } : { L: [listsInEachOther(levels - 1)] };
}

describe('an item', () => {
  it('comes back as it was put, in every type', async () => {
    const attributes: Record<string, AttributeValue> = {
      text: { S: 'Atlas' },
      number: { N: '-12.5' },
      bytes: { B: new Uint8Array([0, 1, 255]) },
      yes: { BOOL: true },
      no: { BOOL: false },
      nothing: { NULL: true },
      texts: { SS: ['a', 'b'] },
      numbers: { NS: ['1', '2.5'] },
      list: { L: [{ S: 'a' }, { L: [] }, { M: { deep: { N: '1' } } }] },
      map: { M: { constructor: { S: 'c' }, '': { S: 'empty name' } } },
    };

    await put(attributes);

    expect(await get()).toEqual({ id: { S: id }, ...attributes });
  });

  it.each([
    ['emoji', '🐉🔥 and 👩‍👧'],
    ['lone surrogates', 'a\ud83d b\udc09'],
    ['a lone character', 'x'],
    ['nothing', ''],
    ['a thousand characters', 'Ж'.repeat(1000)],
    ['quotes and backslashes', `"quoted" 'single' \\ \\" \u0000 \n \u2028`],
  ])('keeps a text of %s exactly', async (_, text) => {
    await put({ text: { S: text }, list: { L: [{ S: text }] }, map: { M: { [text || 'name']: { S: text } } } });

    expect(await get()).toMatchObject({
      text: { S: text },
      list: { L: [{ S: text }] },
      map: { M: { [text || 'name']: { S: text } } },
    });
  });

  it('keeps its numbers exactly, to 38 digits, in their plain form', async () => {
    await put({
      long: { N: '12345678901234567890123456789012345678' },
      small: { N: '1e-130' },
      zeros: { N: '001.50' },
      power: { N: '1.5E3' },
      negative: { N: '-0' },
    });

    expect(await get()).toMatchObject({
      long: { N: '12345678901234567890123456789012345678' },
      small: { N: `0.${'0'.repeat(129)}1` },
      zeros: { N: '1.5' },
      power: { N: '1500' },
      negative: { N: '0' },
    });
  });

  it.each([
    ['39 digits', { n: { N: '123456789012345678901234567890123456789' } }, /38 significant digits/],
    ['a number that is too large', { n: { N: '1e126' } }, /overflow/],
    ['a text in place of a number', { n: { N: 'five' } }, /numeric value/],
    ['an empty set', { s: { SS: [] } }, /set {2}may not be empty/],
    ['a set that repeats itself', { s: { SS: ['a', 'a'] } }, /contains duplicates/],
    ['more than 400 KB', { s: { S: 'é'.repeat(205_000) } }, /maximum allowed size/],
    ['lists in each other, 33 levels deep', { list: listsInEachOther(33) }, /Nesting Levels have exceeded/],
  ])('is refused with %s', async (_, attributes, message) => {
    await expect(put(attributes as Record<string, AttributeValue>)).rejects.toThrow(message);
    expect(await get()).toBeUndefined();
  });

  it('holds lists in each other, 32 levels deep', async () => {
    await put({ nested: listsInEachOther(32) });
    expect(await get()).toMatchObject({ nested: listsInEachOther(32) });

    const deeper = update({
      UpdateExpression: 'SET nested[1] = :x',
      ExpressionAttributeValues: { ':x': listsInEachOther(32) },
    });
    await expect(deeper).rejects.toThrow(/Nesting Levels have exceeded/);
  });

  it('may have any name, but no key may be empty', async () => {
    const empty = put({ id: { S: '' } });

    await expect(empty).rejects.toThrow(/cannot contain an empty string value/);
  });

  it('is refused with an attribute that has the prototype’s name, by name, wherever it stands', async () => {
    const items = ['"__proto__":{"S":"x"}', '"map":{"M":{"__proto__":{"S":"x"}}}', '"__proto_\\u005f":{"S":"x"}'];
    for (const attribute of items) {
      const body = `{"TableName":"${TableName}","Item":{"id":{"S":"proto"},${attribute}}}`;

      const answer = await dynamo.call('PutItem', body);

      expect(answer).toMatchObject({ status: 501, body: { message: expect.stringContaining('__proto__') as string } });
    }
    const named = update({
      UpdateExpression: 'SET #p = :x',
      ExpressionAttributeNames: { '#p': '__proto__' },
      ExpressionAttributeValues: { ':x': { S: 'x' } },
    });
    await expect(named).rejects.toThrow(/__proto__ is not simulated/);
    const spelled = ['SET __proto__ = :x', 'SET map.__proto__ = :x', 'SET n = if_not_exists(__proto__, :x)'];
    for (const UpdateExpression of spelled) {
      const change = update({ UpdateExpression, ExpressionAttributeValues: { ':x': { S: 'x' } } });
      await expect(change).rejects.toThrow(/__proto__ is not simulated/);
    }
    await put({ text: { S: 'a value "__proto__": is a text like others' } });
    await update({ UpdateExpression: 'SET n = :__proto__', ExpressionAttributeValues: { ':__proto__': { N: '1' } } });
  });

  it('answers what is there before and after, as asked', async () => {
    await put({ n: { N: '1' }, kept: { S: 'k' } });
    const change = { UpdateExpression: 'SET n = n + :one', ExpressionAttributeValues: { ':one': { N: '1' } } };

    const answers = [];
    for (const ReturnValues of ['NONE', 'ALL_OLD', 'UPDATED_OLD', 'ALL_NEW', 'UPDATED_NEW'] as const) {
      answers.push((await update({ ...change, ReturnValues })).Attributes);
    }
    const replaced = await put({ n: { N: '9' } }, { ReturnValues: 'ALL_OLD' });
    const deleted = await dynamo.client.send(
      new DeleteItemCommand({ TableName, Key: { id: { S: id } }, ReturnValues: 'ALL_OLD' }),
    );

    expect(answers).toEqual([
      undefined,
      { id: { S: id }, n: { N: '2' }, kept: { S: 'k' } },
      { n: { N: '3' } },
      { id: { S: id }, n: { N: '5' }, kept: { S: 'k' } },
      { n: { N: '6' } },
    ]);
    expect(replaced.Attributes).toMatchObject({ n: { N: '6' } });
    expect(deleted.Attributes).toEqual({ id: { S: id }, n: { N: '9' } });
    expect(await get()).toBeUndefined();
  });
});

describe('a condition', () => {
  it('keeps an item from being written, and tells it to those who ask', async () => {
    await put({ v: { N: '1' } });

    const quiet = put({ v: { N: '2' } }, { ConditionExpression: 'attribute_not_exists(id)' });
    const telling = update({
      UpdateExpression: 'SET v = :new',
      ConditionExpression: 'v = :old',
      ExpressionAttributeValues: { ':old': { N: '0' }, ':new': { N: '2' } },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });

    const [silence, word] = (await Promise.allSettled([quiet, telling])).map(
      (one) => (one as PromiseRejectedResult).reason as { Item?: unknown },
    );
    expect(silence).toMatchObject({ message: 'The conditional request failed' });
    expect(silence?.Item).toBeUndefined();
    expect(word).toBeInstanceOf(ConditionalCheckFailedException);
    expect(word?.Item).toEqual({ id: { S: id }, v: { N: '1' } });
    expect(await get()).toMatchObject({ v: { N: '1' } });
  });

  it('of an idempotency record takes an item over that is missing or has expired', async () => {
    const claim = (now: number) =>
      put(
        { expiry: { N: String(now + 10) } },
        {
          ConditionExpression: 'attribute_not_exists(id) OR #expiry < :now',
          ExpressionAttributeNames: { '#expiry': 'expiry' },
          ExpressionAttributeValues: { ':now': { N: String(now) } },
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        },
      );

    await claim(100);

    await expect(claim(105)).rejects.toHaveProperty('Item.expiry', { N: '110' });
    await expect(claim(111)).resolves.toBeDefined();
  });

  const item: Record<string, AttributeValue> = {
    n: { N: '10' },
    s: { S: 'dragon' },
    empty: { S: '' },
    b: { B: new Uint8Array([1, 2, 255]) },
    set: { NS: ['1', '2'] },
    list: { L: [{ S: 'a' }, { M: { x: { N: '1' } } }] },
    map: { M: { a: { N: '1' }, b: { L: [] } } },
    no: { BOOL: false },
  };
  it.each([
    ['n = :v', { N: '10.0' }, true],
    ['n < :v', { N: '9' }, false],
    ['n < :v', { N: '100000000000000000000' }, true],
    ['n < :v', { S: '9' }, false],
    ['n <> :v', { S: '10' }, true],
    ['absent <> :v', { N: '1' }, true],
    ['absent = :v', { N: '1' }, false],
    ['absent = gone AND n = :v', { N: '10' }, false],
    ['n BETWEEN :v AND n', { N: '9' }, true],
    ['n IN (:v, absent)', { N: '10' }, true],
    ['s > :v', { S: 'dr' }, true],
    ['s < :v', { S: '\u{1F409}' }, true],
    ['begins_with(s, :v)', { S: 'dra' }, true],
    ['begins_with(b, :v)', { B: new Uint8Array([1, 2]) }, true],
    ['contains(s, :v)', { S: 'ago' }, true],
    ['contains(#set, :v)', { N: '2' }, true],
    ['contains(#list, :v)', { M: { x: { N: '1' } } }, true],
    ['#list[0] = :v', { S: 'a' }, true],
    ['#list[1].x = :v', { N: '1' }, true],
    ['#map = :v', { M: { b: { L: [] }, a: { N: '1' } } }, true],
    ['#set = :v', { NS: ['2', '1'] }, true],
    ['size(#list) = :v', { N: '2' }, true],
    ['size(#empty) = :v', { N: '0' }, true],
    ['attribute_type(#no, :v)', { S: 'BOOL' }, true],
    ['attribute_exists(#no) AND NOT n = :v', { N: '11' }, true],
    ['attribute_not_exists(#constructor) AND n = :v', { N: '10' }, true],
    ['(n = :v OR s = :v) AND attribute_exists(b)', { N: '10' }, true],
  ] as const)('%s with %j', async (ConditionExpression, value, isMet) => {
    await put(item);
    const names = {
      '#set': 'set',
      '#list': 'list',
      '#map': 'map',
      '#empty': 'empty',
      '#no': 'no',
      '#constructor': 'constructor',
    };
    const used = Object.entries(names).filter(([name]) => ConditionExpression.includes(name));

    const answer = update({
      UpdateExpression: 'SET done = :v',
      ConditionExpression,
      ...(used.length === 0 ? {} : { ExpressionAttributeNames: Object.fromEntries(used) }),
      ExpressionAttributeValues: { ':v': value as unknown as AttributeValue },
    });

    if (isMet) await expect(answer).resolves.toBeDefined();
    else await expect(answer).rejects.toThrow('The conditional request failed');
  });

  it.each([
    ['a reserved word', 'status = :v', /reserved keyword: status/],
    ['a name that nobody defined', '#x = :v', /not defined; attribute name: #x/],
    ['nonsense', 'n = = :v', /Syntax error/],
    ['an unknown function', 'starts_with(n, :v)', /Invalid function name; function: starts_with/],
    ['too much', `n = :v OR ${'n = :v OR '.repeat(500)} n = :v`, /Expression size has exceeded/],
  ])('with %s is refused', async (_, ConditionExpression, message) => {
    const answer = put({}, { ConditionExpression, ExpressionAttributeValues: { ':v': { N: '1' } } });

    await expect(answer).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringMatching(message) as string,
    });
  });
});

describe('an update', () => {
  it.each([
    ['SET a = b, b = a', { a: { N: '2' }, b: { N: '1' } }],
    ['SET a = a - :n, c = if_not_exists(c, :n)', { a: { N: '-4' }, c: { N: '5' } }],
    ['SET c = if_not_exists(a, :n)', { c: { N: '1' } }],
    ['SET l[1] = :n, l[9] = :n', { l: { L: [{ N: '0' }, { N: '5' }, { N: '2' }, { N: '5' }] } }],
    ['SET l = list_append(l, :l)', { l: { L: [{ N: '0' }, { N: '1' }, { N: '2' }, { S: 'x' }] } }],
    ['REMOVE l[0], l[1]', { l: { L: [{ N: '2' }] } }],
    ['REMOVE l[0] SET l[2] = :n', { l: { L: [{ N: '1' }, { N: '5' }] } }],
    ['SET m.x.y = :n REMOVE m.z', { m: { M: { x: { M: { y: { N: '5' } } } } } }],
    ['ADD a :n, fresh :n, s :set', { a: { N: '6' }, fresh: { N: '5' }, s: { SS: ['p', 'q', 'r'] } }],
    ['DELETE s :set', { s: { SS: ['p'] } }],
    ['DELETE s :all', { s: undefined }],
    ['REMOVE a, absent', { a: undefined }],
    ['ADD tenth :tenth SET third = tenth + :tenth', { tenth: { N: '0.3' }, third: { N: '0.3' } }],
  ])('%s', async (UpdateExpression, expected) => {
    await put({
      a: { N: '1' },
      b: { N: '2' },
      l: { L: [{ N: '0' }, { N: '1' }, { N: '2' }] },
      m: { M: { x: { M: {} }, z: { S: 'z' } } },
      s: { SS: ['p', 'q'] },
      tenth: { N: '0.1' },
    });
    const values = {
      ':n': { N: '5' },
      ':l': { L: [{ S: 'x' }] },
      ':set': { SS: ['q', 'r'] },
      ':all': { SS: ['p', 'q'] },
      ':tenth': { N: '0.2' },
    };
    const used = Object.entries(values).filter(([name]) => new RegExp(`${name}\\b`).test(UpdateExpression));

    await update({
      UpdateExpression,
      ...(used.length === 0 ? {} : { ExpressionAttributeValues: Object.fromEntries(used) }),
    });

    const item = (await get())!;
    for (const [name, value] of Object.entries(expected)) expect(item[name], name).toEqual(value);
  });

  it('creates an item that is not there, also without an expression', async () => {
    await update({});

    expect(await get()).toEqual({ id: { S: id } });
  });

  it.each([
    ['SET id = :v', /part of the key/],
    ['SET absent.x = :v', /document path provided in the update expression is invalid/],
    ['SET n.x = :v', /document path provided in the update expression is invalid/],
    ['SET a = absent, b = :v', /refers to an attribute that does not exist/],
    ['SET a = n + s, b = :v', /incorrect data type/],
    ['ADD s :v', /incorrect data type/],
    ['SET a = :v, a.b = :v', /paths overlap/],
    ['SET big = big + big, b = :v', /overflow/],
    ['SET b = n', /unused in expressions: keys: {:v}/],
  ])('%s is refused, and nothing changes', async (UpdateExpression, message) => {
    await put({ n: { N: '1' }, s: { S: 's' }, big: { N: '9e125' } });
    const before = await get();

    const answer = update({ UpdateExpression, ExpressionAttributeValues: { ':v': { N: '1' } } });

    await expect(answer).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringMatching(message) as string,
    });
    expect(await get()).toEqual(before);
  });
});

describe('a batch', () => {
  it('writes and reads many items of several tables', async () => {
    const other = { pk: { S: id }, sk: { S: 'x' } };
    await put({ old: { S: 'o' } });

    const written = await dynamo.client.send(
      new BatchWriteItemCommand({
        RequestItems: {
          [TableName]: [
            { DeleteRequest: { Key: { id: { S: id } } } },
            { PutRequest: { Item: { id: { S: `${id}-2` }, v: { N: '2' } } } },
          ],
          Pairs: [{ PutRequest: { Item: other } }],
        },
        ReturnConsumedCapacity: 'TOTAL',
      }),
    );
    const found = await dynamo.client.send(
      new BatchGetItemCommand({
        RequestItems: {
          [TableName]: {
            Keys: [{ id: { S: id } }, { id: { S: `${id}-2` } }],
            ProjectionExpression: 'v',
            ConsistentRead: true,
          },
          Pairs: { Keys: [other] },
        },
      }),
    );

    expect(written.UnprocessedItems).toEqual({});
    expect(written.ConsumedCapacity).toEqual([
      { TableName, CapacityUnits: 2 },
      { TableName: 'Pairs', CapacityUnits: 1 },
    ]);
    expect(found.Responses).toEqual({ [TableName]: [{ v: { N: '2' } }], Pairs: [other] });
    expect(found.UnprocessedKeys).toEqual({});
  });

  it('leaves for another request what is beyond 16 MB', async () => {
    const keys = Array.from({ length: 45 }, (_, n) => ({ id: { S: `${id}-${n}` } }));
    for (const key of keys) {
      await dynamo.client.send(new PutItemCommand({ TableName, Item: { ...key, s: { S: 'x'.repeat(400_000) } } }));
    }

    const found = await dynamo.client.send(new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: keys } } }));

    const left = found.UnprocessedKeys?.[TableName]?.Keys ?? [];
    expect(left.length).toBeGreaterThan(0);
    expect((found.Responses?.[TableName]?.length ?? 0) + left.length).toBe(45);
  });

  it('is refused when it names an item twice or has more than 25 writes, and writes nothing', async () => {
    const request = (key: string) => ({ PutRequest: { Item: { id: { S: key } } } });
    const write = (requests: ReturnType<typeof request>[]) =>
      dynamo.client.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: requests } }));
    const tooMany = Array.from({ length: 26 }, (_, n) => request(`${id}-${n}`));

    await expect(write([request(id), request(id)])).rejects.toThrow('Provided list of item keys contains duplicates');
    await expect(write(tooMany)).rejects.toMatchObject({ name: 'ValidationException' });
    expect(await get()).toBeUndefined();
  });
});

describe('what is not simulated', () => {
  it('is an expression whose parentheses nest deeper than seven levels', async () => {
    const nested = (levels: number) => `${'NOT ('.repeat(levels)}n = :v${')'.repeat(levels)}`;
    const values = { ExpressionAttributeValues: { ':v': { N: '1' } } };

    await expect(put({ n: { N: '1' } }, { ConditionExpression: nested(5), ...values })).resolves.toBeDefined();
    await expect(put({}, { ConditionExpression: nested(8), ...values })).rejects.toThrow(/deeper than 7 levels/);
    const transaction = await dynamo.call('TransactWriteItems', {
      TransactItems: [{ Put: { TableName, Item: { id: { S: id } }, ConditionExpression: nested(12), ...values } }],
    });
    expect(transaction.status).toBe(501);
  });

  it('is refused by name: members from before expressions', async () => {
    const scan = () => dynamo.client.send(new ScanCommand({ TableName, AttributesToGet: ['id'] }));
    const nested = await dynamo.call('BatchGetItem', {
      RequestItems: { [TableName]: { Keys: [{ id: { S: 'a' } }], AttributesToGet: ['id'] } },
    });

    await expect(scan()).rejects.toThrow('dynamodb:Scan with AttributesToGet is not simulated');
    await expect(put({}, { Expected: { id: { Exists: false } } })).rejects.toThrow(
      'dynamodb:PutItem with Expected is not simulated',
    );
    expect(nested.body.message).toMatch(/BatchGetItem with RequestItems\.AttributesToGet/);
  });

  it.each(['ExecuteStatement', 'CreateBackup', 'CreateGlobalTable', 'ImportTable', 'ExportTableToPointInTime'])(
    'is refused by name: %s',
    async (operation) => {
      const answer = await dynamo.call(operation, {});

      expect(answer).toMatchObject({
        status: 501,
        body: { message: `dynamodb:${operation} is not simulated by the local AWS.` },
      });
    },
  );

  it.each<[string, object]>([
    ['DescribeTable', { TableName: 'arn:aws:dynamodb:eu-west-1:000000000000:table/Things' }],
    ['BatchGetItem', { RequestItems: { 'arn:aws:dynamodb:eu-west-1:000000000000:table/Things': { Keys: [] } } }],
    ['TransactGetItems', { TransactItems: [{ Get: { TableName: 'arn:aws:dynamodb:eu-west-1:0:table/Things' } }] }],
  ])('is the ARN of a table in the place of its name: %s', async (operation, input) => {
    const answer = await dynamo.call(operation, input);

    expect(answer).toMatchObject({
      status: 501,
      body: { message: expect.stringContaining(`dynamodb:${operation} with an ARN`) as string },
    });
  });

  it('is null in the place of a value, and documents without end', async () => {
    const deep = '{"L":['.repeat(20_000) + ']}'.repeat(20_000);

    const nothing = await dynamo.call('PutItem', { TableName, Item: { id: { S: 'a' }, b: null } });
    const inside = await dynamo.call('PutItem', { TableName, Item: { id: { S: 'a' }, b: { L: [null] } } });
    const endless = await dynamo.call('PutItem', `{"TableName":"${TableName}","Item":{"id":{"S":"a"},"b":${deep}}}`);

    for (const { status, body } of [nothing, inside, endless]) {
      expect(status).toBe(400);
      expect(body.__type).toMatch(/ValidationException|SerializationException/);
    }
  });
});

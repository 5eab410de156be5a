import { createServer, type Server } from 'node:http';
import { CreateTableCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { acceptReport } from '../../functions/dragons/dynamodb/accept-report.ts';
import { addDragon } from '../../functions/dragons/dynamodb/add-dragon.ts';
import { allDragons } from '../../functions/dragons/dynamodb/all-dragons.ts';
import { contacts } from '../../functions/dragons/dynamodb/contacts.ts';
import { findDragon } from '../../functions/dragons/dynamodb/find-dragon.ts';
import { findDragons } from '../../functions/dragons/dynamodb/find-dragons.ts';
import { findReport } from '../../functions/dragons/dynamodb/find-report.ts';
import { firstDataMark } from '../../functions/dragons/dynamodb/first-data-mark.ts';
import { dragonKeyOf, reportItem, type Item } from '../../functions/dragons/dynamodb/items.ts';
import { listReports } from '../../functions/dragons/dynamodb/list-reports.ts';
import { rejectReport } from '../../functions/dragons/dynamodb/reject-report.ts';
import { removeDragon } from '../../functions/dragons/dynamodb/remove-dragon.ts';
import { replaceDragon } from '../../functions/dragons/dynamodb/replace-dragon.ts';
import { submissionsOnDynamoDb } from '../../functions/dragons/dynamodb/submissions.ts';
import type { Table } from '../../functions/dragons/dynamodb/table.ts';
import { RegistryUnavailableError } from '../../functions/dragons/registry.ts';
import { dragon } from '../../functions/dragons/testing/dragons.ts';
import { storesContract, type Stores } from '../../functions/dragons/testing/registry-contract.ts';
import { newReport } from '../../functions/dragons/testing/reports.ts';
import { createEndpoint } from '../../local/services/endpoint.ts';
import { dynamoDb } from '../../local/services/dynamodb/index.ts';
import { memoryStorage } from '../../local/state/memory-storage.ts';
import { template } from '../testing/template.ts';

const region = 'us-east-1';
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
const database = dynamoDb({ storage: memoryStorage(), region, accountId: '123456789012' });
const endpoint = createEndpoint({ services: database.services, credentials: [credentials] });
let url: string;
let client: DynamoDBClient;
let tables = 0;

beforeAll(async () => {
  url = await endpoint.listen(0);
  client = new DynamoDBClient({ endpoint: url, region, credentials, maxAttempts: 2 });
});
afterAll(async () => {
  client.destroy();
  await endpoint.close();
  database.close();
});

/** New tables with the keys and indexes that template.yaml gives them. */
async function newTables(): Promise<{ registry: Table; shortLived: Table }> {
  tables += 1;
  const make = async (logicalId: string): Promise<Table> => {
    const TableName = `${logicalId}-${tables}`;
    const { BillingMode, KeySchema, AttributeDefinitions, GlobalSecondaryIndexes } = template.resources.get(logicalId)
      ?.properties as Record<string, any>;
    await client.send(
      new CreateTableCommand({ TableName, BillingMode, KeySchema, AttributeDefinitions, GlobalSecondaryIndexes }),
    );
    return { client, name: TableName };
  };
  return { registry: await make('RegistryTable'), shortLived: await make('ShortLivedTable') };
}

const registryOn = (table: Table): Stores['registry'] => ({
  find: findDragon(table),
  findAll: findDragons(table),
  all: allDragons(table),
  add: addDragon(table),
  replace: replaceDragon(table),
  remove: removeDragon(table),
});
const reportsOn = (table: Table): Stores['reports'] => ({
  find: findReport(table),
  list: listReports(table),
  accept: acceptReport(table),
  reject: rejectReport(table),
});

storesContract('in DynamoDB', async (now) => {
  const { registry, shortLived } = await newTables();
  return {
    registry: registryOn(registry),
    reports: reportsOn(registry),
    submissions: submissionsOnDynamoDb(client, { registry: registry.name, shortLived: shortLived.name }, now),
    contacts: contacts(shortLived, now),
    async putUnreadable(nameKey) {
      const Item = { ...dragonKeyOf(nameKey), dragonName: { N: '7' } };
      await client.send(new PutItemCommand({ TableName: registry.name, Item }));
    },
  };
});

it('the registry is read to its end, however many pages that takes', async () => {
  const { registry } = await newTables();
  // A page holds a megabyte.
  const description = 'x'.repeat(30_000);
  const names = Array.from({ length: 100 }, (_, index) => `dragon ${index}`);
  await Promise.all(names.map((dragonName) => addDragon(registry)(dragon({ dragonName, description }), 'import-1')));
  let found = 0;

  for await (const _ of allDragons(registry)()) found += 1;

  expect(found).toBe(100);
});

describe('reports of one reporter', () => {
  const { phoneNumber: _, ...kept } = newReport();
  /** Puts a report, and makes of it what a test is about. */
  const put = async ({ name }: Table, reportId: string, second: number, odd: Item = {}): Promise<void> => {
    const submittedAt = `2026-01-31T12:00:${String(second).padStart(2, '0')}.000Z`;
    const Item = { ...reportItem({ ...kept, reportId, submittedAt, status: 'PENDING' }), ...odd };
    await client.send(new PutItemCommand({ TableName: name, Item }));
  };

  it('fill their page although some cannot be read, and say how many those were', async () => {
    const { registry } = await newTables();
    for (const second of [9, 8, 4, 3]) await put(registry, `odd-${second}`, second, { status: { S: 'LOST' } });
    for (const second of [7, 6, 5, 2]) await put(registry, `fine-${second}`, second);

    const { reports, unreadable } = await listReports(registry)('subject-1', { limit: 4 });

    expect(reports.map(({ reportId }) => reportId)).toEqual(['fine-7', 'fine-6', 'fine-5', 'fine-2']);
    expect(unreadable).toBe(4);
  });

  it('are read to their end, however many pages that takes', async () => {
    const { registry } = await newTables();
    // A page holds a megabyte.
    const more = { remark: { S: 'x'.repeat(100_000) } };
    for (let second = 0; second < 30; second += 1) await put(registry, `report-${second}`, second, more);

    expect((await listReports(registry)('subject-1', { limit: 100 })).reports).toHaveLength(30);
  });
});

it('the first data is marked as loaded for good, and the mark is no dragon', async () => {
  const { registry } = await newTables();
  const mark = firstDataMark(registry);
  expect(await mark.isSet()).toBe(false);

  await mark.set();

  expect(await mark.isSet()).toBe(true);
  const found: unknown[] = [];
  for await (const entry of allDragons(registry)()) found.push(entry);
  expect(found).toEqual([]);
});

describe('when the answer to a write is lost and the client sends it again', () => {
  /** The client of a table, on a connection that breaks after a command was done, once. */
  const losing = (command: string, { name }: Table): Table => {
    const broken = new DynamoDBClient({ endpoint: url, region, credentials, maxAttempts: 2 });
    let isLost = false;
    broken.middlewareStack.add(
      (next, context) => async (args) => {
        const answer = await next(args);
        if (context.commandName !== command || isLost) return answer;
        isLost = true;
        throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
      },
      { step: 'deserialize', name: 'loseAnswer', priority: 'low' },
    );
    return { client: broken, name };
  };
  const first = { incarnation: 'import-1', number: 1 };

  it('an added dragon is added', async () => {
    const { registry } = await newTables();

    expect(await addDragon(losing('PutItemCommand', registry))(dragon(), 'import-1')).toBe('added');
  });

  it('a replaced dragon is replaced once', async () => {
    const { registry } = await newTables();
    await addDragon(registry)(dragon(), 'import-1');

    const replaced = await replaceDragon(losing('UpdateItemCommand', registry))(dragon({ city: 'nome' }), first);

    expect(replaced).toMatchObject({ version: { incarnation: 'import-1', number: 2 } });
    expect(await findDragon(registry)('Atlas')).toEqual(replaced);
  });

  it('a removed dragon is removed', async () => {
    const { registry } = await newTables();
    await addDragon(registry)(dragon(), 'import-1');

    expect(await removeDragon(losing('DeleteItemCommand', registry))('Atlas', first)).toBe('removed');
  });

  it('a removal of what somebody else removed is none', async () => {
    const { registry } = await newTables();

    expect(await removeDragon(registry)('Atlas', first)).toBe('changed');
  });

  it('an accepted report is accepted, and a stored one is stored', async () => {
    const { registry, shortLived } = await newTables();
    const names = { registry: registry.name, shortLived: shortLived.name };
    const lossy = losing('TransactWriteItemsCommand', registry);

    const submission = await submissionsOnDynamoDb(lossy.client, names).submit(newReport(), { key: 'k', body: 'b' });

    expect(submission.outcome).toBe('stored');
    const report = (await findReport(registry)('report-1')) ?? expect.fail('The report was not stored.');
    const accepted = await acceptReport(losing('TransactWriteItemsCommand', registry))(report, 'now');
    expect(accepted).toMatchObject({ status: 'ACCEPTED', decidedAt: 'now' });
  });
});

describe('when DynamoDB does not answer as it should', () => {
  let server: Server;
  afterEach(() => server.close());

  /** A table on a server that always answers the same. */
  const answering = async (status: number, type: string): Promise<Table> => {
    server = createServer((_, response) => {
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
      response.end(JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${type}`, message: type }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const other = new DynamoDBClient({ endpoint: `http://127.0.0.1:${port}`, region, credentials, maxAttempts: 1 });
    return { client: other, name: 'registry' };
  };

  it.each([
    [500, 'InternalServerError'],
    [503, 'ServiceUnavailable'],
    [400, 'ThrottlingException'],
    [400, 'ProvisionedThroughputExceededException'],
  ])('%i %s is a registry that cannot be reached now', async (status, type) => {
    const table = await answering(status, type);

    await expect(findDragon(table)('Atlas')).rejects.toThrow(RegistryUnavailableError);
    await expect(addDragon(table)(dragon(), 'import-1')).rejects.toThrow(RegistryUnavailableError);
    await expect(listReports(table)('subject-1', { limit: 1 })).rejects.toThrow(RegistryUnavailableError);
  });

  it('nothing at all is one as well', async () => {
    const table = await answering(200, '');
    server.close();

    await expect(findDragon(table)('Atlas')).rejects.toThrow(RegistryUnavailableError);
  });

  it.each([
    [400, 'ResourceNotFoundException'],
    [400, 'AccessDeniedException'],
    [400, 'ValidationException'],
  ])('%i %s is a defect, which trying again does not mend', async (status, type) => {
    const table = await answering(status, type);

    await expect(findDragon(table)('Atlas')).rejects.toMatchObject({ name: type });
  });
});

import { DeleteItemCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { GetQueueUrlCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { awsAt, catalogueIsRegistry, catalogueOf, type Aws } from '../testing/aws.ts';
import { root } from '../testing/contract.ts';
import { startDragons, type DragonsStack } from '../testing/dragons-stack.ts';
import { randomFrom } from '../testing/random.ts';
import { dragonChanges, invoke, itemOf, type ChangeRecord } from '../testing/registry-stream.ts';
import { dragonOf, reportOf, takenId, workerAt, type Worker } from '../testing/reporting.ts';
import { s3Error } from '../testing/unruly-aws.ts';
import { startUnrulyProxy, type Conduct, type UnrulyProxy } from '../testing/unruly-proxy.ts';

const publishCatalog = 'dragons-local-publish-catalog';
const rebuildCatalog = 'dragons-local-rebuild-catalog';

// Whole stacks at work, perhaps beside others on the same processors.
vi.setConfig({ testTimeout: 90_000 });

let proxy: UnrulyProxy;
let dragons: DragonsStack;
let aws: Aws;
let worker: Worker;
let first: Buffer;

beforeAll(async () => {
  proxy = await startUnrulyProxy();
  dragons = await startDragons({ functionEndpoint: (endpoint) => proxy.before(endpoint) });
  aws = awsAt(dragons.endpoint);
  worker = await workerAt(dragons);
  first = await readFile(join(root, 'data/catalog.jsonl'));
  await liveThrough('Vortex');
});
afterEach(() => proxy.calm());
afterAll(async () => {
  await dragons.close();
  await proxy.close();
});

/** Dragons of that family name come, are changed, go, and come again. */
async function liveThrough(family: string): Promise<void> {
  await Promise.all(
    Array.from({ length: 6 }, async (_, index) => {
      const name = `${family} ${index}`;
      await worker.decision(takenId(await worker.report(reportOf(name))));
      for (let round = 0; round <= index; round += 1) {
        const tag = (await worker.get(name)).headers.etag ?? '';
        if (round % 3 === 2) {
          await worker.remove(name, tag);
          if (index === 5) await worker.decision(takenId(await worker.report(reportOf(name, { city: 'again' }))));
          else break;
        } else {
          await worker.replace(dragonOf(reportOf(name, { description: `Round ${round}` })), tag);
        }
      }
    }),
  );
}

const deliver = async (records: readonly ChangeRecord[]): Promise<void> => {
  expect(await invoke(aws, publishCatalog, { Records: records })).toEqual({
    failed: false,
    answer: { batchItemFailures: [] },
  });
};

/** Waits until everything is published, remembers it, and puts the first catalogue back in its place. */
async function rewound(): Promise<{ right: string | undefined; changes: ChangeRecord[] }> {
  await catalogueIsRegistry(aws);
  const right = await catalogueOf(aws);
  const changes = await dragonChanges(aws);
  await aws.s3.send(new PutObjectCommand({ ...(await aws.catalogPlace()), Body: first }));
  return { right, changes };
}

function batchesOf<T>(values: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(values.length / size) }, (_, index) =>
    values.slice(index * size, (index + 1) * size),
  );
}

/** All changes in another order, in which only those of one item stay in theirs. */
function shuffledAcrossItems(changes: readonly ChangeRecord[], seed: number): ChangeRecord[] {
  const queues = Map.groupBy(changes, itemOf);
  // Whose turn it is, is drawn; which change it then is, is not.
  return randomFrom(seed)
    .shuffled(changes.map(itemOf))
    .map((item) => queues.get(item)!.shift()!);
}

it('every record delivered twice gives the catalogue that each of them once gives', async () => {
  const { right, changes } = await rewound();

  for (const batch of batchesOf(changes, 7)) {
    await deliver(batch);
    await deliver([...batch, ...batch]);
  }

  expect(changes.length).toBeGreaterThan(40);
  expect(await catalogueOf(aws)).toBe(right);
});

it.each([1, 2, 3])(
  'records out of order across items give the right catalogue, also when old batches come again after newer ones (%i)',
  async (seed) => {
    const { right, changes } = await rewound();
    const batches = batchesOf(shuffledAcrossItems(changes, seed), 5);

    for (const [index, batch] of batches.entries()) {
      await deliver(batch);
      await deliver(randomFrom(seed + index).pick(batches.slice(0, index + 1)));
    }

    expect(await catalogueOf(aws)).toBe(right);
  },
);

it('a delivery that fails because S3 refuses to write is made good by the next one', async () => {
  const { right, changes } = await rewound();
  const refusing = refuseWrites(Infinity, s3Error(403, 'AccessDenied', 'Access Denied'));

  const refused = await invoke(aws, publishCatalog, { Records: changes });
  proxy.calm();
  const between = await catalogueOf(aws);
  await deliver(changes);

  expect([refused.failed, refused.answer.errorType]).toEqual([true, 'AccessDenied']);
  expect(refusing.count).toBe(1);
  expect(between).toBe(first.toString());
  expect(await catalogueOf(aws)).toBe(right);
});

it('rebuilding gives the same bytes as publishing change by change, whatever was there before', async () => {
  const { right } = await rewound();
  const place = await aws.catalogPlace();

  const rebuilt: (string | undefined)[] = [];
  for (const before of [first, Buffer.from(right ?? ''), Buffer.from('{"this is no":"catalogue"\n'), undefined]) {
    if (before === undefined) await aws.s3.send(new DeleteObjectCommand(place));
    else await aws.s3.send(new PutObjectCommand({ ...place, Body: before }));
    expect((await invoke(aws, rebuildCatalog)).failed).toBe(false);
    rebuilt.push(await catalogueOf(aws));
  }

  expect(rebuilt).toEqual([right, right, right, right]);
});

it('the stream itself brings every change into the catalogue, also when writes fail for a while and old records come in between', async () => {
  const { changes } = await rewound();
  refuseWrites(6);

  await Promise.all([
    liveThrough('Typhoon'),
    ...batchesOf(shuffledAcrossItems(changes, 4), 10).map((batch) => invoke(aws, publishCatalog, { Records: batch })),
  ]);
  await deliver(changes);

  const catalogue = await catalogueIsRegistry(aws);
  expect([...catalogue.keys()].filter((name) => name.startsWith('Typhoon')).sort()).toEqual(
    ['Typhoon 0', 'Typhoon 1', 'Typhoon 5'].sort(),
  );
});

/** The key of an item that stands where a dragon should, and is none. */
const poison = { pk: { S: 'DRAGON#basilisk' }, sk: { S: 'DRAGON' } };

it(
  'a record of an item that is no dragon ends in the queue of failures; what comes with it is published at once, what comes after it when it is given up',
  { timeout: 150_000 },
  async () => {
    await catalogueIsRegistry(aws);
    const isListed = async (name: string): Promise<void> =>
      expect((await worker.list('family=venomous')).map(({ dragonName }) => dragonName)).toContain(name);
    const publishedAt = watchPublished(['Before the basilisk', 'With the basilisk', 'After the basilisk']);

    const TableName = await aws.table('RegistryTable');
    await aws.dynamoDb.send(
      new TransactWriteItemsCommand({
        TransactItems: [
          readable('Before the basilisk'),
          { ...poison, dragonName: { S: 'Basilisk' }, eyes: { N: '2' } },
          readable('With the basilisk'),
        ].map((Item) => ({ Put: { TableName, Item } })),
      }),
    );
    for (const name of ['Before the basilisk', 'With the basilisk']) {
      await vi.waitFor(() => isListed(name), { timeout: 20_000, interval: 100 });
    }
    const after = reportOf('After the basilisk', { family: 'venomous' });
    expect((await worker.decision(takenId(await worker.report(after)))).status).toBe('ACCEPTED');

    const [document, ...others] = await vi.waitFor(
      async () => {
        const documents = await failures();
        expect(documents).not.toEqual([]);
        return documents;
      },
      { timeout: 90_000, interval: 500 },
    );
    await vi.waitFor(() => isListed('After the basilisk'), { timeout: 20_000, interval: 100 });

    expect(others).toEqual([]);
    const givenUpAt = Date.parse(document?.timestamp);
    expect(publishedAt.get('Before the basilisk')).toBeLessThan(givenUpAt);
    expect(publishedAt.get('With the basilisk')).toBeLessThan(givenUpAt);
    expect(publishedAt.get('After the basilisk')).toBeGreaterThanOrEqual(givenUpAt);
    const [record] = (await dragonChanges(aws)).filter((change) => itemOf(change) === poison.pk.S);
    const { SequenceNumber } = record?.dynamodb ?? {};
    expect(document).toMatchObject({
      requestContext: { functionArn: expect.stringContaining(publishCatalog), condition: 'RetryAttemptsExhausted' },
      DDBStreamBatchInfo: { startSequenceNumber: SequenceNumber, endSequenceNumber: SequenceNumber, batchSize: 1 },
    });
    // Once the item is gone, the registry and the catalogue are the same again.
    await aws.dynamoDb.send(new DeleteItemCommand({ TableName, Key: poison }));
    await catalogueIsRegistry(aws);
  },
);

/** Notes from now on when names come into the catalogue, in milliseconds since 1970. */
function watchPublished(names: readonly string[]): ReadonlyMap<string, number> {
  const publishedAt = new Map<string, number>();
  proxy.behave(({ service, method, body }) => {
    const isWrite = service === 's3' && method === 'PUT';
    for (const name of isWrite ? names.filter((one) => body.includes(one)) : []) {
      if (!publishedAt.has(name)) publishedAt.set(name, Date.now());
    }
    return { type: 'pass' };
  });
  return publishedAt;
}

/** The item of a dragon that somebody imported. */
function readable(name: string): Record<string, { S: string } | { N: string }> {
  const texts = { ...dragonOf(reportOf(name, { family: 'venomous' })), incarnation: name, origin: 'import' };
  return {
    pk: { S: `DRAGON#${name.toLowerCase()}` },
    sk: { S: 'DRAGON' },
    ...Object.fromEntries(Object.entries(texts).map(([field, text]) => [field, { S: text }])),
    version: { N: '1' },
  };
}

/** What lies in the queue of failures; each message is given once within the time that this test takes. */
async function failures(): Promise<Record<string, any>[]> {
  const { QueueUrl } = await aws.sqs.send(new GetQueueUrlCommand({ QueueName: 'dragons-local-publish-failures' }));
  const { Messages = [] } = await aws.sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 600 }),
  );
  return Messages.map(({ Body = '' }) => JSON.parse(Body) as Record<string, any>);
}

/** Refuses so many writes to S3 from now on. */
function refuseWrites(
  most: number,
  refusal: Conduct = s3Error(503, 'SlowDown', 'Please reduce your request rate.'),
): { readonly count: number } {
  const refused = { count: 0 };
  proxy.behave(({ service, method }) => {
    if (service !== 's3' || method !== 'PUT' || refused.count >= most) return { type: 'pass' };
    refused.count += 1;
    return refusal;
  });
  return refused;
}

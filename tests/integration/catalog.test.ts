import { GetObjectCommand, PutObjectCommand, S3Client, SelectObjectContentCommand } from '@aws-sdk/client-s3';
import { selectObjectContent } from '@dragons/select';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogInMemory } from '../../functions/dragons/catalog-in-memory.ts';
import { catalogOnS3, type SelectCall } from '../../functions/dragons/catalog-on-s3.ts';
import { catalogText } from '../../functions/dragons/catalog-record.ts';
import {
  CatalogUnavailableError,
  IncompleteAnswerError,
  SelectUnavailableError,
  type Catalog,
} from '../../functions/dragons/catalog.ts';
import type { DragonQuery } from '../../functions/dragons/dragon-query.ts';
import { folded } from '../../functions/dragons/folded.ts';
import { awkwardDragons, dragon } from '../../functions/dragons/testing/dragons.ts';
import { createEndpoint } from '../../local/services/endpoint.ts';
import { s3Service } from '../../local/services/s3/s3-service.ts';
import { memoryStorage } from '../../local/state/memory-storage.ts';

const bucket = 'dragons-catalog';
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
const service = s3Service({ storage: memoryStorage(), region: 'us-east-1', accountId: '123456789012' });
const endpoint = createEndpoint({ services: [service], credentials: [credentials] });
let s3: S3Client;

beforeAll(async () => {
  s3 = new S3Client({ endpoint: await endpoint.listen(0), region: 'us-east-1', credentials, maxAttempts: 1 });
  service.declareBucket(bucket);
});
afterAll(() => endpoint.close());

const viaService: SelectCall = (input) => s3.send(new SelectObjectContentCommand(input));
const viaEngine: SelectCall = (input) => selectObjectContent((place) => s3.send(new GetObjectCommand(place)), input);

/** A catalogue of dragons on each implementation, by its name. */
const implementations: [string, (key: string) => Promise<Catalog>][] = [
  ['in memory', async () => catalogInMemory(awkwardDragons)],
  ['on S3 Select', async (key) => onS3(key, viaService)],
  ['on the select engine', async (key) => onS3(key, viaEngine)],
];

async function onS3(key: string, select: SelectCall): Promise<Catalog> {
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: catalogText(awkwardDragons) }));
  return catalogOnS3(s3, { bucket, key }, select);
}

describe.each(implementations)('a catalogue %s', (_, make) => {
  const names = async (query: Partial<DragonQuery>): Promise<string[]> => {
    const catalog = await make('catalog/contract.jsonl');
    return (await catalog.query({ filters: {}, limit: 100, ...query })).map(({ dragonName }) => dragonName);
  };

  it('gives all dragons exactly as they went in, in code-point order of their folded names', async () => {
    const catalog = await make('catalog/contract.jsonl');

    const dragons = await catalog.query({ filters: {}, limit: 100 });

    expect(dragons.map(({ dragonName }) => dragonName)).toEqual([
      '100%',
      '100x',
      'a_b',
      'Atlas',
      'atlas II',
      'aXb',
      "O'Brien",
      'Zoë',
      'Ångström',
      '\uff21full width',
      '🐉 Emoji',
    ]);
    expect(dragons).toEqual(expect.arrayContaining([...awkwardDragons]));
  });

  it.each<[string, Partial<DragonQuery>, string[]]>([
    ['one filter', { filters: { family: 'green' } }, ['Zoë', 'Ångström']],
    [
      'filters that combine with AND',
      { filters: { family: 'red', city: 'anchorage', dragonName: 'atlas' } },
      ['Atlas'],
    ],
    ['a name with a quote', { filters: { dragonName: "o'brien" } }, ["O'Brien"]],
    ['an injection', { filters: { dragonName: "x' or '1'='1" } }, []],
    ['an injection into LIKE', { text: "%' or '1'='1" }, []],
    ['text with wildcards', { text: '100%' }, ['100%', 'atlas II']],
    ['text with an underscore', { text: 'a_b' }, ['a_b']],
    ['text with a backslash', { text: '\\ and' }, ['atlas II']],
    ['an emoji', { text: '🐲' }, ['🐉 Emoji']],
    ['a place beyond the basic plane', { after: '\uff41full width' }, ['🐉 Emoji']],
    ['a place and a limit', { after: 'atlas', limit: 2 }, ['atlas II', 'aXb']],
    ['a limit of nothing', { limit: 0 }, []],
    ['nothing that is there', { filters: { family: 'purple' } }, []],
  ])('answers %s', async (_case, query, expected) => {
    expect(await names(query)).toEqual(expected);
  });
});

describe('the three catalogues', () => {
  it('agree on any query', async () => {
    const catalogs = await Promise.all(implementations.map(([, make]) => make('catalog/agree.jsonl')));
    const text = fc.oneof(
      fc.constantFrom('red', 'blue', 'a', 'at', '%', '_', "'", '\\', 'é', '🐉', 'anchorage', 'usa'),
      fc
        .string({ unit: 'grapheme', minLength: 1, maxLength: 3 })
        .map(folded)
        .filter((value) => value !== ''),
    );
    const query = fc.record(
      {
        filters: fc.record({ family: text, city: text, dragonName: text }, { requiredKeys: [] }),
        text,
        after: text,
        limit: fc.nat(12),
      },
      { requiredKeys: ['filters', 'limit'] },
    );

    await fc.assert(
      fc.asyncProperty(query, async (asked) => {
        const [expected, ...others] = await Promise.all(catalogs.map((catalog) => catalog.query(asked)));
        for (const other of others) expect(other).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });
});

describe.each([
  ['S3 Select', viaService],
  ['the select engine', viaEngine],
])('on %s', (_, select) => {
  it('the version changes with the content, and only with it', async () => {
    const catalog = await onS3('catalog/version.jsonl', select);
    const first = await catalog.version();
    await onS3('catalog/version.jsonl', select);
    expect(await catalog.version()).toBe(first);

    await s3.send(
      new PutObjectCommand({ Bucket: bucket, Key: 'catalog/version.jsonl', Body: catalogText([dragon()]) }),
    );
    expect(await catalog.version()).not.toBe(first);
  });

  it('an empty catalogue is an empty list', async () => {
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'catalog/empty.jsonl', Body: '' }));

    expect(
      await catalogOnS3(s3, { bucket, key: 'catalog/empty.jsonl' }, select).query({ filters: {}, limit: 5 }),
    ).toEqual([]);
  });

  it('a catalogue that is not there, or no catalogue, is unavailable and says so', async () => {
    const missing = catalogOnS3(s3, { bucket, key: 'catalog/missing.jsonl' }, select);
    await expect(missing.version()).rejects.toThrow(CatalogUnavailableError);
    await expect(missing.query({ filters: {}, limit: 5 })).rejects.toThrow(CatalogUnavailableError);

    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'catalog/other.jsonl', Body: '{"a":1}\n' }));
    const other = catalogOnS3(s3, { bucket, key: 'catalog/other.jsonl' }, select);
    expect(await other.query({ filters: {}, limit: 5 })).toEqual([]);
  });

  it('a catalogue that is damaged in the middle breaks the answer off', async () => {
    const body = `${catalogText(awkwardDragons)}{"dragonName": broken\n`;
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'catalog/damaged.jsonl', Body: body }));

    await expect(
      catalogOnS3(s3, { bucket, key: 'catalog/damaged.jsonl' }, select).query({ filters: {}, limit: 100 }),
    ).rejects.toThrow(IncompleteAnswerError);
  });
});

it('an account without S3 Select is told from one whose S3 fails', async () => {
  const refusing =
    (name: string, httpStatusCode: number): SelectCall =>
    async () => {
      throw Object.assign(new Error(name), { name, $metadata: { httpStatusCode } });
    };
  const ask = (select: SelectCall) => catalogOnS3(s3, { bucket, key: 'k' }, select).query({ filters: {}, limit: 1 });

  await expect(ask(refusing('MethodNotAllowed', 405))).rejects.toThrow(SelectUnavailableError);
  await expect(ask(refusing('SlowDown', 503))).rejects.toThrow(CatalogUnavailableError);
  await expect(ask(refusing('ParseUnexpectedToken', 400))).rejects.toThrow('ParseUnexpectedToken');
});

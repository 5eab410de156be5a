import { ListBucketsCommand, ListObjectsV2Command, paginateListObjectsV2 } from '@aws-sdk/client-s3';
import type { ListObjectsV2CommandInput } from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestEndpoint } from '../testing/test-endpoint.ts';
import type { TestEndpoint } from '../testing/test-endpoint.ts';
import { compareKeys } from './key-index.ts';

let aws: TestEndpoint;
const keys = ['a/1', 'a/2', 'a/b/3', 'b', 'c/1', 'z', '\uE000', '🐉'];

beforeAll(async () => {
  aws = await startTestEndpoint();
  aws.s3.declareBucket('pond');
  aws.s3.declareBucket('lake');
  for (const key of keys.toReversed()) aws.s3.writeObject('pond', key, Buffer.from(key));
});
afterAll(() => aws.close());

const list = (input: Partial<ListObjectsV2CommandInput> = {}) =>
  aws.s3Client.send(new ListObjectsV2Command({ Bucket: 'pond', ...input }));

async function pages(input: Partial<ListObjectsV2CommandInput>): Promise<string[][]> {
  const found: string[][] = [];
  for await (const page of paginateListObjectsV2({ client: aws.s3Client }, { Bucket: 'pond', ...input })) {
    found.push([
      ...(page.Contents ?? []).map(({ Key }) => Key!),
      ...(page.CommonPrefixes ?? []).map(({ Prefix }) => `${Prefix!}*`),
    ]);
  }
  return found;
}

describe('the list of a bucket', () => {
  it('is in the order of UTF-8 bytes, with size, ETag and time', async () => {
    const { Contents, KeyCount, IsTruncated } = await list();

    expect(Contents?.map(({ Key }) => Key)).toEqual(keys);
    expect(Contents?.[3]).toMatchObject({ Key: 'b', Size: 1, ETag: '"92eb5ffee6ae2fec3ad71c777531578f"' });
    expect({ KeyCount, IsTruncated }).toEqual({ KeyCount: 8, IsTruncated: false });
  });

  it('rolls keys up to common prefixes', async () => {
    const { Contents, CommonPrefixes } = await list({ Delimiter: '/' });

    expect(CommonPrefixes).toEqual([{ Prefix: 'a/' }, { Prefix: 'c/' }]);
    expect(Contents?.map(({ Key }) => Key)).toEqual(['b', 'z', '\uE000', '🐉']);
  });

  it('can be limited to a prefix, with a delimiter behind it', async () => {
    const { Contents, CommonPrefixes } = await list({ Prefix: 'a/', Delimiter: '/' });

    expect(Contents?.map(({ Key }) => Key)).toEqual(['a/1', 'a/2']);
    expect(CommonPrefixes).toEqual([{ Prefix: 'a/b/' }]);
  });

  it('comes in pages that neither repeat nor skip', async () => {
    expect(await pages({ MaxKeys: 3 })).toEqual([
      ['a/1', 'a/2', 'a/b/3'],
      ['b', 'c/1', 'z'],
      ['\uE000', '🐉'],
    ]);
  });

  it('counts a common prefix once, over pages too', async () => {
    expect(await pages({ MaxKeys: 1, Delimiter: '/' })).toEqual([['a/*'], ['b'], ['c/*'], ['z'], ['\uE000'], ['🐉']]);
  });

  it('can start behind a key', async () => {
    expect((await list({ StartAfter: 'b' })).Contents?.map(({ Key }) => Key)).toEqual(['c/1', 'z', '\uE000', '🐉']);
  });

  it('may be asked for no keys at all', async () => {
    expect(await list({ MaxKeys: 0 })).toMatchObject({ KeyCount: 0, IsTruncated: false });
  });

  it('encodes keys for clients that ask for it', async () => {
    aws.s3.writeObject('lake', 'a b+c/ü&\u0001', Buffer.from(''));

    const answer = await aws.send({ path: '/lake?list-type=2&encoding-type=url' });

    expect(await answer.text()).toContain('<Key>a+b%2Bc/%C3%BC%26%01</Key>');
  });

  it.each(['max-keys=x', 'max-keys=-1', 'continuation-token=x', 'encoding-type=base64'])(
    'refuses %s',
    async (parameter) => {
      const answer = await aws.send({ path: `/pond?list-type=2&${parameter}` });

      expect(answer.status).toBe(400);
      expect(await answer.text()).toContain('<Code>InvalidArgument</Code>');
    },
  );

  it('pages through any keys in any size of page, with any delimiter', () => {
    const key = fc.string({
      unit: fc.constantFrom('a', 'b', '/', '-', 'ü', '🐉', '\uFFFD'),
      minLength: 1,
      maxLength: 6,
    });
    return fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(key, { maxLength: 12 }),
        fc.integer({ min: 1, max: 4 }),
        async (some, MaxKeys) => {
          const bucket = `any-${Math.random().toString(36).slice(2)}`;
          aws.s3.declareBucket(bucket);
          for (const item of some) aws.s3.writeObject(bucket, item, Buffer.from(''));

          const flat = await pages({ Bucket: bucket, MaxKeys });
          const rolled = await pages({ Bucket: bucket, MaxKeys, Delimiter: '/' });

          expect(flat.flat()).toEqual(some.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
          const expected = new Set(some.map((item) => (item.includes('/') ? `${item.split('/')[0]!}/*` : item)));
          expect(rolled.flat().toSorted()).toEqual([...expected].toSorted());
        },
      ),
      { numRuns: 30 },
    );
  });

  it('orders keys as their UTF-8 bytes are ordered', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
        expect(Math.sign(compareKeys(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
    );
  });
});

describe('the list of buckets', () => {
  it('is sorted by name and can be limited to a prefix', async () => {
    const { Buckets } = await aws.s3Client.send(new ListBucketsCommand({ Prefix: 'l' }));

    expect(Buckets).toMatchObject([{ Name: 'lake', BucketRegion: 'eu-west-1' }]);
  });

  it('comes in pages', async () => {
    const first = await aws.s3Client.send(new ListBucketsCommand({ MaxBuckets: 1 }));
    const token = first.ContinuationToken;
    const second = await aws.s3Client.send(new ListBucketsCommand({ MaxBuckets: 1, ContinuationToken: token }));

    expect(first.Buckets![0]!.Name! < second.Buckets![0]!.Name!).toBe(true);
  });
});

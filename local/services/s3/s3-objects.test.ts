import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestEndpoint } from '../testing/test-endpoint.ts';
import type { TestEndpoint } from '../testing/test-endpoint.ts';

let aws: TestEndpoint;
const Bucket = 'pond';
const now = Date.now();
beforeAll(async () => {
  aws = await startTestEndpoint({ clock: () => now });
  aws.s3.declareBucket(Bucket);
});
afterAll(() => aws.close());

const put = (Key: string, Body: string, more: object = {}) =>
  aws.s3Client.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
const read = async (Key: string) => {
  const { Body } = await aws.s3Client.send(new GetObjectCommand({ Bucket, Key }));
  return Body?.transformToString();
};
const failure = (code: string, httpStatusCode: number) => ({ name: code, $metadata: { httpStatusCode } });

describe('an object', () => {
  it('comes back byte by byte with its headers, metadata and MD5 as ETag', async () => {
    const body = 'a dragon 🐉\n';
    const written = await put('dragon.txt', body, {
      ContentType: 'text/plain',
      CacheControl: 'max-age=60',
      ContentDisposition: 'inline',
      ContentEncoding: 'identity',
      ContentLanguage: 'en',
      Metadata: { Colour: 'red' },
    });

    const found = await aws.s3Client.send(new GetObjectCommand({ Bucket, Key: 'dragon.txt' }));

    const etag = `"${createHash('md5').update(body).digest('hex')}"`;
    expect(written.ETag).toBe(etag);
    expect(found).toMatchObject({
      ETag: etag,
      ContentLength: 14,
      ContentType: 'text/plain',
      CacheControl: 'max-age=60',
      ContentDisposition: 'inline',
      ContentEncoding: 'identity',
      ContentLanguage: 'en',
      Metadata: { colour: 'red' },
      AcceptRanges: 'bytes',
      LastModified: new Date(Math.floor(now / 1000) * 1000),
    });
    expect(await found.Body?.transformToString()).toBe(body);
  });

  it('has the type of unknown bytes when its writer named none', async () => {
    await aws.send({ method: 'PUT', path: '/pond/plain', body: 'x' });

    expect((await aws.send({ path: '/pond/plain' })).headers.get('content-type')).toBe('binary/octet-stream');
  });

  it('is described by HeadObject without its bytes', async () => {
    await put('head', 'four');

    expect(await aws.s3Client.send(new HeadObjectCommand({ Bucket, Key: 'head' }))).toMatchObject({ ContentLength: 4 });
  });

  it.each(['a b+c', 'ü/ñ/🐉', "it's (1)*!~", 'a//b/../c', '.', '%41', 'q?x=y&z#h'])(
    'may have the key %s',
    async (key) => {
      await put(key, key);

      expect(await read(key)).toBe(key);
      expect(aws.s3.readObject(Bucket, key)?.toString()).toBe(key);
    },
  );

  it('is gone after it was deleted, and deleting it again is no error', async () => {
    await put('gone', 'x');

    const { $metadata } = await aws.s3Client.send(new DeleteObjectCommand({ Bucket, Key: 'gone' }));
    await aws.s3Client.send(new DeleteObjectCommand({ Bucket, Key: 'gone' }));

    expect($metadata.httpStatusCode).toBe(204);
    await expect(read('gone')).rejects.toMatchObject(failure('NoSuchKey', 404));
    await expect(aws.s3Client.send(new HeadObjectCommand({ Bucket, Key: 'gone' }))).rejects.toMatchObject(
      failure('NotFound', 404),
    );
  });

  it('can be deleted with others in one request, each with its own outcome', async () => {
    await put('many/1', 'x');
    await put('many/2', 'x');

    const answer = await aws.s3Client.send(
      new DeleteObjectsCommand({
        Bucket,
        Delete: { Objects: [{ Key: 'many/1' }, { Key: 'many/2', ETag: '"other"' }, { Key: 'many/<&>' }] },
      }),
    );

    expect(answer.Deleted).toEqual([{ Key: 'many/1' }, { Key: 'many/<&>' }]);
    expect(answer.Errors).toMatchObject([{ Key: 'many/2', Code: 'PreconditionFailed' }]);
    const left = await aws.s3Client.send(new ListObjectsV2Command({ Bucket, Prefix: 'many/' }));
    expect(left.Contents?.map(({ Key }) => Key)).toEqual(['many/2']);
  });
});

describe('a body', () => {
  it.each([0, 1, 65_536, 1_000_003])('of %i bytes sent as a stream arrives without its framing', async (size) => {
    const bytes = Buffer.alloc(size, 'dragon');
    const chunks = Array.from({ length: Math.ceil(size / 10_000) }, (_, i) =>
      bytes.subarray(i * 10_000, (i + 1) * 10_000),
    );

    const { ETag } = await aws.s3Client.send(
      new PutObjectCommand({ Bucket, Key: 'stream', Body: Readable.from(chunks), ContentLength: size }),
    );

    expect(aws.s3.readObject(Bucket, 'stream')?.equals(bytes)).toBe(true);
    expect(ETag).toBe(`"${createHash('md5').update(bytes).digest('hex')}"`);
    const { ContentEncoding } = await aws.s3Client.send(new HeadObjectCommand({ Bucket, Key: 'stream' }));
    expect(ContentEncoding).toBeUndefined();
  });

  it.each(['CRC32', 'CRC32C', 'SHA1', 'SHA256'] as const)(
    'comes with its %s, which readers can ask for',
    async (algorithm) => {
      const written = await put('checked', 'some bytes', { ChecksumAlgorithm: algorithm });

      const found = await aws.s3Client.send(new GetObjectCommand({ Bucket, Key: 'checked', ChecksumMode: 'ENABLED' }));

      const name = `Checksum${algorithm}` as const;
      expect(written[name]).toBeDefined();
      expect(found[name]).toBe(written[name]);
      expect(found.ChecksumType).toBe('FULL_OBJECT');
      expect(await found.Body?.transformToString()).toBe('some bytes');
    },
  );

  // The check values of the catalogue of CRC algorithms for "123456789".
  it.each([
    ['crc32', 'cbf43926'],
    ['crc32c', 'e3069283'],
    ['crc64nvme', 'ae8b14860a799888'],
  ])('is compared with its %s', async (algorithm, hex) => {
    const headers = { [`x-amz-checksum-${algorithm}`]: Buffer.from(hex, 'hex').toString('base64') };

    const right = await aws.send({ method: 'PUT', path: '/pond/crc', headers, body: '123456789' });
    const wrong = await aws.send({ method: 'PUT', path: '/pond/crc', headers, body: '123456780' });

    expect(right.status).toBe(200);
    expect(wrong.status).toBe(400);
    expect(await wrong.text()).toContain(
      `<Code>BadDigest</Code><Message>The ${algorithm.toUpperCase()} you specified did not match`,
    );
    expect(aws.s3.readObject(Bucket, 'crc')?.toString()).toBe('123456789');
  });

  it.each([
    [{ 'content-md5': 'JfnnlDI7RTiF9RgfG2JNCw==' }, 200, ''],
    [{ 'content-md5': createHash('md5').update('other').digest('base64') }, 400, 'BadDigest'],
    [{ 'content-md5': 'short' }, 400, 'InvalidDigest'],
    [{ 'x-amz-checksum-crc32': 'short' }, 400, 'InvalidRequest'],
    [{ 'x-amz-checksum-crc32': 'y/Q5Jg==', 'x-amz-checksum-crc32c': '4waSgw==' }, 400, 'InvalidRequest'],
    [{ 'x-amz-sdk-checksum-algorithm': 'CRC32' }, 400, 'InvalidRequest'],
  ])('with %j is answered %i %s', async (headers, status, code) => {
    const answer = await aws.send({ method: 'PUT', path: '/pond/md5', headers, body: '123456789' });

    expect(answer.status).toBe(status);
    expect(await answer.text()).toContain(code);
  });

  it('is checked against the checksum in its trailer', async () => {
    const headers = {
      'x-amz-decoded-content-length': '3',
      'content-encoding': 'aws-chunked',
      'x-amz-trailer': 'x-amz-checksum-crc32',
    };
    const body = '3\r\nabc\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n';
    const answer = await aws.send({
      method: 'PUT',
      path: '/pond/trailer',
      headers: { ...headers, 'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER' },
      body,
    });

    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('<Code>BadDigest</Code>');
  });
});

describe('a conditional write', () => {
  it('with If-None-Match: * creates and never replaces', async () => {
    await put('once', 'first', { IfNoneMatch: '*' });

    await expect(put('once', 'second', { IfNoneMatch: '*' })).rejects.toMatchObject(failure('PreconditionFailed', 412));
    expect(await read('once')).toBe('first');
  });

  it('with If-Match replaces what its writer has seen, and nothing else', async () => {
    const first = await put('seen', 'first');
    await put('seen', 'second', { IfMatch: first.ETag });

    await expect(put('seen', 'third', { IfMatch: first.ETag })).rejects.toMatchObject({
      ...failure('PreconditionFailed', 412),
      Condition: 'If-Match',
    });
    expect(await read('seen')).toBe('second');
  });

  it('with If-Match on a key that is not there is told so', async () => {
    await expect(put('never', 'x', { IfMatch: '"0"' })).rejects.toMatchObject(failure('NoSuchKey', 404));
  });

  it.each([
    [{ IfNoneMatch: '"etag"' }, 'If-None-Match'],
    [{ IfMatch: '*' }, 'If-Match'],
    [{ IfMatch: '"etag"', IfNoneMatch: '*' }, 'If-Match,If-None-Match'],
  ])('with %j is refused: S3 does not know it', async (condition, header) => {
    await expect(put('odd', 'x', condition)).rejects.toMatchObject({
      ...failure('NotImplemented', 501),
      Header: header,
    });
  });

  it('lets exactly one of many writers win, and tells all others 412 (never 409)', async () => {
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) => put('race', `writer ${n}`, { IfNoneMatch: '*' })),
    );

    const lost = results.filter((result) => result.status === 'rejected').map(({ reason }) => reason as unknown);
    expect(lost).toHaveLength(19);
    for (const reason of lost) expect(reason).toMatchObject(failure('PreconditionFailed', 412));
  });

  it('loses no update when every writer reads, changes and retries on 412', async () => {
    await put('counter', '0');
    const increment = async (): Promise<void> => {
      const { Body, ETag } = await aws.s3Client.send(new GetObjectCommand({ Bucket, Key: 'counter' }));
      const next = String(Number(await Body?.transformToString()) + 1);
      await put('counter', next, { IfMatch: ETag }).catch((error: unknown) => {
        if ((error as Error).name === 'PreconditionFailed') return increment();
        throw error;
      });
    };

    await Promise.all(Array.from({ length: 8 }, increment));

    expect(await read('counter')).toBe('8');
  });

  it('deletes only what its caller has seen', async () => {
    const { ETag } = await put('careful', 'x');
    const remove = (IfMatch: string | undefined) =>
      aws.s3Client.send(new DeleteObjectCommand({ Bucket, Key: 'careful', IfMatch }));

    await expect(remove('"other"')).rejects.toMatchObject(failure('PreconditionFailed', 412));
    await remove(ETag);
    await expect(remove('*')).rejects.toMatchObject(failure('NoSuchKey', 404));
  });
});

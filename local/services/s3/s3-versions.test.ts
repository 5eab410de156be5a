import {
  DeleteObjectCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  ListObjectsV2Command,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestEndpoint } from '../testing/test-endpoint.ts';
import type { TestEndpoint } from '../testing/test-endpoint.ts';

let aws: TestEndpoint;
let Bucket: string;
beforeAll(async () => {
  aws = await startTestEndpoint();
});
afterAll(() => aws.close());
let count = 0;
beforeEach(() => {
  Bucket = `bucket-${count++}`;
  aws.s3.declareBucket(Bucket, { versioning: 'Enabled' });
});

const Key = 'key';
const put = (Body: string) => aws.s3Client.send(new PutObjectCommand({ Bucket, Key, Body }));
const get = (VersionId?: string) => aws.s3Client.send(new GetObjectCommand({ Bucket, Key, VersionId }));
const remove = (VersionId?: string) => aws.s3Client.send(new DeleteObjectCommand({ Bucket, Key, VersionId }));
const versions = () => aws.s3Client.send(new ListObjectVersionsCommand({ Bucket }));

describe('a bucket with versioning', () => {
  it('keeps every version under its id and reads the newest', async () => {
    const first = await put('first');
    const second = await put('second');

    const [current, old] = [await get(), await get(first.VersionId)];

    expect(await current.Body?.transformToString()).toBe('second');
    expect(current.VersionId).toBe(second.VersionId);
    expect(await old.Body?.transformToString()).toBe('first');
    expect((await versions()).Versions).toMatchObject([
      { Key, VersionId: second.VersionId, IsLatest: true, Size: 6 },
      { Key, VersionId: first.VersionId, IsLatest: false, Size: 5 },
    ]);
  });

  it('deletes by a marker, under which the versions stay', async () => {
    const { VersionId } = await put('first');
    const deleted = await remove();

    expect(deleted).toMatchObject({ DeleteMarker: true, VersionId: expect.any(String) as string });
    await expect(get()).rejects.toMatchObject({ name: 'NoSuchKey' });
    await expect(get(deleted.VersionId)).rejects.toMatchObject({ name: 'MethodNotAllowed' });
    expect(await (await get(VersionId)).Body?.transformToString()).toBe('first');
    expect((await aws.s3Client.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(0);
    expect((await versions()).DeleteMarkers).toMatchObject([{ Key, IsLatest: true, VersionId: deleted.VersionId }]);
  });

  it('undeletes when the marker is deleted', async () => {
    await put('first');
    const { VersionId } = await remove();

    await remove(VersionId);

    expect(await (await get()).Body?.transformToString()).toBe('first');
  });

  it('deletes one version for good', async () => {
    const first = await put('first');
    await put('second');

    await remove(first.VersionId);

    await expect(get(first.VersionId)).rejects.toMatchObject({
      name: 'NoSuchVersion',
      $metadata: { httpStatusCode: 404 },
    });
    expect(await (await get()).Body?.transformToString()).toBe('second');
  });

  it('takes a deleted key for a missing one in conditional writes', async () => {
    await put('first');
    await remove();
    const write = (condition: object) =>
      aws.s3Client.send(new PutObjectCommand({ Bucket, Key, Body: 'again', ...condition }));

    await expect(write({ IfMatch: '"x"' })).rejects.toMatchObject({ name: 'NoSuchKey' });
    await expect(write({ IfNoneMatch: '*' })).resolves.toBeDefined();
  });

  it('writes the version "null" again and again when versioning is suspended', async () => {
    const { VersionId } = await put('first');
    const suspend = { Bucket, VersioningConfiguration: { Status: 'Suspended' as const } };
    await aws.s3Client.send(new PutBucketVersioningCommand(suspend));

    await put('second');
    await put('third');

    expect((await aws.s3Client.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe('Suspended');
    expect((await versions()).Versions?.map((version) => version.VersionId)).toEqual(['null', VersionId]);
    expect(await (await get('null')).Body?.transformToString()).toBe('third');
  });

  it('lists versions in pages', async () => {
    const ids = [(await put('1')).VersionId, (await put('2')).VersionId, (await put('3')).VersionId];
    const first = await aws.s3Client.send(new ListObjectVersionsCommand({ Bucket, MaxKeys: 2 }));
    const { NextKeyMarker: KeyMarker, NextVersionIdMarker: VersionIdMarker } = first;
    const second = await aws.s3Client.send(new ListObjectVersionsCommand({ Bucket, KeyMarker, VersionIdMarker }));

    const seen = [...first.Versions!, ...second.Versions!].map((version) => version.VersionId);
    expect(seen).toEqual(ids.toReversed());
    expect([first.IsTruncated, second.IsTruncated]).toEqual([true, false]);
  });
});

describe('the list of versions', () => {
  it('with a delimiter is refused by name', async () => {
    await expect(aws.s3Client.send(new ListObjectVersionsCommand({ Bucket, Delimiter: '/' }))).rejects.toMatchObject({
      name: 'NotImplemented',
    });
  });
});

describe('a bucket without versioning', () => {
  it('says nothing of versions', async () => {
    Bucket = 'plain';
    aws.s3.declareBucket(Bucket);
    const written = await put('first');

    expect(written.VersionId).toBeUndefined();
    expect((await get()).VersionId).toBeUndefined();
    expect((await aws.s3Client.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBeUndefined();
    expect((await versions()).Versions).toMatchObject([{ VersionId: 'null' }]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memoryStorage } from '../../state/memory-storage.ts';
import { accountId, region, startTestEndpoint } from '../testing/test-endpoint.ts';
import type { SignedCall, TestEndpoint } from '../testing/test-endpoint.ts';
import { s3Service } from './s3-service.ts';

let aws: TestEndpoint;
beforeAll(async () => {
  aws = await startTestEndpoint();
  aws.s3.declareBucket('pond');
  aws.s3.writeObject('pond', 'key', Buffer.from('bytes'));
});
afterAll(() => aws.close());

/** Status and body, with what differs from request to request blanked. */
async function answer(call: SignedCall): Promise<{ status: number; body: string }> {
  const response = await aws.send(call);
  const body = (await response.text())
    .replace(/<RequestId>[^<]+<\/RequestId><HostId>[^<]+<\/HostId>/, '<ids/>')
    .replace('<?xml version="1.0" encoding="UTF-8"?>\n', '');
  return { status: response.status, body };
}
const error = (code: string, message: string, more = '') =>
  `<Error><Code>${code}</Code><Message>${message}</Message>${more}<ids/></Error>`;

describe('the bytes of an error', () => {
  it.each<[SignedCall, number, string]>([
    [{ path: '/pond/no' }, 404, error('NoSuchKey', 'The specified key does not exist.', '<Key>no</Key>')],
    [
      { path: '/nobucket/key' },
      404,
      error('NoSuchBucket', 'The specified bucket does not exist', '<BucketName>nobucket</BucketName>'),
    ],
    [
      { path: '/pond/%3Cb%3E&amp;' },
      404,
      error('NoSuchKey', 'The specified key does not exist.', '<Key>&lt;b&gt;&amp;amp;</Key>'),
    ],
    [
      { path: '/pond/key', headers: { 'if-match': '"x"' } },
      412,
      error(
        'PreconditionFailed',
        'At least one of the pre-conditions you specified did not hold',
        '<Condition>If-Match</Condition>',
      ),
    ],
    [
      { path: '/pond/key', headers: { range: 'bytes=9-' } },
      416,
      error(
        'InvalidRange',
        'The requested range is not satisfiable',
        '<RangeRequested>bytes=9-</RangeRequested><ActualObjectSize>5</ActualObjectSize>',
      ),
    ],
    [
      { path: '/pond', method: 'DELETE' },
      409,
      error('BucketNotEmpty', 'The bucket you tried to delete is not empty', '<BucketName>pond</BucketName>'),
    ],
    [
      { path: '/Pond_', method: 'PUT' },
      400,
      error('InvalidBucketName', 'The specified bucket is not valid.', '<BucketName>Pond_</BucketName>'),
    ],
    [
      { path: '/pond', method: 'PUT' },
      409,
      error(
        'BucketAlreadyOwnedByYou',
        'Your previous request to create the named bucket succeeded and you already own it.',
        '<BucketName>pond</BucketName>',
      ),
    ],
    [
      { path: '/pond/key', method: 'POST' },
      405,
      error('MethodNotAllowed', 'The specified method is not allowed against this resource.', '<Method>POST</Method>'),
    ],
    [
      { path: `/pond/${'k'.repeat(1025)}` },
      400,
      error('KeyTooLongError', 'Your key is too long', '<Size>1025</Size><MaxSizeAllowed>1024</MaxSizeAllowed>'),
    ],
    [
      { path: '/pond?delete', method: 'POST', body: '<Delete/>' },
      400,
      error('InvalidRequest', 'Missing required header for this request: Content-MD5'),
    ],
    [
      { path: '/pond/key', headers: { 'x-amz-expected-bucket-owner': '111111111111' } },
      403,
      error('AccessDenied', 'Access Denied'),
    ],
    [
      { path: '/pond/key?versionId=nope' },
      404,
      error('NoSuchVersion', 'The specified version does not exist.', '<Key>key</Key><VersionId>nope</VersionId>'),
    ],
  ])('of %j', async (call, status, body) => {
    expect(await answer(call)).toEqual({ status, body });
  });

  it('is none for HEAD', async () => {
    expect(await answer({ method: 'HEAD', path: '/pond/no' })).toEqual({ status: 404, body: '' });
  });
});

describe('what is not simulated', () => {
  it.each<[string, string, string]>([
    ['GET', '/pond/key?acl', 'GetObjectAcl'],
    ['PUT', '/pond/key?acl', 'PutObjectAcl'],
    ['GET', '/pond/key?tagging', 'GetObjectTagging'],
    ['PUT', '/pond/key?tagging', 'PutObjectTagging'],
    ['DELETE', '/pond/key?tagging', 'DeleteObjectTagging'],
    ['GET', '/pond/key?attributes', 'GetObjectAttributes'],
    ['GET', '/pond/key?retention', 'GetObjectRetention'],
    ['POST', '/pond/key?uploads', 'CreateMultipartUpload'],
    ['PUT', '/pond/key?partNumber=1&uploadId=x', 'UploadPart'],
    ['POST', '/pond/key?uploadId=x', 'CompleteMultipartUpload'],
    ['DELETE', '/pond/key?uploadId=x', 'AbortMultipartUpload'],
    ['GET', '/pond/key?uploadId=x', 'ListParts'],
    ['POST', '/pond/key?restore', 'RestoreObject'],
    ['GET', '/pond', 'ListObjects'],
    ['GET', '/pond?policy', 'GetBucketPolicy'],
    ['PUT', '/pond?policy', 'PutBucketPolicy'],
    ['DELETE', '/pond?policy', 'DeleteBucketPolicy'],
    ['GET', '/pond?cors', 'GetBucketCors'],
    ['PUT', '/pond?lifecycle', 'PutBucketLifecycleConfiguration'],
    ['GET', '/pond?notification', 'GetBucketNotificationConfiguration'],
    ['GET', '/pond?uploads', 'ListMultipartUploads'],
    ['GET', '/pond?session', 'CreateSession'],
    ['POST', '/pond', 'PostObject'],
  ])('%s %s is refused as s3:%s, and changes nothing', async (method, path, operation) => {
    expect(await answer({ method, path, ...(method === 'GET' ? {} : { body: 'x' }) })).toEqual({
      status: 501,
      body: error('NotImplemented', `s3:${operation} is not simulated by the local AWS.`),
    });
    expect(aws.s3.readObject('pond', 'key')?.toString()).toBe('bytes');
  });

  it('is copying, by name', async () => {
    const copy = { method: 'PUT', path: '/pond/copy', headers: { 'x-amz-copy-source': '/pond/key' } };

    expect((await answer(copy)).body).toContain('s3:CopyObject is not simulated');
  });

  it.each([
    ['x-amz-acl', 'public-read'],
    ['x-amz-tagging', 'a=b'],
    ['x-amz-storage-class', 'GLACIER'],
    ['x-amz-server-side-encryption', 'aws:kms'],
    ['x-amz-server-side-encryption-customer-algorithm', 'AES256'],
    ['x-amz-object-lock-mode', 'GOVERNANCE'],
    ['x-amz-website-redirect-location', '/x'],
    ['x-amz-grant-read', 'id=1'],
  ])('is the header %s: %s, which is refused instead of forgotten', async (name, value) => {
    expect(await answer({ method: 'PUT', path: '/pond/header', headers: { [name]: value }, body: 'x' })).toEqual({
      status: 501,
      body: error(
        'NotImplemented',
        `s3:PutObject with &quot;${name}: ${value}&quot; is not simulated by the local AWS.`,
      ),
    });
    expect(aws.s3.readObject('pond', 'header')).toBeUndefined();
  });

  it.each([
    ['x-amz-acl', 'private'],
    ['x-amz-storage-class', 'STANDARD'],
    ['x-amz-server-side-encryption', 'AES256'],
  ])('is not %s: %s, which is what S3 does anyway', async (name, value) => {
    const { status } = await answer({ method: 'PUT', path: '/pond/header', headers: { [name]: value }, body: 'x' });

    expect(status).toBe(200);
  });

  it('is encryption at rest: no answer claims it', async () => {
    const response = await aws.send({ path: '/pond/key' });

    expect(response.headers.get('x-amz-server-side-encryption')).toBeNull();
  });

  it('is a checksum that the writer did not send', async () => {
    const response = await aws.send({ path: '/pond/key', headers: { 'x-amz-checksum-mode': 'ENABLED' } });

    expect([...response.headers.keys()].filter((name) => name.startsWith('x-amz-checksum'))).toEqual([]);
  });
});

describe('other documents', () => {
  it.each<[SignedCall, string]>([
    [
      { path: '/pond?location' },
      '<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/">eu-west-1</LocationConstraint>',
    ],
    [
      { path: '/pond?versioning' },
      '<VersioningConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"></VersioningConfiguration>',
    ],
    [
      { path: '/pond?list-type=2&prefix=none' },
      '<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>pond</Name><Prefix>none</Prefix>' +
        '<MaxKeys>1000</MaxKeys><KeyCount>0</KeyCount><IsTruncated>false</IsTruncated></ListBucketResult>',
    ],
  ])('%j', async (call, body) => {
    expect(await answer(call)).toEqual({ status: 200, body });
  });

  it('refuse a location that is not the region, and take the region', async () => {
    const create = (location: string) => ({
      method: 'PUT',
      path: '/located',
      body: `<CreateBucketConfiguration><LocationConstraint>${location}</LocationConstraint></CreateBucketConfiguration>`,
    });

    expect((await answer(create('us-west-2'))).body).toContain('<Code>IllegalLocationConstraintException</Code>');
    expect((await answer(create('eu-west-1'))).status).toBe(200);
    expect(aws.s3.readObject('located', 'key')).toBeUndefined();
  });

  it.each([
    '<a',
    '<a></b>',
    '',
    'text',
    '<a/><b/>',
    '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
    '<a>&x;</a>',
    '<a>&</a>',
  ])('are refused when they are no XML: %s', async (body) => {
    const { status, body: refusal } = await answer({ method: 'PUT', path: '/pond?versioning', body });

    expect(status).toBe(400);
    expect(refusal).toContain('<Code>MalformedXML</Code>');
  });
});

describe('the name of the bucket', () => {
  it('may stand in the host, before .localhost', async () => {
    const s3 = s3Service({ storage: memoryStorage(), region, accountId });
    s3.declareBucket('pond');
    s3.writeObject('pond', 'a/key', Buffer.from('bytes'));

    const { body } = await s3.handle({
      method: 'GET',
      path: '/a/key',
      query: '',
      headers: { host: 'pond.localhost:4566' },
      body: Buffer.alloc(0),
      requestId: 'r',
      accessKeyId: 'a',
    });

    expect(body).toEqual(Buffer.from('bytes'));
  });
});

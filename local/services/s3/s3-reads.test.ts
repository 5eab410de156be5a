import { GetObjectCommand, HeadObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestEndpoint } from '../testing/test-endpoint.ts';
import type { TestEndpoint } from '../testing/test-endpoint.ts';

let aws: TestEndpoint;
// With milliseconds, because the dates of HTTP have none.
const written = Math.floor(Date.now() / 1000) * 1000 - 60_000 + 789;
const before = new Date(written - 1000).toUTCString();
const exactly = new Date(written).toUTCString();
const etag = '"781e5e245d69b566979b86e28d23f2c7"';

beforeAll(async () => {
  let now = written;
  aws = await startTestEndpoint({ clock: () => now });
  aws.s3.declareBucket('pond');
  aws.s3.writeObject('pond', 'digits', Buffer.from('0123456789'));
  aws.s3.writeObject('pond', 'empty', Buffer.alloc(0));
  now = Date.now();
});
afterAll(() => aws.close());

const get = (path: string, headers: Record<string, string> = {}) => aws.send({ path, headers });

describe('a range', () => {
  it.each([
    ['bytes=0-3', '0123', 'bytes 0-3/10'],
    ['bytes=5-', '56789', 'bytes 5-9/10'],
    ['bytes=-3', '789', 'bytes 7-9/10'],
    ['bytes=-99', '0123456789', 'bytes 0-9/10'],
    ['bytes=8-99', '89', 'bytes 8-9/10'],
  ])('%s gives %s', async (range, body, contentRange) => {
    const answer = await get('/pond/digits', { range });

    expect(answer.status).toBe(206);
    expect(answer.headers.get('content-range')).toBe(contentRange);
    expect(answer.headers.get('content-length')).toBe(String(body.length));
    expect(await answer.text()).toBe(body);
  });

  it.each(['bytes=3-1', 'bytes=a-b', 'bytes=-', 'items=0-3', 'bytes=0-1,3-4'])(
    '%s is ignored, because it is none or several',
    async (range) => {
      const answer = await get('/pond/digits', { range });

      expect(answer.status).toBe(200);
      expect(await answer.text()).toBe('0123456789');
    },
  );

  it.each([
    ['/pond/digits', 'bytes=10-', '10'],
    ['/pond/digits', 'bytes=-0', '10'],
    ['/pond/empty', 'bytes=0-', '0'],
  ])('of %s outside the object (%s) is refused with 416 and the size', async (path, range, size) => {
    const answer = await get(path, { range });

    expect(answer.status).toBe(416);
    expect(answer.headers.get('content-range')).toBe(`bytes */${size}`);
    expect(await answer.text()).toMatch(
      new RegExp(`<Code>InvalidRange</Code>.*<RangeRequested>${range}</RangeRequested><ActualObjectSize>${size}<`),
    );
  });

  it('can be asked of HeadObject', async () => {
    const answer = await aws.s3Client.send(
      new HeadObjectCommand({ Bucket: 'pond', Key: 'digits', Range: 'bytes=2-4' }),
    );

    expect(answer).toMatchObject({ ContentLength: 3, $metadata: { httpStatusCode: 206 } });
  });

  it('carries no checksum, which would be that of the whole object', async () => {
    const headers = { 'x-amz-checksum-crc32': 'y/Q5Jg==' };
    await aws.send({ method: 'PUT', path: '/pond/checked', headers, body: '123456789' });

    const answer = await get('/pond/checked', { range: 'bytes=0-1', 'x-amz-checksum-mode': 'ENABLED' });

    expect(answer.headers.get('x-amz-checksum-crc32')).toBeNull();
  });
});

describe('a conditional read', () => {
  // RFC 9110 section 13.2.2: If-Match before If-Unmodified-Since, If-None-Match before If-Modified-Since.
  it.each<[Record<string, string>, number]>([
    [{ 'if-match': etag }, 200],
    [{ 'if-match': `"other", ${etag}` }, 200],
    [{ 'if-match': etag.replaceAll('"', '') }, 200],
    [{ 'if-match': '*' }, 200],
    [{ 'if-match': '"other"' }, 412],
    [{ 'if-unmodified-since': exactly }, 200],
    [{ 'if-unmodified-since': before }, 412],
    [{ 'if-unmodified-since': 'no date' }, 200],
    [{ 'if-match': etag, 'if-unmodified-since': before }, 200],
    [{ 'if-none-match': etag }, 304],
    [{ 'if-none-match': `W/${etag}` }, 304],
    [{ 'if-none-match': '*' }, 304],
    [{ 'if-none-match': '"other"' }, 200],
    [{ 'if-modified-since': exactly }, 304],
    [{ 'if-modified-since': before }, 200],
    [{ 'if-modified-since': 'no date' }, 200],
    [{ 'if-none-match': '"other"', 'if-modified-since': exactly }, 200],
    [{ 'if-none-match': etag, 'if-modified-since': before }, 304],
    [{ 'if-match': '"other"', 'if-none-match': etag }, 412],
  ])('with %j is answered %i', async (headers, status) => {
    const answer = await get('/pond/digits', headers);

    expect(answer.status).toBe(status);
    expect(answer.headers.get('etag')).toBe(status === 412 ? null : etag);
    expect((await answer.text()).length > 0).toBe(status !== 304);
  });

  it('that fails names the condition', async () => {
    const answer = await get('/pond/digits', { 'if-match': '"other"' });

    expect(await answer.text()).toContain('<Code>PreconditionFailed</Code>');
  });

  it('is an error of status 304 to the SDK', async () => {
    const command = new GetObjectCommand({ Bucket: 'pond', Key: 'digits', IfNoneMatch: etag });

    await expect(aws.s3Client.send(command)).rejects.toMatchObject({ $metadata: { httpStatusCode: 304 } });
  });
});

describe('a read', () => {
  it('can replace headers of the answer', async () => {
    const answer = await aws.s3Client.send(
      new GetObjectCommand({
        Bucket: 'pond',
        Key: 'digits',
        ResponseContentType: 'text/x-digits',
        ResponseContentDisposition: 'attachment; filename="ü.txt"',
        ResponseCacheControl: 'no-store',
      }),
    );

    expect(answer).toMatchObject({ ContentType: 'text/x-digits', CacheControl: 'no-store' });
  });

  it('of one part of an upload is refused by name, because there are no parts', async () => {
    await expect(
      aws.s3Client.send(new GetObjectCommand({ Bucket: 'pond', Key: 'digits', PartNumber: 1 })),
    ).rejects.toMatchObject({ name: 'NotImplemented', message: expect.stringContaining('partNumber') as string });
  });
});

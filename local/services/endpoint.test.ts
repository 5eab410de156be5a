import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { GetObjectCommand, ListBucketsCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createEndpoint } from './endpoint.ts';
import type { Endpoint } from './endpoint.ts';
import type { AwsService } from './service.ts';
import { credentials, region, startTestEndpoint } from './testing/test-endpoint.ts';
import type { TestEndpoint } from './testing/test-endpoint.ts';

let aws: TestEndpoint;
const errors: unknown[] = [];
beforeAll(async () => {
  aws = await startTestEndpoint({ maxBodyBytes: 100_000, onError: (error) => errors.push(error) });
  aws.s3.declareBucket('pond');
});
afterAll(() => aws.close());

async function raw(lines: string): Promise<string> {
  const socket = connect({ host: '127.0.0.1', port: Number(new URL(aws.url).port) });
  socket.end(lines);
  return text(socket);
}

describe('a request for a service that is not there', () => {
  it.each([
    [
      'JSON 1.0',
      { service: 'dynamodb', target: 'DynamoDB_20120810.PutItem', type: 'application/x-amz-json-1.0' },
      { __type: 'NotImplemented', message: 'dynamodb:PutItem is not simulated by the local AWS.' },
    ],
    [
      'JSON 1.1',
      { service: 'events', target: 'AWSEvents.PutEvents', type: 'application/x-amz-json-1.1' },
      { __type: 'NotImplemented', message: 'events:PutEvents is not simulated by the local AWS.' },
    ],
  ])('in %s is refused by name, in its protocol', async (_, { service, target, type }, body) => {
    const headers = { 'x-amz-target': target, 'content-type': type };
    const response = await aws.send({ method: 'POST', path: '/', service, headers, body: '{}' });

    expect(response.status).toBe(501);
    expect(response.headers.get('content-type')).toBe(type);
    expect(response.headers.get('x-amzn-errortype')).toBe('NotImplemented');
    expect(await response.json()).toEqual(body);
  });

  it('in the query protocol is refused in XML with the name of its action', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
    const body = 'Action=Publish&Version=2010-03-31';
    const response = await aws.send({ method: 'POST', path: '/', service: 'sns', headers, body });

    expect(response.status).toBe(501);
    expect(response.headers.get('content-type')).toBe('text/xml');
    expect(await response.text()).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?>\n<ErrorResponse><Error><Type>Receiver<\/Type><Code>NotImplemented<\/Code><Message>sns:Publish is not simulated by the local AWS\.<\/Message><\/Error><RequestId>[0-9a-f-]{36}<\/RequestId><\/ErrorResponse>$/,
    );
  });

  it('in REST is refused with method and path', async () => {
    const response = await aws.send({ path: '/2015-03-31/functions', service: 'lambda' });

    expect(response.status).toBe(501);
    expect(await response.json()).toMatchObject({
      message: 'lambda:GET /2015-03-31/functions is not simulated by the local AWS.',
    });
  });
});

describe('every answer', () => {
  it('carries request ids and the date', async () => {
    const { headers } = await aws.send({ path: '/' });

    expect(headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.get('x-amz-request-id')).toBe(headers.get('x-amzn-requestid'));
    expect(headers.get('x-amz-id-2')).not.toBeNull();
    expect(Math.abs(Date.parse(headers.get('date') ?? '') - Date.now())).toBeLessThan(10_000);
  });
});

describe('who may ask', () => {
  it('is told apart by SDK clients: unknown key and wrong secret, for S3 and for a JSON service', async () => {
    const using = (keys: typeof credentials) => ({ endpoint: aws.url, region, credentials: keys, maxAttempts: 1 });
    const stranger = using({ accessKeyId: 'AKIDOTHER', secretAccessKey: 'secret' });
    const guesser = using({ ...credentials, secretAccessKey: 'guess' });

    await expect(new S3Client(stranger).send(new ListBucketsCommand())).rejects.toMatchObject({
      name: 'InvalidAccessKeyId',
      $metadata: { httpStatusCode: 403 },
    });
    await expect(new S3Client(guesser).send(new ListBucketsCommand())).rejects.toMatchObject({
      name: 'SignatureDoesNotMatch',
      $metadata: { httpStatusCode: 403 },
    });
    const get = new GetParameterCommand({ Name: '/a' });
    await expect(new SSMClient(stranger).send(get)).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
      $metadata: { httpStatusCode: 400 },
    });
    await expect(new SSMClient(guesser).send(get)).rejects.toMatchObject({
      name: 'InvalidSignatureException',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('is nobody without a signature', async () => {
    const s3 = await fetch(`${aws.url}/pond/key`);
    const headers = { 'x-amz-target': 'AmazonSSM.GetParameter', 'content-type': 'application/x-amz-json-1.1' };
    const ssm = await fetch(aws.url, { method: 'POST', headers, body: '{}' });

    expect(s3.status).toBe(403);
    expect(await s3.text()).toContain('<Code>AccessDenied</Code>');
    expect(ssm.status).toBe(400);
    expect(await ssm.json()).toMatchObject({ __type: 'MissingAuthenticationTokenException' });
  });

  it('may do everything with any key that is known: there are no policies', async () => {
    const other = { accessKeyId: 'AKIDSECOND', secretAccessKey: 'another' };
    const shared = await startTestEndpoint({ credentials: [credentials, other] });
    shared.s3.declareBucket('shared');
    const second = new S3Client({ endpoint: shared.url, region, credentials: other, maxAttempts: 1 });

    await second.send(new PutObjectCommand({ Bucket: 'shared', Key: 'key', Body: 'of the second' }));
    const { Body } = await shared.s3Client.send(new GetObjectCommand({ Bucket: 'shared', Key: 'key' }));

    expect(await Body?.transformToString()).toBe('of the second');
    await shared.close();
  });

  it('is no web page: its keys are known to everybody', async () => {
    const signed = await aws.send({ path: '/', headers: { origin: 'https://elsewhere.example' } });

    expect(signed.status).toBe(403);
    expect(await signed.text()).toContain('Web pages (https://elsewhere.example) may not sign requests');
  });

  it('may sign for any region, and session tokens are not looked at', async () => {
    const elsewhere = new S3Client({
      endpoint: aws.url,
      region: 'ap-southeast-2',
      credentials: { ...credentials, sessionToken: 'any' },
    });

    await expect(elsewhere.send(new ListBucketsCommand())).resolves.toMatchObject({ Buckets: [{ Name: 'pond' }] });
  });
});

describe('what is no proper request', () => {
  it('is answered with 400 when it is not HTTP', async () => {
    expect(await raw('NONSENSE\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
  });

  it('is answered with 431 when its headers (1 MB of query) are too large', async () => {
    const request = `GET /pond/key?${'x'.repeat(1_000_000)} HTTP/1.1\r\nHost: h\r\n\r\n`;

    expect(await raw(request)).toMatch(/^HTTP\/1\.1 431 /);
  });

  it.each(['/pond/%zz', '/%', '/pond/%ff', '/pond?prefix=%ff'])('is an invalid URI as %s', async (path) => {
    const signature = `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/20130524/${region}/s3/aws4_request,SignedHeaders=host,Signature=x`;
    const date = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
    const answer = await raw(
      `GET ${path} HTTP/1.1\r\nHost: h\r\nConnection: close\r\nX-Amz-Content-Sha256: UNSIGNED-PAYLOAD\r\nX-Amz-Date: ${date}\r\n` +
        `Authorization: ${signature.replace('20130524', date.slice(0, 8)).replace('host,', 'host;x-amz-content-sha256;x-amz-date,')}\r\n\r\n`,
    );

    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('<Code>InvalidURI</Code>');
  });

  it('is refused when its body is larger than the bound, and the connection goes on', async () => {
    const large = await aws.send({ method: 'PUT', path: '/pond/large', body: Buffer.alloc(100_001) });

    expect(large.status).toBe(400);
    expect(await large.text()).toContain('<Code>EntityTooLarge</Code>');
    expect((await aws.send({ path: '/pond/large' })).status).toBe(404);
  });

  it('is refused when a chunked body grows beyond the bound', async () => {
    const chunk = `${(60_000).toString(16)}\r\n${'x'.repeat(60_000)}\r\n`;
    const answer = await raw(
      `PUT /pond/large HTTP/1.1\r\nHost: h\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n${chunk}${chunk}0\r\n\r\n`,
    );

    expect(answer).toContain('<Code>EntityTooLarge</Code>');
  });

  it('never ends in an error of this program', () => {
    expect(errors).toEqual([]);
  });
});

describe('a service behind the endpoint', () => {
  let endpoint: Endpoint | undefined;
  afterEach(() => endpoint?.close());

  const service = (more: Partial<AwsService>): AwsService => ({
    signingName: 'keys',
    allowsAnonymous: () => false,
    handle: async () => ({ status: 200, headers: {}, body: 'mine' }),
    ...more,
  });

  it('can claim requests that name no service and carry no signature', async () => {
    endpoint = createEndpoint({
      services: [service({ claims: ({ path }) => path.endsWith('/.well-known/jwks.json') })],
      credentials: [],
    });
    const url = await endpoint.listen(0);

    expect(await (await fetch(`${url}/pool/.well-known/jwks.json`)).text()).toBe('mine');
    expect((await fetch(`${url}/pool/other`)).status).toBe(501);
  });

  it('that breaks is an internal error to the client, and is reported', async () => {
    const reported: unknown[] = [];
    const broken = new Error('broken');
    endpoint = createEndpoint({
      services: [service({ claims: () => true, handle: () => Promise.reject(broken) })],
      credentials: [],
      onError: (error) => reported.push(error),
    });
    const response = await fetch(await endpoint.listen(0));

    expect(response.status).toBe(500);
    expect(await response.text()).toContain('<Code>InternalError</Code>');
    expect(reported).toEqual([broken]);
  });

  it('can stream, and a stream that breaks does not look complete', async () => {
    async function* body(breaks: boolean): AsyncGenerator<Uint8Array> {
      yield Buffer.from('first ');
      if (breaks) throw new Error('broken');
      yield Buffer.from('second');
    }
    endpoint = createEndpoint({
      services: [
        service({
          claims: () => true,
          handle: async ({ path }) => ({ status: 200, headers: {}, body: body(path === '/breaks') }),
        }),
      ],
      credentials: [],
    });
    const url = await endpoint.listen(0);

    expect(await (await fetch(url)).text()).toBe('first second');
    await expect(fetch(`${url}/breaks`).then((response) => response.text())).rejects.toThrow();
  });

  it('listens on the loopback interface only', async () => {
    expect(aws.endpoint.server.address()).toMatchObject({ address: '127.0.0.1' });
    await expect(aws.s3Client.send(new GetObjectCommand({ Bucket: 'pond', Key: 'no' }))).rejects.toMatchObject({
      name: 'NoSuchKey',
    });
  });
});

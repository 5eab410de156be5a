import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { returns, startGateway, type GatewayUnderTest } from './testing/gateway-under-test.ts';
import { goldenSuite } from './testing/golden-suite.ts';
import { libraryContract, operation } from './testing/library-contract.ts';
import { now } from './testing/tokens.ts';

const megabyte = 1024 * 1024;
/** Every kind of error has CORS headers here, so that plain answers stand out. */
const definition = libraryContract(
  {
    'x-amazon-apigateway-gateway-responses': {
      DEFAULT_4XX: { responseParameters: { 'gatewayresponse.header.Access-Control-Allow-Origin': "'*'" } },
    },
  },
  { '/secured/{id}': { get: operation({ security: [{ Readers: [] }] }) } },
);

const payloadTooLarge = {
  status: 413,
  body: 'HTTP content length exceeded 10485760 bytes.',
  headers: { 'content-type': 'text/plain', 'access-control-allow-origin': null },
  event: null,
};

goldenSuite(
  'limits',
  [
    {
      title: 'a body of more than 10 MB is refused in plain text, gateway responses or not',
      source: '2.5 [C]',
      request: { path: '/open', method: 'POST', body: Buffer.alloc(10_485_761, 'a') },
      expected: payloadTooLarge,
    },
    {
      title: 'a chunked body of more than 10 MB is refused as well',
      source: '2.5 [C]',
      request: {
        path: '/open',
        method: 'POST',
        headers: { 'Transfer-Encoding': 'chunked' },
        body: Buffer.alloc(11_000_000, 'a'),
      },
      expected: payloadTooLarge,
    },
    {
      title: 'the size of the body is checked before the route',
      source: '2.4',
      request: { path: '/nothing', method: 'POST', body: Buffer.alloc(10_485_761, 'a') },
      expected: payloadTooLarge,
    },
    {
      title: 'an event of more than 6 MB is refused with 413',
      source: '2.5 [C]',
      request: { path: '/open', method: 'POST', body: Buffer.alloc(6_300_000, 'a') },
      expected: { status: 413, event: null },
    },
    {
      title: 'what counts is the event as JSON',
      source: '2.5 [C]',
      request: { path: '/open', method: 'POST', body: Buffer.alloc(3_500_000, '"') },
      expected: { status: 413, event: null },
    },
    {
      title: 'a body of 5 MB passes',
      source: '2.5 [D]',
      request: { path: '/open', method: 'POST', body: Buffer.alloc(5_000_000, 'a') },
      expected: { status: 200 },
    },
    {
      title: 'headers of 10 KB pass',
      source: '2.5 [D]',
      request: { path: '/open', headers: { 'X-Long': 'a'.repeat(10_000) } },
      expected: { status: 200 },
    },
    {
      title: 'one header of a megabyte is no 5xx',
      source: 'issue: bad input never gives a 5xx',
      request: { path: '/open', headers: { 'X-Long': 'a'.repeat(megabyte) } },
      expected: { status: 431, event: null },
    },
    {
      title: 'headers of more than 10240 bytes are refused in plain text',
      source: '2.5 [C, low]',
      request: { path: '/open', headers: { 'X-Long': 'a'.repeat(11_000) } },
      expected: {
        status: 431,
        body: 'HTTP header is larger than 10240 bytes.',
        headers: { 'content-type': 'text/plain', 'access-control-allow-origin': null },
        event: null,
      },
    },
    {
      title: 'many small headers count together',
      source: '2.5 [D]',
      request: { path: '/open', headers: Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`x-${i}`, '1'])) },
      expected: { status: 431, event: null },
    },
    {
      title: 'a query string of 9 KB passes',
      source: '2.5 [D]',
      request: { path: `/open?a=${'b'.repeat(9_000)}` },
      expected: { status: 200 },
    },
    {
      title: 'a query string of a megabyte is refused with 414',
      source: '2.5 [D], RFC 9110, 15.5.15',
      request: { path: `/open?a=${'b'.repeat(megabyte)}` },
      expected: { status: 414, headers: { 'content-type': 'text/plain' }, event: null },
    },
    {
      title: 'an ARN of more than 1600 bytes is refused with 414 where there is an authorizer',
      source: '2.5 [D]',
      request: { path: `/secured/${'a'.repeat(1_600)}` },
      expected: { status: 414, json: { message: 'Request URI too long' }, event: null },
    },
    {
      title: 'a path of that length passes where there is none',
      source: '2.5 [D]',
      request: { path: `/books/${'a'.repeat(1_600)}` },
      expected: { status: 200 },
    },
    {
      title: 'a result of more than 6 MB is a 502',
      source: '2.5 [D]',
      request: { path: '/open' },
      result: { statusCode: 200, body: 'a'.repeat(6_291_556) },
      expected: { status: 502, body: '{"message": "Internal server error"}' },
    },
    {
      title: 'a result of 6 MB passes',
      source: '2.5 [D]',
      request: { path: '/open' },
      result: { statusCode: 200, body: 'a'.repeat(6_200_000) },
      expected: { status: 200, headers: { 'content-length': '6200000' } },
    },
    {
      title: 'braces and bars in a query string have to be percent-encoded',
      source: '2.1 [D], the status decided here',
      request: { path: '/open?a={b|c}' },
      expected: { status: 400, headers: { 'content-type': 'application/json' }, event: null },
    },
    {
      title: 'percent-encoded they pass',
      source: '2.1 [D]',
      request: { path: '/open?a=%7Bb%7Cc%7D' },
      expected: { status: 200, event: { queryStringParameters: { a: '{b|c}' } } },
    },
    {
      title: 'ten thousand parameters of one name pass',
      source: 'issue: bad input never gives a 5xx',
      request: { path: `/open?${'a&'.repeat(5_000)}` },
      expected: { status: 200 },
    },
  ],
  { definition },
);

describe('an integration that takes too long', () => {
  it('is a 504 after its timeout, and what comes later is forgotten (2.5 [V])', async () => {
    const gateway = await startGateway();
    let finish: (() => void) | undefined;
    gateway.setFunction(() => new Promise((resolve) => (finish = () => resolve(returns({ body: 'late' })))));
    const received = await gateway.send({ path: '/slow' });
    finish?.();
    gateway.setFunction(() => returns({ body: 'next' }));
    const next = await gateway.send({ path: '/slow' });
    await gateway.close();
    expect(received.status).toBe(504);
    expect(received.body).toBe('{"message": "Endpoint request timed out"}');
    expect(received.headers['x-amzn-errortype']).toBe('InternalServerErrorException');
    expect(gateway.log[0]).toMatchObject({ responseType: 'INTEGRATION_TIMEOUT', cause: 'no result after 50 ms' });
    expect(next.body).toBe('next');
  });

  it('may fail after that without doing harm', async () => {
    const gateway = await startGateway();
    let fail: ((reason: Error) => void) | undefined;
    gateway.setFunction(() => new Promise((_resolve, reject) => (fail = reject)));
    const received = await gateway.send({ path: '/slow' });
    fail?.(new Error('late'));
    gateway.setFunction(() => returns({}));
    const next = await gateway.send({ path: '/slow' });
    await gateway.close();
    expect([received.status, next.status]).toEqual([504, 200]);
  });
});

describe('throttling', () => {
  const settings = [
    { resourcePath: '/*', httpMethod: '*', throttlingRateLimit: 1, throttlingBurstLimit: 2 },
    { resourcePath: '/~1books~1{isbn}', httpMethod: 'GET', throttlingRateLimit: 0, throttlingBurstLimit: 0 },
    { resourcePath: '/books/latest', httpMethod: 'GET', throttlingRateLimit: -1, throttlingBurstLimit: -1 },
  ];

  it('lets a burst pass, refuses what follows, and fills up with time (2.5 [V])', async () => {
    let time = now;
    const gateway = await startGateway({ clock: () => time, methodSettings: settings, definition });
    const statuses = [];
    for (let i = 0; i < 3; i++) statuses.push((await gateway.send({ path: '/open' })).status);
    const refused = await gateway.send({ path: '/open' });
    time += 1_000;
    for (let i = 0; i < 2; i++) statuses.push((await gateway.send({ path: '/open' })).status);
    time += 3_600_000;
    for (let i = 0; i < 3; i++) statuses.push((await gateway.send({ path: '/open' })).status);
    await gateway.close();
    expect(statuses).toEqual([200, 200, 429, 200, 429, 200, 200, 429]);
    expect(refused.body).toBe('{"message":"Too Many Requests"}');
    expect(refused.headers).toMatchObject({
      'x-amzn-errortype': 'TooManyRequestsException',
      'access-control-allow-origin': '*',
    });
  });

  it('counts each method for itself, and the setting of a method wins over the one for all', async () => {
    const gateway = await startGateway({ clock: () => now, methodSettings: settings });
    const statusesOf = async (path: string, method = 'GET') => {
      const statuses = [];
      for (let i = 0; i < 3; i++) statuses.push((await gateway.send({ path, method })).status);
      return statuses;
    };
    const all = {
      open: await statusesOf('/open'),
      put: await statusesOf('/open', 'PUT'),
      blocked: await statusesOf('/books/1'),
      unlimited: await statusesOf('/books/latest'),
    };
    await gateway.close();
    expect(all).toEqual({
      open: [200, 200, 429],
      put: [200, 200, 429],
      blocked: [429, 429, 429],
      unlimited: [200, 200, 200],
    });
  });
});

describe('bytes that are no request', () => {
  let gateway: GatewayUnderTest;
  beforeAll(async () => {
    gateway = await startGateway();
  });
  afterAll(() => gateway.close());

  const status = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);

  it.each([
    ['a control character in the path', 'GET /op\x01en HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['NUL in the query string', 'GET /open?a=\0 HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['NUL in a header', 'GET /open HTTP/1.1\r\nHost: a\r\nX-A: \0\r\n\r\n'],
    ['bytes outside ASCII in the path', 'GET /books/Fafnir🐉 HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['no HTTP at all', 'hello\r\n\r\n'],
    ['a space in the path', 'GET /op en HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['no Host', 'GET /open HTTP/1.1\r\nConnection: close\r\n\r\n'],
    ['two lengths', 'POST /open HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
    [
      'a length and chunks',
      'POST /open HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['a negative length', 'POST /open HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n'],
    ['a broken chunk', 'POST /open HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'],
  ])('%s is a 400', async (_title, bytes) => {
    expect(status(await gateway.raw(bytes, /\r\n\r\n/))).toBe(400);
  });

  it('a request line beyond every limit gets an answer before the connection ends', async () => {
    const answer = await gateway.raw(`GET /open?${'a'.repeat(6 * megabyte)} HTTP/1.1\r\nHost: a\r\n\r\n`);
    expect(status(answer)).toBe(431);
    expect(answer).toContain('HTTP header is larger than 10240 bytes.');
  });

  it('headers beyond the number that Node keeps count as well', async () => {
    const many = 'a:\r\n'.repeat(2_000);
    const answer = await gateway.raw(
      `GET /open HTTP/1.1\r\nHost: a\r\n${many}X-Long: ${'a'.repeat(5_000)}\r\n\r\n`,
      /bytes\.$/,
    );
    expect(status(answer)).toBe(431);
  });

  it('a client that leaves in the middle of its body does no harm', async () => {
    const socket = connect(gateway.port, '127.0.0.1');
    await once(socket, 'connect');
    socket.end('POST /open HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc');
    socket.resume();
    await once(socket, 'close');
    const { status: after } = await gateway.send({ path: '/open' });
    expect(after).toBe(200);
    expect(gateway.log.filter(({ method }) => method === 'POST')).toEqual([]);
  });

  it('the server goes on', async () => {
    const { status: after } = await gateway.send({ path: '/open' });
    expect(after).toBe(200);
  });
});

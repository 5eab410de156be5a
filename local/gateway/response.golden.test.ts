import { describe, expect, it } from 'vitest';
import { returns, startGateway } from './testing/gateway-under-test.ts';
import { goldenSuite, type GoldenCase } from './testing/golden-suite.ts';
import { libraryContract } from './testing/library-contract.ts';

const open = { path: '/open' };

const malformed: GoldenCase['expected'] = {
  status: 502,
  body: '{"message": "Internal server error"}',
  headers: {
    'content-type': 'application/json',
    'content-length': '36',
    'x-amzn-errortype': 'InternalServerErrorException',
    'x-amzn-trace-id': null,
  },
};

const refusedResults: [title: string, source: string, result: unknown][] = [
  ['text', '2.9 [V]', '"done"'],
  ['null', '2.9 [V]', 'null'],
  ['an empty payload', '2.9 [V]', ''],
  ['a list', '2.9 [V]', '[]'],
  ['a number', '2.9 [V]', '200'],
  ['what is not JSON', '2.9 [V]', '{'],
  ['an unknown key', '2.9 [V]', { statusCode: 200, message: 'done' }],
  ['cookies, which belong to HTTP APIs', '2.9 [V]', { statusCode: 200, cookies: ['a=1'] }],
  ['an error object', '2.9 [V]', { errorMessage: 'x', errorType: 'Error', trace: [] }],
  ['a body that is an object', '2.9 [V]', { statusCode: 200, body: { a: 1 } }],
  ['a body that is a number', '2.9 [V]', { statusCode: 200, body: 1 }],
  ['a status that is a word', '2.9 [V]', { statusCode: 'OK' }],
  ['a status that no HTTP answer can have', '2.9, decided here', { statusCode: 1000 }],
  ['headers that are a list', '2.9 [V]', { headers: ['a'] }],
  ['a header value that is an object', '2.9 [V]', { headers: { 'X-A': {} } }],
  ['a header value that is a list', '2.9 [V]', { headers: { 'X-A': ['1'] } }],
  ['a multi-value header that is text', '2.9 [V]', { multiValueHeaders: { 'X-A': '1' } }],
  ['a header name that cannot be sent', 'RFC 9110, 5.6.2', { headers: { 'X A': '1' } }],
  ['a line break in a header', 'RFC 9110, 5.5', { headers: { 'X-A': '1\r\nX-B: 2' } }],
];

goldenSuite('a Lambda proxy response', [
  {
    title: 'gives status, headers and body, and what the gateway adds',
    source: '2.5, 2.9 [V]',
    request: open,
    result: { statusCode: 201, headers: { 'Content-Type': 'text/plain', 'X-Shelf': 'north' }, body: 'done' },
    expected: {
      status: 201,
      body: 'done',
      headers: {
        'content-type': 'text/plain',
        'content-length': '4',
        'x-shelf': 'north',
        'x-amzn-requestid': /^[0-9a-f-]{36}$/,
        'x-amz-apigw-id': /=$/,
        'x-amzn-trace-id': /^Root=1-[0-9a-f]{8}-[0-9a-f]{24}/,
        'x-amzn-errortype': null,
        date: / GMT$/,
        connection: 'keep-alive',
        'transfer-encoding': null,
      },
    },
  },
  {
    title: 'may be an empty object: 200 without a body, as JSON',
    source: '2.9 [V]',
    request: open,
    result: {},
    expected: { status: 200, body: '', headers: { 'content-type': 'application/json', 'content-length': '0' } },
  },
  {
    title: 'may have a status in digits',
    source: '2.9 [V]',
    request: open,
    result: { statusCode: '404' },
    expected: { status: 404, body: '', headers: { 'x-amzn-errortype': null } },
  },
  {
    title: 'may have null for headers and body',
    source: '2.9 [V]',
    request: open,
    result: { statusCode: 200, headers: null, multiValueHeaders: null, body: null },
    expected: { status: 200, body: '' },
  },
  {
    title: 'may have booleans for header values',
    source: '2.9 [V]',
    request: open,
    result: { headers: { 'X-True': true, 'X-False': false } },
    expected: { status: 200, headers: { 'x-true': 'true', 'x-false': 'false' } },
  },
  {
    title: "passes the function's own errors through untouched",
    source: '2.9 [V]',
    request: open,
    result: { statusCode: 500, headers: { 'Content-Type': 'application/problem+json' }, body: '{"status":500}' },
    expected: {
      status: 500,
      body: '{"status":500}',
      headers: { 'content-type': 'application/problem+json', 'x-amzn-errortype': null },
    },
  },
  {
    title: 'sends every value of a multi-value header',
    source: '2.9 [V]',
    request: open,
    result: { multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'], 'X-A': ['1', '2'] } },
    expected: { status: 200, headers: { 'set-cookie': 'a=1, b=2', 'x-a': '1, 2' } },
  },
  {
    title: 'merges both maps, multi-values first',
    source: '2.9 [V]',
    request: open,
    result: { headers: { 'x-a': 'solo' }, multiValueHeaders: { 'X-A': ['1', '2'] } },
    expected: { status: 200, headers: { 'x-a': '1, 2, solo' } },
  },
  {
    title: 'has its own Content-Type whatever its case',
    source: '2.9 [V]',
    request: open,
    result: { headers: { 'content-TYPE': 'text/html' }, body: '<p>' },
    expected: { status: 200, headers: { 'content-type': 'text/html' } },
  },
  {
    title: 'has headers renamed that the gateway writes itself',
    source: '2.9 [V], 2.10 [D]',
    request: open,
    result: {
      headers: {
        Connection: 'close',
        'Content-Length': '3',
        Date: 'yesterday',
        Server: 'nginx',
        'WWW-Authenticate': 'Basic',
        Authorization: 'x',
        'Content-MD5': 'y',
        'Max-Forwards': '1',
        'User-Agent': 'z',
      },
      body: 'done',
    },
    expected: {
      status: 200,
      body: 'done',
      headers: {
        'x-amzn-remapped-connection': 'close',
        'x-amzn-remapped-content-length': '3',
        'x-amzn-remapped-date': 'yesterday',
        'x-amzn-remapped-server': 'nginx',
        'x-amzn-remapped-www-authenticate': 'Basic',
        'x-amzn-remapped-authorization': 'x',
        'x-amzn-remapped-content-md5': 'y',
        'x-amzn-remapped-max-forwards': '1',
        'x-amzn-remapped-user-agent': 'z',
        'www-authenticate': null,
        server: null,
        'content-length': '4',
        connection: 'keep-alive',
      },
    },
  },
  {
    title: 'loses headers that do not pass a gateway',
    source: '2.9 [V], 2.10 [D]',
    request: open,
    result: {
      headers: {
        'Transfer-Encoding': 'chunked',
        TE: 'x',
        Trailer: 'x',
        Upgrade: 'x',
        Host: 'x',
        Via: 'x',
        Expect: 'x',
        'Proxy-Authenticate': 'x',
        Pragma: 'kept',
      },
    },
    expected: {
      status: 200,
      headers: {
        'transfer-encoding': null,
        te: null,
        trailer: null,
        upgrade: null,
        host: null,
        via: null,
        expect: null,
        'proxy-authenticate': null,
        pragma: 'kept',
      },
    },
  },
  {
    title: 'sends text outside ASCII as UTF-8, with its length in bytes',
    source: '2.9',
    request: open,
    result: { body: 'Grüße 🐉' },
    expected: { status: 200, body: 'Grüße 🐉', headers: { 'content-length': '12' } },
  },
  {
    title: 'without content has the length 0',
    source: '2.9',
    request: open,
    result: { statusCode: 204 },
    expected: { status: 204, body: '', headers: { 'content-length': '0' } },
  },
  {
    title: 'with the status 204 loses its body, and promises none',
    source: 'RFC 9110, 15.3.5',
    request: open,
    result: { statusCode: 204, body: 'lost' },
    expected: { status: 204, body: '', headers: { 'content-length': '0' } },
  },
  {
    title: 'with the status 304 loses its body, and promises none',
    source: 'RFC 9110, 15.4.5',
    request: open,
    result: { statusCode: 304, body: 'lost' },
    expected: { status: 304, body: '', headers: { 'content-length': '0' } },
  },
  {
    title: 'returns base64 as it is when nothing is binary',
    source: '2.9 [V]',
    request: { path: '/open', headers: { Accept: 'image/png' } },
    result: { body: 'aGVsbG8=', isBase64Encoded: true },
    expected: { status: 200, body: 'aGVsbG8=' },
  },
  ...refusedResults.map(([title, source, result]): GoldenCase => ({
    title: `is malformed as ${title}: 502`,
    source,
    request: open,
    result,
    expected: malformed,
  })),
  {
    title: 'is a 502 when the function throws, and says nothing of it',
    source: '2.5 [V]',
    request: open,
    invocation: { outcome: 'failed', payload: '{"errorType":"Error","errorMessage":"secret"}' },
    expected: malformed,
  },
  {
    title: 'is a 502 when Lambda throttles',
    source: '2.5 [V]',
    request: open,
    invocation: { outcome: 'throttled' },
    expected: malformed,
  },
  {
    title: 'is a 500 when the integration does not use POST',
    source: '2.3 [D]',
    request: { path: '/miswired' },
    expected: { ...malformed, status: 500, event: null },
  },
]);

// Whether numbers may be header values is open (section 8, point 5).
describe('a number as a header value', () => {
  it.each([
    [false, 502],
    [true, 200],
  ])('with numericHeaderValues %s gives %d', async (numericHeaderValues, status) => {
    const gateway = await startGateway({ behaviour: { numericHeaderValues } });
    gateway.setFunction(() => returns({ headers: { 'X-Count': 1 } }));
    const received = await gateway.send(open);
    await gateway.close();
    expect(received.status).toBe(status);
  });
});

describe('permission to invoke', () => {
  it('is asked with the ARN of the method, and without it the answer is 500 (2.5 [V])', async () => {
    const asked: string[][] = [];
    const gateway = await startGateway({
      mayInvoke: (...question) => {
        asked.push(question);
        return false;
      },
    });
    const received = await gateway.send({ path: '/books/42' });
    await gateway.close();
    expect([received.status, received.body]).toEqual([500, '{"message": "Internal server error"}']);
    expect(gateway.events).toEqual([]);
    expect(asked).toEqual([
      [
        'arn:aws:lambda:eu-west-1:111111111111:function:library',
        'arn:aws:execute-api:eu-west-1:111111111111:abc123/v1/GET/books/*',
      ],
    ]);
    expect(gateway.log.at(-1)?.cause).toContain('no AWS::Lambda::Permission lets');
  });
});

describe('an error outside the function', () => {
  it('is a 500, with the cause in the log only', async () => {
    const gateway = await startGateway({
      invoker: {
        invoke: async () => {
          throw new Error('the machinery broke');
        },
      },
    });
    const received = await gateway.send(open);
    await gateway.close();
    expect([received.status, received.body]).toEqual([500, '{"message": "Internal server error"}']);
    expect(gateway.log.at(-1)).toMatchObject({
      status: 500,
      responseType: 'API_CONFIGURATION_ERROR',
      cause: expect.objectContaining({ message: 'the machinery broke' }) as unknown,
    });
  });

  it('in an observer does no harm', async () => {
    const gateway = await startGateway({
      onRequest: () => {
        throw new Error('the observer broke');
      },
    });
    const statuses = [(await gateway.send(open)).status, (await gateway.send(open)).status];
    await gateway.close();
    expect(statuses).toEqual([200, 200]);
  });
});

goldenSuite(
  'an API with binary media types',
  [
    {
      title: 'hands a binary body over in base64',
      source: '2.8 [V]',
      request: {
        path: '/open',
        method: 'POST',
        headers: { 'Content-Type': 'image/png' },
        body: Buffer.from([0xff, 0, 1]),
      },
      expected: { status: 200, eventAt: { body: '/wAB', isBase64Encoded: true } },
    },
    {
      title: 'hands other bodies over as text',
      source: '2.8 [V]',
      request: { path: '/open', method: 'POST', headers: { 'Content-Type': 'text/plain' }, body: 'hi' },
      expected: { status: 200, eventAt: { body: 'hi', isBase64Encoded: false } },
    },
    {
      title: 'decodes base64 for a client whose first accepted type is binary',
      source: '2.9 [V]',
      request: { path: '/open', headers: { Accept: 'image/png, text/plain' } },
      result: { body: 'aGVsbG8=', isBase64Encoded: true },
      expected: { status: 200, body: 'hello' },
    },
    {
      title: 'returns base64 as it is to other clients',
      source: '2.9 [V]',
      request: { path: '/open', headers: { Accept: 'text/plain, image/png' } },
      result: { body: 'aGVsbG8=', isBase64Encoded: true },
      expected: { status: 200, body: 'aGVsbG8=' },
    },
    {
      title: 'does not decode what is not marked as base64',
      source: '2.9 [V]',
      request: { path: '/open', headers: { Accept: 'image/png' } },
      result: { body: 'aGVsbG8=' },
      expected: { status: 200, body: 'aGVsbG8=' },
    },
  ],
  { definition: libraryContract({ 'x-amazon-apigateway-binary-media-types': ['image/*', 'application/pdf'] }) },
);

import { describe, expect, it } from 'vitest';
import { startGateway } from './testing/gateway-under-test.ts';
import { goldenSuite } from './testing/golden-suite.ts';
import { now } from './testing/tokens.ts';

describe('the event of a proxy integration', () => {
  it('has exactly the members that AWS sends, in payload version 1 (2.8 [V])', async () => {
    const gateway = await startGateway();
    const received = await gateway.send({
      path: '/books/42',
      headers: { Accept: '*/*', 'user-agent': 'curl/8', Host: 'localhost:3000' },
    });
    const requestId = received.headers['x-amzn-requestid'];
    const extendedRequestId = received.headers['x-amz-apigw-id'];
    const traceId = received.headers['x-amzn-trace-id'];
    await gateway.close();

    const domainName = 'abc123.execute-api.eu-west-1.amazonaws.com';
    expect(traceId).toMatch(/^Root=1-6b00196c-[0-9a-f]{24}$/);
    expect(gateway.events).toEqual([
      {
        resource: '/books/{isbn}',
        path: '/books/42',
        httpMethod: 'GET',
        headers: {
          Accept: '*/*',
          'User-Agent': 'curl/8',
          Host: domainName,
          'X-Amzn-Trace-Id': traceId,
          'X-Forwarded-For': '127.0.0.1',
          'X-Forwarded-Port': '443',
          'X-Forwarded-Proto': 'https',
        },
        multiValueHeaders: {
          Accept: ['*/*'],
          'User-Agent': ['curl/8'],
          Host: [domainName],
          'X-Amzn-Trace-Id': [traceId],
          'X-Forwarded-For': ['127.0.0.1'],
          'X-Forwarded-Port': ['443'],
          'X-Forwarded-Proto': ['https'],
        },
        queryStringParameters: null,
        multiValueQueryStringParameters: null,
        pathParameters: { isbn: '42' },
        stageVariables: null,
        requestContext: {
          resourceId: expect.stringMatching(/^[0-9a-z]{6}$/) as string,
          resourcePath: '/books/{isbn}',
          httpMethod: 'GET',
          extendedRequestId,
          requestTime: '20/Nov/2026:09:57:00 +0000',
          path: '/v1/books/42',
          accountId: '111111111111',
          protocol: 'HTTP/1.1',
          stage: 'v1',
          domainPrefix: 'abc123',
          requestTimeEpoch: now,
          requestId,
          identity: {
            cognitoIdentityPoolId: null,
            accountId: null,
            cognitoIdentityId: null,
            caller: null,
            sourceIp: '127.0.0.1',
            principalOrgId: null,
            accessKey: null,
            cognitoAuthenticationType: null,
            cognitoAuthenticationProvider: null,
            userArn: null,
            userAgent: 'curl/8',
            user: null,
          },
          domainName,
          deploymentId: expect.stringMatching(/^[0-9a-z]{6}$/) as string,
          apiId: 'abc123',
        },
        body: null,
        isBase64Encoded: false,
      },
    ]);
  });

  it('carries the stage variables when there are some (2.8 [V])', async () => {
    const gateway = await startGateway({ stageVariables: { shelf: 'north' } });
    await gateway.send({ path: '/open' });
    await gateway.close();
    expect(gateway.events[0].stageVariables).toEqual({ shelf: 'north' });
  });

  it('gives every request its own ids', async () => {
    const gateway = await startGateway();
    const ids = [];
    for (let i = 0; i < 3; i++) ids.push((await gateway.send({ path: '/open' })).headers['x-amzn-requestid']);
    await gateway.close();
    expect(new Set(ids).size).toBe(3);
    expect(gateway.events.map((event): unknown => event.requestContext.requestId)).toEqual(ids);
  });
});

const query = (queryString: string, title: string, source: string, single: object | null, multiple: object | null) => ({
  title,
  source,
  request: { path: `/open?${queryString}` },
  expected: {
    status: 200,
    eventAt: { queryStringParameters: single, multiValueQueryStringParameters: multiple, path: '/open' },
  },
});

goldenSuite('the query parameters of an event', [
  query('a=1&b=2', 'are a map', '2.8 [V]', { a: '1', b: '2' }, { a: ['1'], b: ['2'] }),
  query('a=1&a=2&a=3', 'hold the last value, and all of them in order', '2.8 [V]', { a: '3' }, { a: ['1', '2', '3'] }),
  query('a', 'are empty without a value', '2.8 [V]', { a: '' }, { a: [''] }),
  query('a=', 'are empty with an empty value', '2.8 [V]', { a: '' }, { a: [''] }),
  query('', 'are null for a bare question mark', '2.8 [V]', null, null),
  query('&&', 'are null when there is nothing between separators', '2.8, decided here', null, null),
  query('a+b=c+d', 'take a plus for a space', '2.8 [V]', { 'a b': 'c d' }, { 'a b': ['c d'] }),
  query('a=%2B%26%3D', 'are URL-decoded', '2.8 [V]', { a: '+&=' }, { a: ['+&='] }),
  query('n%C3%A4me=%F0%9F%90%89', 'are UTF-8, names too', '2.8 [V]', { näme: '🐉' }, { näme: ['🐉'] }),
  query('a=1;b=2', 'are split at semicolons too', '2.1 [D]', { a: '1', b: '2' }, { a: ['1'], b: ['2'] }),
  query('a=1?b=2', 'may hold a question mark', '2.8', { a: '1?b=2' }, { a: ['1?b=2'] }),
  query('a=b=c', 'are split at the first equals sign', '2.8', { a: 'b=c' }, { a: ['b=c'] }),
  query('A=1&a=2', 'distinguish case', '2.1 [D]', { A: '1', a: '2' }, { A: ['1'], a: ['2'] }),
  query('a=%zz%4', 'keep what is no percent-encoding', 'URL Standard', { a: '%zz%4' }, { a: ['%zz%4'] }),
  query('a=%ff%41%zz', 'replace what is no UTF-8', 'URL Standard', { a: '\ufffdA%zz' }, { a: ['\ufffdA%zz'] }),
  query('a=%00%0d%0a', 'may hold control characters', 'URL Standard', { a: '\0\r\n' }, { a: ['\0\r\n'] }),
  query('=1', 'may have an empty name', 'URL Standard', { '': '1' }, { '': ['1'] }),
]);

goldenSuite('the path of an event', [
  {
    title: 'stays percent-encoded, greedy parameters too',
    source: '2.8 [V]',
    request: { path: '/files/test%2Balias@gmail.com/a%20b' },
    expected: {
      status: 200,
      eventAt: {
        path: '/files/test%2Balias@gmail.com/a%20b',
        'requestContext/path': '/v1/files/test%2Balias@gmail.com/a%20b',
        pathParameters: { proxy: 'test%2Balias@gmail.com/a%20b' },
      },
    },
  },
  {
    title: 'stays percent-encoded in a plain parameter',
    source: 'serverless/serverless#5037 [C]',
    request: { path: '/books/a%40b%2Fc' },
    expected: { status: 200, eventAt: { pathParameters: { isbn: 'a%40b%2Fc' } } },
  },
  {
    title: 'may hold what is no percent-encoding',
    source: 'issue: bad input never gives a 5xx',
    request: { path: '/books/%zz%' },
    expected: { status: 200, eventAt: { pathParameters: { isbn: '%zz%' } } },
  },
  {
    title: 'keeps dots: nothing is normalised',
    source: '2.8 [V]',
    request: { path: '/files/../a/./b' },
    expected: { status: 200, eventAt: { path: '/files/../a/./b', pathParameters: { proxy: '../a/./b' } } },
  },
]);

goldenSuite('the headers of an event', [
  {
    title: 'are spelled as the client spelled them',
    source: '2.8 [V]',
    request: { path: '/open', headers: { 'x-lower': '1', 'X-UPPER': '2', 'X-Mixed-case': '3' } },
    expected: { status: 200, event: { headers: { 'x-lower': '1', 'X-UPPER': '2', 'X-Mixed-case': '3' } } },
  },
  {
    title: 'hold all values of a header that was sent twice',
    source: '2.8 [V]',
    request: { path: '/open', headers: { 'X-Twice': ['1', '2'] } },
    expected: { status: 200, event: { multiValueHeaders: { 'X-Twice': ['1', '2'] } } },
  },
  {
    title: 'lack what belongs to the connection',
    source: '2.8 [V], 2.10 [D]',
    request: {
      path: '/open',
      method: 'POST',
      headers: {
        Connection: 'keep-alive',
        'Content-MD5': 'x',
        'Max-Forwards': '3',
        'Proxy-Authenticate': 'x',
        Server: 'x',
        TE: 'trailers',
        'WWW-Authenticate': 'x',
        'Content-Length': '2',
        'Content-Type': 'text/plain',
      },
      body: 'hi',
    },
    expected: {
      status: 200,
      eventAt: Object.fromEntries(
        [
          'Connection',
          'Content-MD5',
          'Max-Forwards',
          'Proxy-Authenticate',
          'Server',
          'TE',
          'WWW-Authenticate',
          'Content-Length',
        ]
          .map((name): [string, unknown] => [`headers/${name}`, undefined])
          .concat([['headers/Content-Type', 'text/plain']]),
      ),
    },
  },
  {
    title: 'lack Transfer-Encoding, and the body is whole',
    source: '2.8 [V]',
    request: { path: '/open', method: 'POST', headers: { 'Transfer-Encoding': 'chunked' }, body: 'chunked body' },
    expected: { status: 200, eventAt: { 'headers/Transfer-Encoding': undefined, body: 'chunked body' } },
  },
  {
    title: 'add the address of the client to X-Forwarded-For',
    source: '2.8, decided here',
    request: { path: '/open', headers: { 'X-Forwarded-For': '203.0.113.7', 'X-Forwarded-Proto': 'http' } },
    expected: {
      status: 200,
      event: { headers: { 'X-Forwarded-For': '203.0.113.7, 127.0.0.1', 'X-Forwarded-Proto': 'https' } },
    },
  },
  {
    title: 'continue a trace',
    source: '2.10, decided here',
    request: { path: '/open', headers: { 'X-Amzn-Trace-Id': 'Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1' } },
    expected: {
      status: 200,
      event: { headers: { 'X-Amzn-Trace-Id': 'Root=1-5759e988-bd862e3fe1be46a994272793' } },
      headers: { 'x-amzn-trace-id': 'Root=1-5759e988-bd862e3fe1be46a994272793' },
    },
  },
]);

goldenSuite('the rest of an event', [
  {
    title: 'has the body as text',
    source: '2.8 [V]',
    request: { path: '/open', method: 'POST', headers: { 'Content-Type': 'text/plain' }, body: 'Grüße 🐉\n' },
    expected: { status: 200, eventAt: { body: 'Grüße 🐉\n', isBase64Encoded: false } },
  },
  {
    title: 'has null for an empty body',
    source: '2.8 [V]',
    request: { path: '/open', method: 'POST', headers: { 'Content-Length': '0' } },
    expected: { status: 200, eventAt: { body: null } },
  },
  {
    title: 'has null for an empty chunked body',
    source: '2.8 [V]',
    request: { path: '/open', method: 'POST', headers: { 'Transfer-Encoding': 'chunked' } },
    expected: { status: 200, eventAt: { body: null } },
  },
  {
    title: 'names the operation when it has an operationId',
    source: '2.8 [S]',
    request: { path: '/open' },
    expected: { status: 200, eventAt: { 'requestContext/operationName': 'readOpen' } },
  },
  {
    title: 'has no operation name without an operationId',
    source: '2.8 [S]',
    request: { path: '/open', method: 'PUT' },
    expected: { status: 200, eventAt: { 'requestContext/operationName': undefined } },
  },
]);

import { expect, it } from 'vitest';

import { site } from './testing/site.ts';

it.each([
  ['GET /%zz HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n', 400],
  ['GET /%00 HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n', 403],
  ['GET /../../etc/passwd HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n', 403],
  ['GET /..%2f..%2fother%2fa HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n', 403],
  ['GET //other/a HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n', 403],
  ['GET http://elsewhere.example/a.html HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n', 200],
  ['GET http://elsewhere.example HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n', 403],
  ['GET ?a=b HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n', 400],
  ['GET a.html HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n', 400],
  ['OPTIONS * HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n', 400],
  ['GET /a.html HTTP/1.1\r\nconnection: close\r\n\r\n', 400],
  ['NONSENSE\r\n\r\n', 400],
  [`GET /${'a'.repeat(9000)} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`, 413],
  [`GET /a.html HTTP/1.1\r\nhost: a\r\nx: ${'a'.repeat(30_000)}\r\n\r\n`, 413],
  [
    'GET /a.html HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n1\r\nx\r\n0\r\n\r\n',
    403,
  ],
  [`GET /${'a'.repeat(2000)} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`, 400],
])('%j is answered with %i, and the next request is answered as ever', async (text, status) => {
  const { raw, ask, put, errors } = await site();
  put('a.html', 'a');

  expect(await raw(text)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect((await ask('/a.html')).status).toBe(200);
  expect(errors).toEqual([]);
});

it('names and values that only JavaScript knows are names and values', async () => {
  const code =
    'function handler({ request }) { return { statusCode: 200, body: JSON.stringify(request.querystring) }; }';
  const { ask } = await site({
    functions: { Echo: code },
    behavior: {
      FunctionAssociations: [{ EventType: 'viewer-request', FunctionARN: { 'Fn::GetAtt': ['Echo', 'FunctionARN'] } }],
    },
  });

  expect((await ask('/?__proto__=1&constructor=2')).body).toBe(
    '{"__proto__":{"value":"1"},"constructor":{"value":"2"}}',
  );
});

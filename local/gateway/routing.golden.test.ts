import { goldenSuite } from './testing/golden-suite.ts';

const unknown = { message: 'Missing Authentication Token' };
const refusedRoute = { status: 403, json: unknown, event: null };

goldenSuite('routing', [
  {
    title: 'calls the operation of a known path, at the root, without the stage',
    source: '3.2 [S]',
    request: { path: '/open' },
    expected: { status: 200, event: { resource: '/open', path: '/open', httpMethod: 'GET' } },
  },
  {
    title: 'prefers a literal segment to a parameter',
    source: '2.4',
    request: { path: '/books/latest' },
    expected: { status: 200, event: { resource: '/books/latest', pathParameters: null } },
  },
  {
    title: 'fills a path parameter',
    source: '2.8 [V]',
    request: { path: '/books/978-3' },
    expected: { status: 200, event: { resource: '/books/{isbn}', pathParameters: { isbn: '978-3' } } },
  },
  {
    title: 'fills several path parameters',
    source: '2.8 [V]',
    request: { path: '/books/978-3/pages/12' },
    expected: { status: 200, eventAt: { pathParameters: { isbn: '978-3', page: '12' } } },
  },
  {
    title: 'lets a greedy parameter take the rest of the path',
    source: '2.1 [D]',
    request: { path: '/files/a/b/c.txt' },
    expected: { status: 200, eventAt: { resource: '/files/{proxy+}', pathParameters: { proxy: 'a/b/c.txt' } } },
  },
  {
    title: 'does not match a greedy parameter without a segment',
    source: '2.1 [D]',
    request: { path: '/files' },
    expected: refusedRoute,
  },
  {
    title: 'ignores one slash at the end for matching, and keeps it in the path',
    source: '2.4, 2.8 [V]',
    request: { path: '/open/' },
    expected: { status: 200, event: { resource: '/open', path: '/open/' } },
  },
  {
    title: 'strips the slash at the end from a greedy parameter',
    source: '2.8 [V]',
    request: { path: '/files/a/b/' },
    expected: { status: 200, event: { path: '/files/a/b/', pathParameters: { proxy: 'a/b' } } },
  },
  {
    title: 'keeps double slashes inside a path',
    source: '2.4, 2.8 [V]',
    request: { path: '/files/a//b' },
    expected: { status: 200, event: { path: '/files/a//b', pathParameters: { proxy: 'a//b' } } },
  },
  {
    title: 'does not take an empty segment for a parameter',
    source: '2.4, decided here',
    request: { path: '/books//pages/1' },
    expected: refusedRoute,
  },
  {
    title: 'collapses slashes at the start in the path, and keeps them in the request context',
    source: '2.8 [V]',
    request: { path: '//open' },
    expected: { status: 200, eventAt: { path: '/open', 'requestContext/path': '/v1//open' } },
  },
  { title: 'distinguishes case', source: '2.4', request: { path: '/Open' }, expected: refusedRoute },
  {
    title: 'answers an unknown path with 403, not 404',
    source: '2.5 [V]',
    request: { path: '/nothing/here' },
    expected: {
      ...refusedRoute,
      body: '{"message":"Missing Authentication Token"}',
      headers: {
        'content-type': 'application/json',
        'x-amzn-errortype': 'MissingAuthenticationTokenException',
        'x-amzn-requestid': /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
        'x-amz-apigw-id': /=$/,
        'content-length': '42',
        'x-amzn-trace-id': null,
        'access-control-allow-origin': null,
        connection: 'keep-alive',
      },
    },
  },
  {
    title: 'answers an unknown method of a known path with 403, not 405',
    source: '2.4',
    request: { path: '/open', method: 'PATCH' },
    expected: { ...refusedRoute, headers: { allow: null } },
  },
  {
    title: 'does not derive HEAD from GET',
    source: '2.4',
    request: { path: '/open', method: 'HEAD' },
    expected: { status: 403, body: '', event: null },
  },
  {
    title: 'does not answer OPTIONS unless the contract does',
    source: '2.12 [D]',
    request: { path: '/open', method: 'OPTIONS' },
    expected: refusedRoute,
  },
  {
    title: 'sends every method to x-amazon-apigateway-any-method',
    source: '2.2 [D]',
    request: { path: '/files/a', method: 'DELETE' },
    expected: { status: 200, event: { httpMethod: 'DELETE', requestContext: { httpMethod: 'DELETE' } } },
  },
  {
    title: 'answers an unknown route before it looks at a token, and takes the token for a signature',
    source: '2.4, 2.5 [C]',
    request: { path: '/nothing', headers: { Authorization: 'Bearer abc' } },
    expected: {
      status: 403,
      // What the hash covers is not known: section 8, point 12.
      bodyMatches:
        /^\{"message":"Invalid key=value pair \(missing equal-sign\) in Authorization header \(hashed with SHA-256 and encoded with Base64\): '[\w+/]{43}='\."\}$/,
      event: null,
      headers: { 'x-amzn-errortype': 'IncompleteSignatureException' },
    },
  },
  {
    title: 'has no route for the stage name',
    source: '3.2 [S]',
    request: { path: '/v1/open' },
    expected: refusedRoute,
  },
  {
    title: 'follows X-HTTP-Method-Override',
    source: '2.1 [D]',
    request: { path: '/books/1', method: 'POST', headers: { 'X-HTTP-Method-Override': 'DELETE' } },
    expected: { status: 200, event: { httpMethod: 'DELETE', resource: '/books/{isbn}' } },
  },
  {
    title: 'takes the absolute form of a request target',
    source: 'RFC 9112, 3.2.2',
    request: { path: 'http://example.org/open?a=1' },
    expected: { status: 200, event: { path: '/open', queryStringParameters: { a: '1' } } },
  },
]);

import { describe, expect, it } from 'vitest';
import { startGateway } from './testing/gateway-under-test.ts';
import { goldenSuite, type GoldenCase } from './testing/golden-suite.ts';

const json = { 'Content-Type': 'application/json' };
const book = (more: object = {}) => JSON.stringify({ title: 'Emma', author: { name: 'Jane' }, ...more });

const missing = (names: string): GoldenCase['expected'] => ({
  status: 400,
  json: { message: `Missing required request parameters: [${names}]` },
  headers: { 'content-type': 'application/json', 'x-amzn-errortype': 'BadRequestException', 'x-amzn-trace-id': null },
  event: null,
});

goldenSuite('parameter validation', [
  {
    title: 'lists every missing parameter: headers, then query parameters, each sorted',
    source: '2.5 [V]',
    request: { path: '/searches/1' },
    expected: missing('x-tenant, page, sort'),
  },
  {
    title: 'lists only what is missing',
    source: '2.5 [V]',
    request: { path: '/searches/1?page=1', headers: { 'x-tenant': 'a' } },
    expected: missing('sort'),
  },
  {
    title: 'takes a blank query parameter for a missing one',
    source: '2.7 [D]',
    request: { path: '/searches/1?page=&sort=up', headers: { 'x-tenant': 'a' } },
    expected: missing('page'),
  },
  {
    title: 'takes spaces for a missing parameter',
    source: '2.7 [D]',
    request: { path: '/searches/1?page=%20+&sort=up', headers: { 'x-tenant': 'a' } },
    expected: missing('page'),
  },
  {
    title: 'takes a blank header for a missing one',
    source: '2.7 [D]',
    request: { path: '/searches/1?page=1&sort=up', headers: { 'x-tenant': '' } },
    expected: missing('x-tenant'),
  },
  {
    title: 'does not check type, minimum or enum',
    source: '2.1 [D]',
    request: { path: '/searches/1?page=minus%20one&sort=sideways&limit=99', headers: { 'x-tenant': 'a' } },
    expected: { status: 200, event: { queryStringParameters: { page: 'minus one', sort: 'sideways', limit: '99' } } },
  },
  {
    title: 'lets unknown parameters pass',
    source: '2.1 [D]',
    request: { path: '/searches/1?page=1&sort=up&more=1', headers: { 'x-tenant': 'a' } },
    expected: { status: 200, event: { queryStringParameters: { more: '1' } } },
  },
  {
    title: 'distinguishes the case of query parameters',
    source: '2.1 [D]',
    request: { path: '/searches/1?Page=1&sort=up', headers: { 'x-tenant': 'a' } },
    expected: missing('page'),
  },
  {
    title: 'does not happen with a validator of bodies only',
    source: '2.2 [D]',
    request: { path: '/drafts', method: 'POST', headers: json, body: book() },
    expected: { status: 200 },
  },
]);

// Whether a header's case matters is open (2.7 [E]).
describe('a required header in another spelling', () => {
  it.each([
    [true, 400],
    [false, 200],
  ])('with caseSensitiveHeaderValidation %s gives %d', async (caseSensitiveHeaderValidation, status) => {
    const gateway = await startGateway({ behaviour: { caseSensitiveHeaderValidation } });
    const received = await gateway.send({ path: '/searches/1?page=1&sort=up', headers: { 'X-Tenant': 'a' } });
    await gateway.close();
    expect(received.status).toBe(status);
  });
});

const invalidBody: GoldenCase['expected'] = {
  status: 400,
  json: { message: 'Invalid request body' },
  headers: { 'content-type': 'application/json', 'x-amzn-errortype': 'BadRequestException', 'content-length': '35' },
  event: null,
};

const bodies: [title: string, source: string, body: string, valid: boolean][] = [
  ['a body that fits the model', '2.7 [D]', book({ pages: 300, genre: 'novel', code: 'AB12' }), true],
  ['what is not JSON', '2.5 [V]', '{"title":', false],
  ['JSON with a byte order mark', '2.5 [V]', `\ufeff${book()}`, false],
  ['JSON of another type', '2.1 [D]', '[]', false],
  ['null', '2.1 [C]', 'null', false],
  ['a missing required property', '2.1 [D]', '{"title":"Emma"}', false],
  ['a missing required property of a referenced model', '2.1 [D]', book({ author: {} }), false],
  ['a property too many', '2.1 [D]', book({ publisher: 'x' }), false],
  ['a value outside the enum', '2.1 [D]', book({ genre: 'poem' }), false],
  ['a value that the pattern does not match', '2.1 [D]', book({ code: 'ab12' }), false],
  ['text that is too short', '2.1 [D]', book({ title: '' }), false],
  ['text that is too long', '2.1 [D]', book({ title: 'x'.repeat(21) }), false],
  [
    'text of the greatest length, counted in code points',
    'JSON Schema draft 4',
    book({ title: '🐉'.repeat(20) }),
    true,
  ],
  ['a number below the minimum', '2.1 [D]', book({ pages: 0 }), false],
  ['a number above the maximum', '2.1 [D]', book({ pages: 10000 }), false],
  ['a fraction where an integer is needed', '2.1 [D]', book({ pages: 1.5 }), false],
  ['text where a number is needed: nothing is converted', '2.1 [D]', book({ pages: '300' }), false],
  ['a number on an exclusive minimum, which is ignored', '2.1 [D]', book({ price: 0 }), true],
  ['null in a nullable property, which is ignored', '2.1 [C]', book({ subtitle: null }), false],
  ['a list entry of the wrong type', '2.1 [D]', book({ tags: ['a', 1] }), false],
  ['a model inside itself', '2.1 [D]', book({ sequel: { title: 'Emma 2', author: { name: 'Jane' } } }), true],
  ['an error deep in a model inside itself', '2.1 [D]', book({ sequel: { title: 'Emma 2', author: 'Jane' } }), false],
  ['a key named like a prototype', '2.1 [D]', `{"__proto__":{"title":"Emma"},"author":{"name":"Jane"}}`, false],
];

goldenSuite('body validation against a model', [
  ...bodies.map(([what, source, body, valid]): GoldenCase => ({
    title: `${valid ? 'accepts' : 'refuses'} ${what}`,
    source,
    request: { path: '/drafts', method: 'POST', headers: json, body },
    expected: valid ? { status: 200, eventAt: { body } } : invalidBody,
  })),
  {
    title: 'takes the media type without its parameters',
    source: '2.7, decided here',
    request: {
      path: '/drafts',
      method: 'POST',
      headers: { 'Content-Type': 'application/json; charset=utf-8' },
      body: '{}',
    },
    expected: invalidBody,
  },
  {
    title: 'takes a body without a content type for JSON',
    source: '2.7 [D]',
    request: { path: '/drafts', method: 'POST', body: 'not json' },
    expected: invalidBody,
  },
  {
    title: 'does not happen for a content type without a model',
    source: '2.7 [D]',
    request: { path: '/drafts', method: 'POST', headers: { 'Content-Type': 'text/plain' }, body: 'not json' },
    expected: { status: 200, eventAt: { body: 'not json' } },
  },
  {
    title: 'does not happen without a validator',
    source: '2.2 [D]',
    request: { path: '/drafts', method: 'PUT', headers: json, body: 'not json' },
    expected: { status: 200, eventAt: { body: 'not json' } },
  },
  {
    title: 'knows schemas that stand in the request body itself',
    source: '2.1 [D]',
    request: { path: '/drafts', method: 'PATCH', headers: json, body: '{"note":1}' },
    expected: invalidBody,
  },
  {
    title: 'refuses invalid UTF-8 between quotes only if the model does, and never fails',
    source: 'issue: bad input never gives a 5xx',
    request: {
      path: '/drafts',
      method: 'POST',
      headers: json,
      body: Buffer.concat([
        Buffer.from('{"title":"'),
        Buffer.from([0xff, 0xfe]),
        Buffer.from('","author":{"name":"J"}}'),
      ]),
    },
    expected: { status: 200, eventAt: { body: '{"title":"\ufffd\ufffd","author":{"name":"J"}}' } },
  },
  {
    title: 'refuses JSON that is nested deeper than a recursive model can be followed',
    source: 'issue: bad input never gives a 5xx',
    request: {
      path: '/drafts',
      method: 'POST',
      headers: json,
      body: '{"title":"a","author":{"name":"b"},"sequel":'.repeat(40_000) + '1' + '}'.repeat(40_000),
    },
    expected: invalidBody,
  },
  {
    title: 'refuses a deep list',
    source: 'issue: bad input never gives a 5xx',
    request: { path: '/drafts', method: 'POST', headers: json, body: '['.repeat(200_000) },
    expected: invalidBody,
  },
]);

describe('the reason of a refused body', () => {
  it.each([
    ['{"title":"Emma"}', '[object has missing required properties (["author"])]'],
    [book({ genre: 'poem' }), '[instance value ("poem") not found in enum (possible values: ["novel","essay"])]'],
    [book({ pages: '1' }), '[instance type (string) does not match any allowed primitive type (allowed: ["integer"])]'],
    [book({ zzz: 1 }), '[object instance has properties which are not allowed by the schema: ["zzz"]]'],
    [book({ title: '' }), '[string "" is too short (length: 0, required minimum: 1)]'],
    [book({ pages: 0 }), '[numeric instance is lower than the required minimum (minimum: 1, found: 0)]'],
    ['{', '[body is not JSON]'],
  ])('for %s is in the log, not in the answer', async (body, cause) => {
    const gateway = await startGateway();
    const received = await gateway.send({ path: '/drafts', method: 'POST', headers: json, body });
    await gateway.close();
    expect(gateway.log.at(-1)).toMatchObject({ responseType: 'BAD_REQUEST_BODY', cause });
    expect(received.body).toBe('{"message": "Invalid request body"}');
  });
});

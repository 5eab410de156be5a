import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGateway, type GatewayUnderTest } from './testing/gateway-under-test.ts';
import { libraryContract, mock } from './testing/library-contract.ts';

const echo = "$input.params('q') $input.params().header $util.urlEncode($input.params('q')) $context.path";
const definition = libraryContract(
  {},
  {
    '/echo/{id}': {
      // Otherwise a body of another type passes through, and a mock that gets no status from it is a 500, as on AWS.
      get: mock({
        passthroughBehavior: 'never',
        requestTemplates: { 'application/json': '{"statusCode": 200}' },
        responses: { default: { statusCode: '200', responseTemplates: { 'application/json': echo } } },
      }),
    },
  },
);

const visible = fc.string({
  unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
  maxLength: 60,
});
const route = fc.constantFrom(
  '/open',
  '/books/',
  '/books',
  '/files/',
  '/searches/',
  '/echo/',
  '/drafts',
  '/me',
  '/',
  '//',
  '*',
  '/..',
);
const name = fc.constantFrom(
  'authorization',
  'accept',
  'content-type',
  'x-tenant',
  'x-amzn-trace-id',
  'x-http-method-override',
  'x-forwarded-for',
  'expect',
  '__proto__',
);
const headers = fc.array(fc.tuple(name, visible), { maxLength: 4 });
const method = fc.constantFrom(
  'GET',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'HEAD',
  'TRACE',
  'PROPFIND',
  'CONNECTED',
);
const body = fc.oneof(
  fc.string(),
  fc.json(),
  fc.uint8Array({ maxLength: 50 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
);

describe('input of any kind', () => {
  let gateway: GatewayUnderTest;
  beforeAll(async () => {
    gateway = await startGateway({ definition });
  });
  afterAll(() => gateway.close());

  it('is answered, and never with a 5xx', async () => {
    await fc.assert(
      fc.asyncProperty(method, route, visible, headers, body, async (verb, path, rest, extra, text) => {
        const bytes = Buffer.from(text, 'utf8');
        const head = [
          `${verb} ${path}${rest} HTTP/1.1`,
          'Host: a',
          'Connection: close',
          `Content-Length: ${bytes.length}`,
          ...extra.map(([key, value]) => `${key}: ${value}`),
        ];
        const answer = await gateway.raw(Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), bytes]));
        expect(answer).toMatch(/^HTTP\/1\.1 [24]\d\d /);
      }),
      { numRuns: 300 },
    );
  });
});

import { Ajv } from 'ajv';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { generateKeyPair, SignJWT, exportJWK, createLocalJWKSet } from 'jose';
import { describe, expect, it, vi } from 'vitest';
import { userPoolTokens } from './access-token.ts';
import type { Validator } from './contract-types.ts';
import { runOperation, type CheckedRequest, type OperationParts } from './run-operation.ts';
import { refuse } from './problems.ts';
import { context, proxyEvent } from './testing/events.ts';

interface Parameters {
  path: object;
  query: { size?: number; word?: string };
  header: { 'X-Kind'?: string };
}
type Body = { name: string } | undefined;

const ajv = new Ajv({ allErrors: true });
const isParameters = ajv.compile({
  type: 'object',
  properties: {
    query: {
      type: 'object',
      properties: { size: { type: 'integer', maximum: 9 }, word: { type: 'string', minLength: 1 } },
      additionalProperties: false,
    },
    header: { type: 'object', properties: { 'X-Kind': { type: 'string', maxLength: 3 } } },
  },
}) as unknown as Validator<Parameters>;
const isBody = ajv.compile({
  type: 'object',
  properties: { name: { type: 'string' } },
  required: ['name'],
}) as unknown as Validator<Body>;
const noBody: Validator<Body> = (value): value is Body => value === undefined;

/** Runs an event through a wrapper around a logic, and reads the response. */
async function run(event: APIGatewayProxyEvent, more: Partial<OperationParts<Parameters, Body>> = {}) {
  const seen: CheckedRequest<Parameters, Body>[] = [];
  const handler = runOperation<Parameters, Body>({
    definition: {
      id: 'listThings',
      scopes: ['things/read'],
      parameters: [
        { name: 'size', in: 'query', type: 'integer' },
        { name: 'word', in: 'query', type: 'string' },
        { name: 'X-Kind', in: 'header', type: 'string' },
        { name: 'name', in: 'path', type: 'string' },
      ],
      hasBody: false,
    },
    isParameters,
    isBody: noBody,
    logic: async (request) => {
      seen.push(request);
      return { status: 200, headers: { ETag: '"1"' }, body: { fine: true } };
    },
    ...more,
  });
  const response = await handler(event, context);
  return {
    ...response,
    headers: response.headers ?? {},
    document: response.body === '' ? undefined : JSON.parse(response.body),
    seen,
  };
}

describe('parameters', () => {
  it('arrive typed and checked', async () => {
    const { seen, statusCode } = await run(
      proxyEvent({ query: { size: ['7'], word: ['7'] }, headers: { 'x-kind': 'abc' }, path: { name: 'a%20b%2Fc' } }),
    );

    expect(statusCode).toBe(200);
    expect(seen[0]?.parameters).toEqual({
      query: { size: 7, word: '7' },
      header: { 'X-Kind': 'abc' },
      path: { name: 'a b/c' },
    });
  });

  it.each([
    ['a number that is text', { size: ['seven'] }, 'size', 'must be integer'],
    ['a number in hexadecimal', { size: ['0x7'] }, 'size', 'must be integer'],
    ['an empty number', { size: [''] }, 'size', 'must be integer'],
    ['a number that is too large', { size: ['10'] }, 'size', 'must be <= 9'],
    ['an empty text', { word: [''] }, 'word', 'must NOT have fewer than 1 characters'],
    ['a parameter sent twice', { word: ['a', 'b'] }, 'word', 'must be given only once'],
    ['a parameter that the contract does not know', { wordd: ['a'] }, 'wordd', 'is not known to this operation'],
  ])('refuse %s', async (_, query, name, message) => {
    const { statusCode, headers, document, seen } = await run(proxyEvent({ query }));

    expect(statusCode).toBe(400);
    expect(headers['Content-Type']).toBe('application/problem+json');
    expect(document).toMatchObject({
      type: 'urn:dragons:problem:invalid-request',
      status: 400,
      requestId: 'request-1',
      errors: [{ in: 'query', name, message }],
    });
    expect(seen).toEqual([]);
  });

  it('are found in all lines of a header', async () => {
    const event = proxyEvent({ headers: { 'X-Kind': 'b' } });
    event.multiValueHeaders = { 'x-kind': ['a', 'b'] };

    const { document } = await run(event);

    expect(document.errors).toEqual([
      { in: 'header', name: 'X-Kind', message: 'must NOT have more than 3 characters' },
    ]);
  });

  it('name the header that is wrong', async () => {
    const { document } = await run(proxyEvent({ headers: { 'X-KIND': 'long' } }));

    expect(document.errors).toEqual([
      { in: 'header', name: 'X-Kind', message: 'must NOT have more than 3 characters' },
    ]);
  });

  it('may be missing altogether, as in tests from the console, which send null', async () => {
    const event = { ...proxyEvent({}), headers: null } as unknown as APIGatewayProxyEvent;

    expect((await run(event)).statusCode).toBe(200);
  });

  it('that cannot be percent-decoded are taken as they are', async () => {
    const { seen } = await run(proxyEvent({ path: { name: '100%' } }));

    expect(seen[0]?.parameters.path).toEqual({ name: '100%' });
  });
});

describe('a body', () => {
  const definition = { id: 'addThing', scopes: [], parameters: [], hasBody: true };
  const json = { 'Content-Type': 'application/json; charset=utf-8' };

  it('arrives parsed and checked', async () => {
    const { seen } = await run(proxyEvent({ headers: json, body: '{"name":"O\'Brien"}' }), { definition, isBody });

    expect(seen[0]?.body).toEqual({ name: "O'Brien" });
  });

  it('that is not as the contract says is refused with a JSON Pointer', async () => {
    const { statusCode, document } = await run(proxyEvent({ headers: json, body: '{}' }), { definition, isBody });

    expect(statusCode).toBe(400);
    expect(document.errors).toEqual([{ in: 'body', name: '/name', message: 'is required' }]);
  });

  it('that is not JSON is refused', async () => {
    const { statusCode, document } = await run(proxyEvent({ headers: json, body: '{"name":' }), { definition, isBody });

    expect(statusCode).toBe(400);
    expect(document.errors).toEqual([{ in: 'body', name: '', message: 'is not JSON' }]);
  });

  it('of another media type is refused, though API Gateway would let it pass unchecked', async () => {
    const event = proxyEvent({ headers: { 'content-type': 'text/plain' }, body: '{"name":"x"}' });
    const { statusCode, document, seen } = await run(event, { definition, isBody });

    expect(statusCode).toBe(415);
    expect(document.type).toBe('urn:dragons:problem:unsupported-media-type');
    expect(seen).toEqual([]);
  });

  it('whose media type is endless is refused without repeating all of it', async () => {
    const { document } = await run(proxyEvent({ headers: { 'content-type': 'x'.repeat(9000) } }), {
      definition,
      isBody,
    });

    expect(document.detail).toBe(`The body is ${'x'.repeat(100)}; send application/json.`);
  });

  /** JSON of exactly so many bytes in UTF-8, most of them in characters of two bytes. */
  const jsonOf = (bytes: number): string => {
    const text = `{"name":"${'é'.repeat(Math.floor(bytes / 2) - 20)}"}`;
    return text.padEnd(text.length + bytes - Buffer.byteLength(text), ' ');
  };
  const inBase64 = (body: string): APIGatewayProxyEvent => ({
    ...proxyEvent({ headers: json, body: Buffer.from(body).toString('base64') }),
    isBase64Encoded: true,
  });

  it.each([
    ['as text', (body: string) => proxyEvent({ headers: json, body })],
    ['in Base64', inBase64],
  ])('of 64 KiB is read, and one byte more is refused, whatever is in it (%s)', async (_, event) => {
    expect((await run(event(jsonOf(65_536)), { definition, isBody })).statusCode).toBe(200);

    for (const body of [jsonOf(65_537), 'é'.repeat(32_769)]) {
      const { statusCode, document, seen } = await run(event(body), { definition, isBody });
      expect(statusCode).toBe(413);
      expect(document).toMatchObject({
        type: 'urn:dragons:problem:request-too-large',
        detail: `The body has ${Buffer.byteLength(body)} bytes; send at most 65536.`,
      });
      expect(seen).toEqual([]);
    }
  });
});

describe('the caller', () => {
  it('comes from the claims that API Gateway verified', async () => {
    const claims = { sub: 'u1', client_id: 'c1', scope: 'openid things/read', 'cognito:groups': 'Readers,Admin' };

    const { seen } = await run(proxyEvent({ claims }));

    expect(seen[0]?.caller).toEqual({
      subject: 'u1',
      clientId: 'c1',
      scopes: ['openid', 'things/read'],
      groups: ['Readers', 'Admin'],
    });
  });

  it('is refused when the scope is missing', async () => {
    const { statusCode, document, seen } = await run(
      proxyEvent({ claims: { sub: 'u1', client_id: 'c1', scope: 'things/write' } }),
    );

    expect(statusCode).toBe(403);
    expect(document).toMatchObject({
      type: 'urn:dragons:problem:forbidden',
      detail: 'This operation needs the scope things/read.',
    });
    expect(seen).toEqual([]);
  });

  it('is refused when the claims are those of an ID token', async () => {
    const { statusCode } = await run(proxyEvent({ claims: { sub: 'u1', aud: 'c1', scope: 'things/read' } }));

    expect(statusCode).toBe(401);
  });
});

describe('without claims from API Gateway, the token itself', async () => {
  const issuer = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Pool';
  const pool = await generateKeyPair('RS256', { extractable: true });
  const other = await generateKeyPair('RS256');
  const keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(pool.publicKey)), kid: 'k1', alg: 'RS256' }] });
  const tokens = () => userPoolTokens('eu-west-1', 'eu-west-1_Pool', 'http://127.0.0.1:1', keys);

  const good = { sub: 'u1', client_id: 'c1', scope: 'things/read', token_use: 'access', 'cognito:groups': ['Readers'] };
  const sign = (
    claims: Record<string, unknown>,
    { key = pool.privateKey, iss = issuer, exp = '5m', alg = 'RS256' } = {},
  ) => new SignJWT(claims).setProtectedHeader({ alg, kid: 'k1' }).setIssuer(iss).setExpirationTime(exp).sign(key);

  it('is verified and believed', async () => {
    const event = proxyEvent({ claims: null, headers: { authorization: `Bearer ${await sign(good)}` } });
    const { statusCode, seen } = await run(event, { tokens });

    expect(statusCode).toBe(200);
    expect(seen[0]?.caller).toEqual({ subject: 'u1', clientId: 'c1', scopes: ['things/read'], groups: ['Readers'] });
  });

  it('is not called invalid when the keys of the pool cannot be had', async () => {
    const unreachable = () => userPoolTokens('eu-west-1', 'eu-west-1_Pool', 'http://127.0.0.1:1');
    const event = proxyEvent({ claims: null, headers: { Authorization: await sign(good) } });

    const { statusCode } = await run(event, { tokens: unreachable });

    expect(statusCode).toBe(500);
  });

  it.each([
    ['is missing', async () => ''],
    ['is no token', async () => 'Bearer nonsense'],
    ['is of another pool', async () => sign(good, { iss: `${issuer}2` })],
    ['is signed with another key', async () => sign(good, { key: other.privateKey })],
    ['has expired', async () => sign(good, { exp: '1 minute ago' })],
    ['is an ID token', async () => sign({ ...good, token_use: 'id' })],
    [
      'is not signed at all',
      async () => `${btoa('{"alg":"none"}')}.${btoa(JSON.stringify({ ...good, iss: issuer }))}.`,
    ],
  ])('is refused when it %s', async (_, make) => {
    const event = proxyEvent({ claims: null, headers: { Authorization: await make() } });
    const { statusCode, headers, document, seen } = await run(event, { tokens });

    expect(statusCode).toBe(401);
    expect(headers['WWW-Authenticate']).toBe('Bearer');
    expect(document.type).toBe('urn:dragons:problem:unauthorized');
    expect(seen).toEqual([]);
  });

  it('is logged with the reason why it was refused, and without a word of what it says', async () => {
    const written = vi.spyOn(console, 'warn').mockReturnValue();
    const token = await sign({ ...good, email: 'somebody@example.com' }, { exp: '1 minute ago' });

    await run(proxyEvent({ claims: null, headers: { Authorization: token } }), { tokens });

    const line = String(written.mock.calls[0]?.[0]);
    expect(JSON.parse(line)).toMatchObject({
      code: 'DRAGONS_0003',
      reason: '"exp" claim timestamp check failed',
    });
    expect(line).not.toContain('somebody');
    expect(line).not.toContain(token.split('.')[1]);
  });
});

describe('an answer', () => {
  it('carries the security, CORS and correlation headers, and those of the operation', async () => {
    const { headers } = await run(proxyEvent({ headers: { 'X-Correlation-Id': 'order-7' } }));

    expect(headers).toMatchObject({
      'Access-Control-Allow-Origin': '*',
      'Cache-Control': 'no-store',
      'Content-Type': 'application/json',
      ETag: '"1"',
      'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
      'X-Content-Type-Options': 'nosniff',
      'X-Correlation-Id': 'order-7',
    });
  });

  it('does not repeat a correlation id that could not stand in a log as it is', async () => {
    const { headers } = await run(proxyEvent({ headers: { 'X-Correlation-Id': 'a\nb' } }));

    expect(headers['X-Correlation-Id']).toBe('request-1');
  });

  it('names another place of the API behind the stage of the request', async () => {
    const { headers } = await run(proxyEvent({}), {
      logic: async () => ({ status: 202, headers: { Location: '/things/1' } }),
    });

    expect(headers.Location).toBe('/dev/things/1');
  });

  it('that is a refusal is a problem document with Retry-After', async () => {
    const { statusCode, headers, document } = await run(proxyEvent({}), {
      logic: async () => refuse('catalog-unavailable', 'Later.', { retryAfter: 3 }),
    });

    expect(statusCode).toBe(503);
    expect(headers['Retry-After']).toBe('3');
    expect(document).toEqual({
      type: 'urn:dragons:problem:catalog-unavailable',
      title: 'The catalogue cannot be read now',
      status: 503,
      detail: 'Later.',
      requestId: 'request-1',
    });
  });

  it('says nothing of an unexpected error, which is logged with its code', async () => {
    const written = vi.spyOn(console, 'error').mockReturnValue();

    const { statusCode, body } = await run(proxyEvent({}), {
      logic: async () => {
        throw new Error('the password is swordfish');
      },
    });

    expect(statusCode).toBe(500);
    expect(body).not.toContain('swordfish');
    const line = JSON.parse(String(written.mock.calls[0]?.[0]));
    expect(line).toMatchObject({
      level: 'ERROR',
      code: 'DRAGONS_0002',
      operation: 'listThings',
      requestId: 'request-1',
    });
    expect(line.error.message).toBe('the password is swordfish');
  });
});

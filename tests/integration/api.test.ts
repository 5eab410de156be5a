import { createConnection } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract, undocumented } from '../testing/contract.ts';
import { startDragons, type ApiAnswer, type DragonsStack } from '../testing/dragons-stack.ts';

let dragons: DragonsStack;
let reader: string;

beforeAll(async () => {
  dragons = await startDragons();
  reader = await dragons.token('reader');
});
afterAll(async () => dragons.close());

const names = ({ body }: ApiAnswer): string[] =>
  (JSON.parse(body) as { items: { dragonName: string }[] }).items.map(({ dragonName }) => dragonName);
const list = (query: string) => dragons.api(`/dragons?${query}`, { token: reader });

describe('somebody who signed in', () => {
  it.each([
    ['family=red', ['Atlas', 'Eislex', 'Fireball', 'Firestorm', 'Isilier', 'Tagnaurak', 'Xanya']],
    ['family=RED&city=las%20vegas', ['Tagnaurak', 'Xanya']],
    ['family=red&dragonName=Atlas', ['Atlas']],
    ['family=blue&dragonName=Atlas', []],
    ['q=casino+windows', ['Frost']],
    ["dragonName=O'Brien", []],
    ["dragonName=x'%20or%20'1'='1", []],
    ["q=%25'%20or%20'1'='1", []],
    ['q=%25', []],
    ['q=_', []],
  ])('asks %s and gets %j', async (query, expected) => {
    const answer = await list(query);

    expect(names(answer)).toEqual(expected);
    expect(undocumented('listDragons', answer)).toEqual([]);
  });

  it('pages through all 25 dragons, once each', async () => {
    const seen: string[] = [];
    let cursor = '';
    do {
      const answer = await list(`limit=10${cursor === '' ? '' : `&cursor=${cursor}`}`);
      seen.push(...names(answer));
      cursor = (JSON.parse(answer.body) as { nextCursor?: string }).nextCursor ?? '';
    } while (cursor !== '');

    expect(seen).toHaveLength(25);
    expect(new Set(seen).size).toBe(25);
  });

  it('gets one dragon, and a 304 for the tag that came with it', async () => {
    const answer = await dragons.api('/dragons/bahamethut', { token: reader });
    const again = await dragons.api('/dragons/Bahamethut', {
      token: reader,
      headers: { 'If-None-Match': answer.headers.etag ?? '' },
    });

    expect(JSON.parse(answer.body)).toMatchObject({ dragonName: 'Bahamethut', family: 'black' });
    expect(undocumented('getDragon', answer)).toEqual([]);
    expect(again).toMatchObject({ status: 304, body: '' });
    expect(undocumented('getDragon', again)).toEqual([]);
  });

  it('is told when there is no such dragon', async () => {
    const answer = await dragons.api('/dragons/O%27Brien', { token: reader });

    expect(answer.status).toBe(404);
    expect(JSON.parse(answer.body)).toMatchObject({
      type: 'urn:dragons:problem:no-such-dragon',
      detail: "No dragon is called O'Brien.",
    });
    expect(undocumented('getDragon', answer)).toEqual([]);
  });
});

describe('somebody who did not', () => {
  it.each([
    ['sends no token', {}],
    ['sends nonsense', { Authorization: 'Bearer nonsense' }],
    ['sends the token in the query string', {}, '?access_token=x'],
  ])('%s and gets a problem document that a browser may read', async (_, headers, query = '') => {
    const answer = await dragons.api(`/dragons${query}`, { headers });

    expect(answer.status).toBe(401);
    expect(answer.headers).toMatchObject({ 'access-control-allow-origin': '*', 'www-authenticate': 'Bearer' });
    expect(undocumented('listDragons', answer)).toEqual([]);
  });

  it('has a token without the scope, and gets nothing', async () => {
    const answer = await dragons.api('/dragons', { token: await dragons.machineToken('dragons/write') });

    expect([401, 403]).toContain(answer.status);
    expect(undocumented('listDragons', answer)).toEqual([]);
  });

  it('asks for the health of the service', async () => {
    const answer = await dragons.api('/health');

    expect(JSON.parse(answer.body)).toEqual({ status: 'ok', queryEngine: { mode: 'auto', inUse: 's3-select' } });
    expect(undocumented('getHealth', answer)).toEqual([]);
  });

  it.each(Object.keys(contract.paths as object))('sends a preflight to %s', async (path) => {
    const methods = Object.keys((contract.paths as Record<string, object>)[path] ?? {}).map((name) =>
      name.toUpperCase(),
    );
    const answer = await dragons.api(path.replaceAll(/\{\w+\}/g, 'Atlas'), { method: 'OPTIONS' });

    expect(answer).toMatchObject({
      status: 204,
      body: '',
      headers: { 'access-control-allow-origin': '*', 'access-control-allow-methods': methods.sort().join(',') },
    });
  });

  it.each(['/nope', '/dragons/a/b', '/Dragons', '/'])('asks for %s, which API Gateway does not know', async (path) => {
    const answer = await dragons.api(path);

    expect(answer.status).toBe(403);
    expect(JSON.parse(answer.body)).toMatchObject({
      type: 'urn:dragons:problem:no-such-route',
      detail: 'Missing Authentication Token',
    });
  });
});

describe('bad input', () => {
  it('a preflight with a body that is no JSON is a problem document, too', async () => {
    const headers = { 'Content-Type': 'text/plain' };
    const answer = await dragons.api('/dragons', { method: 'OPTIONS', headers, body: 'x' });

    expect(answer.status).toBe(415);
    expect(JSON.parse(answer.body)).toMatchObject({ type: 'urn:dragons:problem:unsupported-media-type' });
  });

  it.each([
    ['reportDragon', 'POST', '/dragons'],
    ['replaceDragon', 'PUT', '/dragons/Atlas'],
  ])('a body of a megabyte is refused by %s as the contract documents it', async (operationId, method, path) => {
    const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': 'large', 'If-Match': '*' };
    const token = await dragons.token('admin');
    const answer = await dragons.api(path, { method, token, headers, body: '['.repeat(1_000_000) });

    expect(answer.status).toBe(413);
    expect(undocumented(operationId, answer)).toEqual([]);
    expect(JSON.parse(answer.body)).toMatchObject({ detail: 'The body has 1000000 bytes; send at most 65536.' });
  });

  it('what is too large for Lambda is a problem document, too', async () => {
    const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': 'larger' };
    const token = await dragons.token('reporter');
    const answer = await dragons.api('/dragons', { method: 'POST', token, headers, body: ' '.repeat(7_000_000) });

    expect(answer.status).toBe(413);
    expect(undocumented('reportDragon', answer)).toEqual([]);
  });

  it.each([
    ['a limit of zero', '/dragons?limit=0'],
    ['a limit that is a word', '/dragons?limit=many'],
    ['a limit beyond 64 bits', '/dragons?limit=99999999999999999999'],
    ['an unknown parameter', '/dragons?famly=red'],
    ['a parameter twice', '/dragons?family=red&family=blue'],
    ['a blank parameter', '/dragons?family='],
    ['only blanks', '/dragons?family=%20%20'],
    ['a name that is too long', `/dragons?dragonName=${'x'.repeat(65)}`],
    ['a damaged cursor', '/dragons?cursor=AAAA'],
    ['a cursor of NULs', '/dragons?cursor=%00%00'],
    ['a name of control characters', '/dragons/%00%01'],
    ['a prototype property as a parameter', '/dragons?__proto__=x&constructor=y'],
  ])('%s is a 400 that the contract documents', async (_, path) => {
    const answer = await dragons.api(path, { token: reader });

    expect(answer.status).toBe(400);
    expect(undocumented(path.startsWith('/dragons/') ? 'getDragon' : 'listDragons', answer)).toEqual([]);
  });

  it.each([
    ['control characters', '/dragons?q=%00%01%02%7F'],
    ['invalid UTF-8', '/dragons?q=%FF%FE%C0%80'],
    ['an overlong name in invalid UTF-8', `/dragons/${'%FF'.repeat(300)}`],
    ['broken percent-encoding', '/dragons?q=%E0%A4%A&family=%'],
    ['broken percent-encoding in the path', '/dragons/%E0%A4%A'],
    ['a lone surrogate', '/dragons?q=%ED%A0%80'],
    ['a million bytes of query string', `/dragons?q=${'x'.repeat(1_000_000)}`],
    ['ten thousand parameters', `/dragons?${'a=1&'.repeat(2000)}`],
    ['nested brackets', `/dragons?${'q[a]'.repeat(200)}=1`],
    ['a body of deep JSON on a GET', '/dragons', '['.repeat(100_000)],
    ['dots that would leave the path', '/dragons/../../etc/passwd'],
    ['an encoded slash', '/dragons/a%2Fb'],
    ['a fragment', '/dragons#x'],
    ['a semicolon', '/dragons?family=red;drop'],
    ['a very long tag', '/dragons', undefined, { 'If-None-Match': `"${'x'.repeat(9000)}"` }],
    ['a correlation id that would break a log', '/health', undefined, { 'X-Correlation-Id': '{"a":1}' }],
    ['a media type that is none', '/health', 'x', { 'Content-Type': 'nonsense' }],
  ])('%s never gives a 5xx', async (_, path, body?: string, headers: Record<string, string> = {}) => {
    const answer = await dragons.api(path, { token: reader, headers, ...(body !== undefined && { body }) });

    expect(answer.status).toBeGreaterThanOrEqual(200);
    expect(answer.status).toBeLessThan(500);
  });

  it.each([
    ['a request line that is no HTTP', 'GARBAGE\r\n\r\n'],
    ['a header without a name', 'GET /health HTTP/1.1\r\nHost: x\r\n: y\r\n\r\n'],
    ['bytes above ASCII in the path', 'GET /dragons/\u00e9 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'],
    ['two lengths', 'GET /health HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx'],
  ])('%s on the wire never gives a 5xx', async (_, text) => {
    expect(await rawStatus(text)).toBeLessThan(500);
    expect((await dragons.api('/health')).status).toBe(200);
  });

  it('leaves no error in any log', () => {
    const text = JSON.stringify(dragons.events.filter(({ type }) => type === 'defect' || type === 'function'));

    expect(text).not.toContain('DRAGONS_0002');
    expect(dragons.events.filter(({ type }) => type === 'defect')).toEqual([]);
  });
});

/** The status of an answer to bytes that no HTTP client would send. */
async function rawStatus(text: string): Promise<number> {
  const { port } = new URL(dragons.stack.addresses.api ?? '');
  return new Promise((resolve, reject) => {
    const socket = createConnection(Number(port), '127.0.0.1', () => socket.write(Buffer.from(text, 'latin1')));
    socket.once('data', (data) => {
      resolve(Number(data.toString('latin1').split(' ')[1]));
      socket.destroy();
    });
    socket.once('error', reject);
  });
}

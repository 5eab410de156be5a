import { describe, expect, it } from 'vitest';

import { associations, site } from './testing/site.ts';

const onRequest = (code: string, change = {}) =>
  site({
    functions: { Edit: code },
    behavior: { FunctionAssociations: associations({ 'viewer-request': 'Edit' }) },
    ...change,
  });
const onResponse = (code: string) =>
  site({ functions: { Edit: code }, behavior: { FunctionAssociations: associations({ 'viewer-response': 'Edit' }) } });
const echo = 'function handler(event) { return { statusCode: 200, body: JSON.stringify(event) }; }';

describe('a function for viewer requests', () => {
  it('is told of the request as the documentation says', async () => {
    const { ask, resource } = await onRequest(echo);

    const { body } = await ask('/a%20b/?q=x%20y&list=1&list=2&flag', {
      Accept: 'text/html',
      'X-Two': ['1', '2'],
      Cookie: 'id=7; theme=dark=er',
      Connection: 'close',
      'X-Amz-Cf-Id': 'mine',
    });

    expect(JSON.parse(body)).toEqual({
      version: '1.0',
      context: {
        distributionDomainName: resource.attributes.DomainName,
        distributionId: resource.ref,
        eventType: 'viewer-request',
        requestId: expect.any(String),
      },
      viewer: { ip: '127.0.0.1' },
      request: {
        method: 'GET',
        uri: '/a%20b/',
        querystring: {
          q: { value: 'x%20y' },
          list: { value: '1', multiValue: [{ value: '1' }, { value: '2' }] },
          flag: { value: '' },
        },
        headers: {
          host: { value: expect.stringMatching(/^127\.0\.0\.1:\d+$/) },
          accept: { value: 'text/html' },
          'x-two': { value: '1', multiValue: [{ value: '1' }, { value: '2' }] },
        },
        cookies: { id: { value: '7' }, theme: { value: 'dark=er' } },
      },
    });
  });

  it('has another object served, in the same behavior', async () => {
    const { ask, put } = await onRequest(
      "function handler(event) { const { request } = event; request.uri = '/index.html'; return request; }",
    );
    put('index.html', 'start');

    expect(await ask('/any/thing')).toMatchObject({ status: 200, body: 'start' });
  });

  it('may be async, and may ask for a key that is not percent-encoded', async () => {
    const { ask, put } = await onRequest(
      "async function handler({ request }) { await null; return { ...request, uri: '/ä b?.html' }; }",
    );
    put('ä b?.html', 'start');

    expect((await ask('/')).body).toBe('start');
  });

  it('answers by itself, with headers, cookies, reason and body', async () => {
    const { ask } = await onRequest(`function handler() {
      return {
        statusCode: 302,
        statusDescription: 'Over there',
        headers: { location: { value: '/there' }, 'x-list': { value: '1', multiValue: [{ value: '1' }, { value: '2' }] } },
        cookies: { a: { value: '1', attributes: 'Secure; Path=/' }, b: { value: '2' } },
        body: { encoding: 'base64', data: 'aGk=' },
      };
    }`);

    expect(await ask('/')).toMatchObject({
      status: 302,
      reason: 'Over there',
      body: 'hi',
      headers: {
        location: '/there',
        'x-list': '1, 2',
        'set-cookie': ['a=1; Secure; Path=/', 'b=2'],
        'x-cache': 'FunctionGeneratedResponse from cloudfront',
      },
    });
  });

  it.each([
    ["'text'", 'text'],
    ["{ encoding: 'text', data: 'data' }", 'data'],
    ['undefined', ''],
  ])('may answer with the body %s', async (text, expected) => {
    const { ask } = await onRequest(`function handler() { return { statusCode: 200, body: ${text} }; }`);

    expect(await ask('/')).toMatchObject({ status: 200, body: expected });
  });

  it('writes to the terminal', async () => {
    const { ask, lines } = await onRequest(
      "function handler({ request }) { console.log('asked for', request.uri, { a: 1 }); return request; }",
    );

    await ask('/x');

    expect(lines).toEqual(['Edit asked for /x {"a":1}']);
  });

  it('begins anew at every request', async () => {
    const { ask } = await onRequest(
      'let count = 0; function handler() { globalThis.all = (globalThis.all || 0) + 1; return { statusCode: 200, body: `${++count} ${all}` }; }',
    );

    await ask('/');

    expect((await ask('/')).body).toBe('1 1');
  });

  it.each(['require', 'process', 'fetch', 'setTimeout', 'Buffer'])('has no %s', async (name) => {
    const { ask } = await onRequest(`function handler() { return { statusCode: 200, body: typeof ${name} }; }`);

    expect((await ask('/')).body).toBe('undefined');
  });
});

describe('a function for viewer responses', () => {
  it('is told of the answer, and changes it', async () => {
    const { ask, put } = await onResponse(`function handler({ request, response, context }) {
      response.headers['x-seen'] = { value: [context.eventType, request.uri, response.statusCode, response.headers['content-type'].value].join() };
      return response;
    }`);
    put('a.html', 'page');

    expect(await ask('/a.html')).toMatchObject({
      status: 200,
      body: 'page',
      headers: { 'x-seen': 'viewer-response,/a.html,200,text/html', 'x-cache': 'Miss from cloudfront' },
    });
  });

  it('may put another body in its place', async () => {
    const { ask, put } = await onResponse("function handler({ response }) { return { ...response, body: 'other' }; }");
    put('a.html', 'page');

    expect(await ask('/a.html')).toMatchObject({ body: 'other', headers: { 'content-length': '5' } });
  });

  it('does not run for errors of the origin', async () => {
    const { ask, lines } = await onResponse("function handler({ response }) { console.log('ran'); return response; }");

    expect((await ask('/none')).status).toBe(403);
    expect(lines).toEqual([]);
  });

  it('sees and changes what the headers policy made', async () => {
    const { ask, put } = await site({
      functions: {
        Edit: "function handler({ response: r }) { r.headers['x-both'] = { value: r.headers['x-policy'].value + '!' }; return r; }",
      },
      headers: { CustomHeadersConfig: { Items: [{ Header: 'X-Policy', Value: 'yes', Override: true }] } },
      behavior: { FunctionAssociations: associations({ 'viewer-response': 'Edit' }) },
    });
    put('a.html', 'page');

    expect((await ask('/a.html')).headers).toMatchObject({ 'x-policy': 'yes', 'x-both': 'yes!' });
  });
});

describe('a function that fails', () => {
  it.each([
    ['throws', "\nfunction handler() { throw new Error('no tea'); }", /^Edit! Error: no tea \(line 2\)$/],
    ['rejects', "async function handler() { throw new TypeError('no tea'); }", /^Edit! TypeError: no tea/],
    ['throws what is no error', "function handler() { throw 'tea'; }", /^Edit! tea$/],
    ['has no handler', 'var x = 1;', /^Edit! ReferenceError: handler is not defined/],
    ['throws when it is loaded', "throw new Error('early');", /^Edit! .*Error: early/],
    ['never ends', 'function handler() { for (;;); }', /^Edit! it took longer than 5000 ms$/],
    ['never ends later', 'async function handler() { await null; for (;;); }', /^Edit! it took longer than 5000 ms$/],
    [
      'waits for ever',
      'function handler() { return new Promise(() => {}); }',
      /^Edit! it waits for something that never happens$/,
    ],
    ['evaluates code', "function handler() { return eval('1'); }", /^Edit! EvalError/],
    ['makes code', "function handler() { return Function('return 1')(); }", /^Edit! EvalError/],
    [
      'returns what JSON cannot hold',
      'function handler() { const a = {}; a.a = a; return a; }',
      /^Edit! .*circular structure/,
    ],
    ['looks for modules', "function handler() { return require('fs'); }", /^Edit! ReferenceError: require/],
    [
      'looks for the process',
      'function handler() { return this.constructor.constructor("return process")(); }',
      /^Edit! EvalError/,
    ],
  ])('because it %s is a 503, and the terminal says why', async (_, code, why) => {
    const { ask, lines, errors } = await onRequest(code);

    const { status, body } = await ask('/');

    expect(status).toBe(503);
    expect(body).toContain(
      'The CloudFront function associated with the CloudFront distribution is invalid or could not run.',
    );
    expect(lines).toEqual([expect.stringMatching(why)]);
    expect(errors).toEqual([]);
  });

  it.each([
    ['nothing', 'undefined', 'neither a request nor a response'],
    ['a text', "'x'", 'neither a request nor a response'],
    ['another method', "{ ...request, method: 'POST' }", 'the method is read-only'],
    ['a uri without a slash', "{ ...request, uri: 'x' }", 'the uri must begin with a slash'],
    ['no uri', '{}', 'the uri must begin with a slash'],
    ['headers that are a list', '{ ...request, headers: 1 }', 'headers must be an object'],
    ['a header without a value', "{ ...request, headers: { ...request.headers, a: 'x' } }", 'a must have a value'],
    [
      'a header in upper case',
      "{ ...request, headers: { ...request.headers, A: { value: 'x' } } }",
      'must be in lower case',
    ],
    ['another host', "{ ...request, headers: { host: { value: 'x' } } }", 'the header host is read-only'],
    [
      'a header of a connection',
      "{ statusCode: 200, headers: { connection: { value: 'x' } } }",
      'may not set the header connection',
    ],
    [
      'a header with a line break',
      "{ statusCode: 200, headers: { a: { value: 'x\\r\\nb: y' } } }",
      'no header may have',
    ],
    ['a cookie with a line break', "{ statusCode: 200, cookies: { a: { value: 'x\\ny' } } }", 'no header may have'],
    ['a status that is a text', "{ statusCode: '200' }", 'the statusCode must be a number'],
    ['a status that is none', '{ statusCode: 99 }', 'the statusCode must be a number'],
    ['a reason with a line break', "{ statusCode: 200, statusDescription: 'a\\nb' }", 'the statusDescription must be'],
    ['a body that is a number', '{ statusCode: 200, body: 1 }', 'the body must be a text'],
    ['a body in another encoding', "{ statusCode: 200, body: { encoding: 'hex', data: '00' } }", 'text or base64'],
    [
      'a body that is no Base64',
      "{ statusCode: 200, body: { encoding: 'base64', data: '!' } }",
      'the body is no Base64',
    ],
  ])('because it returns %s is a 502, and the terminal says why', async (_, result, why) => {
    const { ask, lines, errors } = await onRequest(`function handler({ request }) { return ${result}; }`);

    expect((await ask('/')).status).toBe(502);
    expect(lines).toEqual([expect.stringContaining(why)]);
    expect(errors).toEqual([]);
  });

  it('is answered with the headers of the policy as well', async () => {
    const { ask } = await onRequest('var x;', {
      headers: { SecurityHeadersConfig: { ContentTypeOptions: { Override: true } } },
    });

    expect((await ask('/')).headers['x-content-type-options']).toBe('nosniff');
  });
});

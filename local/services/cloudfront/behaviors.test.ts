import { describe, expect, it } from 'vitest';

import { allow, associations, cachingDisabled, site, type SiteChanges } from './testing/site.ts';

describe('a distribution', () => {
  it('answers with what is in the bucket, and who asked for it', async () => {
    const { ask, put } = await site();
    put('a b/ü.txt', 'text', 'text/plain');

    const answer = await ask('/a%20b/%C3%BC.txt?v=1');

    expect(answer).toMatchObject({
      status: 200,
      body: 'text',
      headers: {
        'content-type': 'text/plain',
        'content-length': '4',
        etag: expect.stringMatching(/^"[0-9a-f]{32}"$/),
        'last-modified': expect.any(String),
        'x-cache': 'Miss from cloudfront',
        'x-amz-cf-id': expect.any(String),
      },
    });
  });

  it('keeps nothing: what was written is there at once', async () => {
    const { ask, put } = await site();
    put('a.html', 'old');
    await ask('/a.html');

    put('a.html', 'new');

    expect((await ask('/a.html')).body).toBe('new');
  });

  it('has a root object, for the root alone', async () => {
    const { ask, put } = await site({ config: { DefaultRootObject: 'index.html' } });
    put('index.html', 'root');
    put('sub/index.html', 'sub');

    expect((await ask('/')).body).toBe('root');
    expect((await ask('/sub/')).status).toBe(403);
  });

  it('does not redirect to HTTPS, which nobody speaks here', async () => {
    const { ask, put } = await site({ behavior: { ViewerProtocolPolicy: 'https-only' } });
    put('a.html', 'a');

    expect((await ask('/a.html')).status).toBe(200);
  });

  it('takes the first behavior whose pattern fits, and the default one for the rest', async () => {
    const other = { TargetOriginId: 'old', ViewerProtocolPolicy: 'allow-all', CachePolicyId: cachingDisabled };
    const origin = {
      DomainName: { 'Fn::GetAtt': ['Pages', 'DomainName'] },
      OriginAccessControlId: { Ref: 'Access' },
      S3OriginConfig: {},
    };
    const { ask, put } = await site({
      config: {
        Origins: [
          { ...origin, Id: 'pages', OriginPath: '/new' },
          { ...origin, Id: 'old', OriginPath: '/old' },
        ],
        CacheBehaviors: [
          { ...other, PathPattern: '/a/*', TargetOriginId: 'old' },
          { ...other, PathPattern: '/a/b/*', TargetOriginId: 'pages' },
        ],
      },
    });
    for (const folder of ['old', 'new']) for (const key of ['a/b/c', 'x']) put(`${folder}/${key}`, folder);

    expect((await ask('/a/b/c')).body).toBe('old');
    expect((await ask('/x')).body).toBe('new');
  });

  it('chooses the behavior by the tidy path, and asks for the path as it was sent', async () => {
    const other = { TargetOriginId: 'pages', ViewerProtocolPolicy: 'allow-all', CachePolicyId: cachingDisabled };
    const { ask, put } = await site({
      functions: {
        Mark: "function handler({ response }) { response.headers.mark = { value: '1' }; return response; }",
      },
      config: {
        CacheBehaviors: [
          { ...other, PathPattern: '/a/*', FunctionAssociations: associations({ 'viewer-response': 'Mark' }) },
        ],
      },
    });
    put('x/../a/b', 'as it was sent');

    expect(await ask('/x/../a/b')).toMatchObject({ body: 'as it was sent', headers: { mark: '1' } });
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PROPFIND'])('refuses %s, which is not allowed', async (method) => {
    const { ask, put } = await site();
    put('a.html', 'a');

    const { status, body } = await ask('/a.html', {}, method);

    expect(status).toBe(403);
    expect(body).toContain('not configured to allow the HTTP request method');
  });

  it('answers HEAD like GET, without the body', async () => {
    const { ask, put } = await site();
    put('a.html', 'abc');

    expect(await ask('/a.html', {}, 'HEAD')).toMatchObject({
      status: 200,
      headers: { 'content-length': '3' },
      body: '',
    });
  });

  it('refuses a GET with a body', async () => {
    const { ask, put } = await site();
    put('a.html', 'abc');

    expect((await ask('/a.html', { 'content-length': '1' }, 'GET', 'x')).status).toBe(403);
  });

  it('answers conditions and ranges', async () => {
    const { ask, put } = await site();
    put('a.txt', '0123456789', 'text/plain');
    const { headers } = await ask('/a.txt');
    const etag = String(headers.etag);
    const modified = String(headers['last-modified']);

    expect(await ask('/a.txt', { 'if-none-match': etag })).toMatchObject({ status: 304, body: '', headers: { etag } });
    expect((await ask('/a.txt', { 'if-none-match': `W/${etag}` })).status).toBe(304);
    expect((await ask('/a.txt', { 'if-none-match': '"other"' })).status).toBe(200);
    expect((await ask('/a.txt', { 'if-modified-since': modified })).status).toBe(304);
    expect((await ask('/a.txt', { 'if-match': '"other"' })).status).toBe(412);
    expect(await ask('/a.txt', { range: 'bytes=2-4' })).toMatchObject({
      status: 206,
      body: '234',
      headers: { 'content-range': 'bytes 2-4/10' },
    });
    expect((await ask('/a.txt', { range: 'bytes=20-' })).status).toBe(416);
    expect((await ask('/a.txt', { range: 'bytes=2-4', 'if-range': '"other"' })).body).toBe('0123456789');
  });
});

describe('an object that is not there', () => {
  it('is denied to a distribution that may not list the bucket', async () => {
    const { ask } = await site();

    const { status, body, headers } = await ask('/none.html');

    expect(status).toBe(403);
    expect(headers['content-type']).toBe('application/xml');
    expect(body).toContain('<Code>AccessDenied</Code>');
  });

  it('is not found by one that may', async () => {
    const { ask } = await site({ policy: [allow('s3:GetObject'), allow('s3:ListBucket', '${Pages.Arn}')] });

    const { status, body } = await ask('/none.html');

    expect(status).toBe(404);
    expect(body).toContain('<Code>NoSuchKey</Code>');
  });

  it('has the custom error response for its status, from wherever the path of that leads', async () => {
    const { ask, put } = await site({
      config: { CustomErrorResponses: [{ ErrorCode: 403, ResponseCode: 200, ResponsePagePath: '/errors/none.html' }] },
    });

    expect((await ask('/a')).status).toBe(403);
    put('errors/none.html', 'sorry');
    expect(await ask('/a', { 'if-none-match': '*', range: 'bytes=0-1' })).toMatchObject({ status: 200, body: 'sorry' });
  });

  it('keeps its status with a page that has none of its own', async () => {
    const { ask, put } = await site({
      config: {
        CustomErrorResponses: [
          { ErrorCode: 403, ResponsePagePath: '/none.html' },
          { ErrorCode: 404, ErrorCachingMinTTL: 10 },
        ],
      },
    });
    put('none.html', 'sorry');

    expect(await ask('/a')).toMatchObject({ status: 403, body: 'sorry' });
  });

  it.each<[string, SiteChanges, string]>([
    ['the root object', { config: { DefaultRootObject: 'index.html' } }, '/'],
    [
      'what a function serves for every path',
      {
        functions: { Routes: "function handler({ request }) { return { ...request, uri: '/index.html' }; }" },
        behavior: { FunctionAssociations: associations({ 'viewer-request': 'Routes' }) },
      },
      '/some/page',
    ],
  ])('is said in words to a person with a browser, as long as nobody has uploaded %s', async (_, changes, path) => {
    const { ask, put } = await site(changes);
    const browser = { accept: 'text/html,*/*;q=0.8' };

    const before = await ask(path, browser);
    const program = await ask(path);
    put('index.html', 'there');

    expect(before).toMatchObject({ status: 503, headers: { refresh: '1' } });
    expect(before.body).toContain('the bucket Pages (pages)');
    expect(program.status).toBe(403);
    expect((await ask(path, browser)).body).toBe('there');
  });
});

describe('a bucket whose policy', () => {
  const everything = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: { 'Fn::Sub': '${Pages.Arn}/*' } };

  it.each([
    ['says nothing', []],
    ['lets another service in', [{ ...allow('s3:GetObject'), Principal: { Service: 'lambda.amazonaws.com' } }]],
    ['lets another action', [allow('s3:PutObject')]],
    [
      'lets another distribution in',
      [allow('s3:GetObject', '${Pages.Arn}/*', { StringEquals: { 'AWS:SourceArn': 'x' } })],
    ],
    [
      'lets another account in',
      [allow('s3:GetObject', '${Pages.Arn}/*', { StringLike: { 'aws:SourceAccount': '9*' } })],
    ],
    ['forgets what is in the bucket', [allow('s3:GetObject', '${Pages.Arn}')]],
    ['denies it all the same', [allow('s3:*'), everything]],
  ])('%s gives nothing away, and the start says so', async (_, policy) => {
    const { ask, put, warnings } = await site({ policy });
    put('a.html', 'a');

    expect(await ask('/a.html')).toMatchObject({ status: 403, body: expect.stringContaining('AccessDenied') });
    expect(warnings).toEqual([
      expect.stringMatching(/^template\.yaml:1: Site .*: the policy of the bucket Pages does not let it read/),
    ]);
  });

  it.each([
    ['by the name of the service', [allow('s3:GetObject')]],
    ['by wildcards', [allow('s3:Get*', '${Pages.Arn}/a.*')]],
    [
      'with a condition of ARNs',
      [{ ...allow('s3:*'), Condition: { ArnLike: { 'aws:sourcearn': 'arn:aws:cloudfront::*' } } }],
    ],
    [
      'over TLS only',
      [allow('s3:GetObject'), { ...everything, Condition: { Bool: { 'aws:SecureTransport': false } } }],
    ],
  ])('lets the distribution read %s', async (_, policy) => {
    const { ask, put } = await site({ policy });
    put('a.html', 'a');

    expect((await ask('/a.html')).status).toBe(200);
  });

  it('is about some objects denies the others', async () => {
    const { ask, put } = await site({ policy: [allow('s3:GetObject', '${Pages.Arn}/public/*')] });
    put('public/a', 'a');
    put('private/a', 'a');

    expect((await ask('/public/a')).status).toBe(200);
    expect((await ask('/private/a')).status).toBe(403);
    expect((await ask('/public/../private/a')).status).toBe(403);
  });
});

it.each([
  ['no origin access control', { OriginAccessControlId: '' }, {}],
  ['one that never signs', {}, { SigningBehavior: 'never' }],
])('an origin with %s asks for nothing that the bucket gives', async (_, origin, change) => {
  const config = {
    Name: 'a',
    OriginAccessControlOriginType: 's3',
    SigningBehavior: 'always',
    SigningProtocol: 'sigv4',
  };
  const { ask, put } = await site({
    origin,
    resources: {
      Access: {
        Type: 'AWS::CloudFront::OriginAccessControl',
        Properties: { OriginAccessControlConfig: { ...config, ...change } },
      },
    },
  });
  put('a.html', 'a');

  expect((await ask('/a.html')).status).toBe(403);
});

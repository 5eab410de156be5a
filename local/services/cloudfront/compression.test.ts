import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

import { cachingDisabled, cachingOptimized, site, type SiteChanges } from './testing/site.ts';

const text = 'All dragons are welcome. '.repeat(100);
const compressing = { behavior: { CachePolicyId: cachingOptimized, Compress: true } };

const answerFor = async (
  accepted: string,
  changes: SiteChanges = compressing,
  type = 'text/javascript',
  body = text,
) => {
  const { ask, put } = await site(changes);
  put('a', body, type);
  return ask('/a', { 'accept-encoding': accepted });
};
const ownPolicy = (brotli: boolean, gzip: boolean): SiteChanges => ({
  behavior: { CachePolicyId: { Ref: 'Own' }, Compress: true },
  resources: {
    Own: {
      Type: 'AWS::CloudFront::CachePolicy',
      Properties: {
        CachePolicyConfig: {
          Name: 'own',
          DefaultTTL: 1,
          MaxTTL: 1,
          MinTTL: 1,
          ParametersInCacheKeyAndForwardedToOrigin: {
            CookiesConfig: { CookieBehavior: 'none' },
            HeadersConfig: { HeaderBehavior: 'none' },
            QueryStringsConfig: { QueryStringBehavior: 'none' },
            EnableAcceptEncodingBrotli: brotli,
            EnableAcceptEncodingGzip: gzip,
          },
        },
      },
    },
  },
});

describe('compression', () => {
  it.each([
    ['gzip', 'gzip', gunzipSync],
    ['gzip, deflate, br', 'br', brotliDecompressSync],
    ['br;q=0, GZIP;q=0.5', 'gzip', gunzipSync],
  ])('for %s is %s', async (accepted, expected, decompress) => {
    const { headers, bytes } = await answerFor(accepted);

    expect(headers).toMatchObject({
      'content-encoding': expected,
      vary: 'Accept-Encoding',
      'content-length': String(bytes.length),
      etag: expect.stringMatching(/^W\/"/),
    });
    expect(decompress(bytes).toString()).toBe(text);
  });

  it.each<[string, string, SiteChanges?, string?, string?]>([
    ['a viewer that takes none', 'deflate, identity'],
    ['a behavior that does not compress', 'br, gzip', { behavior: { CachePolicyId: cachingOptimized } }],
    ['a cache policy without it', 'br, gzip', { behavior: { CachePolicyId: cachingDisabled, Compress: true } }],
    ['a cache policy that switches it off', 'br, gzip', ownPolicy(false, false)],
    ['pictures', 'br, gzip', compressing, 'image/png'],
    ['less than 1,000 bytes', 'br, gzip', compressing, 'text/html', 'a'.repeat(999)],
    ['more than 10,000,000 bytes', 'br, gzip', compressing, 'text/html', 'a'.repeat(10_000_001)],
  ])('is not for %s', async (_, accepted, changes, type, body = text) => {
    const { headers, bytes } = await answerFor(accepted, changes, type, body);

    expect(headers['content-encoding']).toBeUndefined();
    expect(headers.etag).toMatch(/^"/);
    expect(bytes.length).toBe(body.length);
  });

  it.each([
    [ownPolicy(true, false), 'br'],
    [ownPolicy(false, true), 'gzip'],
  ])('is what a cache policy of the template says', async (changes, expected) => {
    expect((await answerFor('br, gzip', changes)).headers['content-encoding']).toBe(expected);
  });

  it('leaves ranges alone, and HTTP/1.0', async () => {
    const { ask, put, raw } = await site(compressing);
    put('a', text, 'text/css');

    expect(await ask('/a', { 'accept-encoding': 'gzip', range: 'bytes=0-2' })).toMatchObject({
      status: 206,
      body: 'All',
    });
    expect(await raw('GET /a HTTP/1.0\r\naccept-encoding: gzip\r\n\r\n')).not.toContain('content-encoding');
  });

  it('goes with conditions: the weak tag of a compressed answer is good for the next one', async () => {
    const { ask, put } = await site(compressing);
    put('a', text, 'text/css');
    const headers = { 'accept-encoding': 'gzip' };
    const etag = String((await ask('/a', headers)).headers.etag);

    const again = await ask('/a', { ...headers, 'if-none-match': etag });

    expect(again).toMatchObject({ status: 304, headers: { etag, vary: 'Accept-Encoding' }, body: '' });
  });
});

import { expect, it } from 'vitest';
import { behindStage } from './location.ts';
import { proxyEvent } from './testing/events.ts';

/** An event of a resource that was called by a path. */
function event(resource: string, path: string) {
  const { requestContext } = proxyEvent({});
  return { resource, requestContext: { ...requestContext, path } };
}

it.each([
  ["AWS's own domain", '/dragons', '/dev/dragons', '/dev/reports/1'],
  ['a domain of one’s own', '/dragons', '/dragons', '/reports/1'],
  ['a domain with a base path', '/dragons', '/v1/dragons', '/v1/reports/1'],
  ['a base path of several segments', '/dragons', '/api/v1/dragons', '/api/v1/reports/1'],
  ['a base path that looks like the resource', '/dragons', '/dragons/dragons', '/dragons/reports/1'],
  ['a path that ends with a slash', '/dragons', '/dev/dragons/', '/dev/reports/1'],
  ['a resource with a parameter', '/dragons/{dragonName}', '/dev/dragons/a%20b', '/dev/reports/1'],
  ['the root', '/', '/dev/', '/dev/reports/1'],
])('a place of the API is right on %s', (_, resource, path, location) => {
  const headers = { Location: '/reports/1', ETag: '"1"' };

  expect(behindStage(headers, event(resource, path))).toEqual({ Location: location, ETag: '"1"' });
});

it.each([{}, { ETag: '"1"' }, { Location: 'https://example.com/1' }])('%j stays as it is', (headers) => {
  expect(behindStage(headers, event('/dragons', '/dev/dragons'))).toEqual(headers);
});

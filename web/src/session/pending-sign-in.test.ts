import { expect, it } from 'vitest';
import { ownPath } from './pending-sign-in.ts';

const origin = 'https://dragons.example';

it.each([
  ['/', '/'],
  ['/dragons/A%20b?from=c', '/dragons/A%20b?from=c'],
  ['reports#part', '/reports'],
  [`${origin}/reports`, '/reports'],
])('%s is a path of this page', (path, own) => {
  expect(ownPath(path, origin)).toBe(own);
});

it.each([
  'https://elsewhere.example/',
  '//elsewhere.example',
  String.raw`\\elsewhere.example`,
  'javascript:alert(1)',
  'https://',
  '/callback?code=1',
])('%s leads to the start page', (path) => {
  expect(ownPath(path, origin)).toBe('/');
});

it('a path that would be another host is none', () => {
  expect(ownPath(`${origin}//elsewhere.example/a`, origin)).toBe('/elsewhere.example/a');
});

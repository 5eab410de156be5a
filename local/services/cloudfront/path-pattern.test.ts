import { describe, expect, it } from 'vitest';

import { matchedPath, pathPattern } from './path-pattern.ts';

describe('a path pattern', () => {
  it.each([
    ['/assets/*', '/assets/a.js', true],
    ['assets/*', '/assets/a.js', true],
    ['/assets/*', '/assets/', true],
    ['/assets/*', '/assets', false],
    ['/assets/*', '/x/assets/a.js', false],
    ['*.jpg', '/deep/down/a.jpg', true],
    ['/images/*.jpg', '/images/2020/a.jpg', true],
    ['/images/*.jpg', '/images/a.jpg.txt', false],
    ['/a?c', '/abc', true],
    ['/a?c', '/ac', false],
    ['/a?c', '/a', false],
    ['/config.json', '/config.json', true],
    ['/config.json', '/configXjson', false],
    ['/Config.json', '/config.json', false],
    ['*', '/', true],
    ['**/*', '/a/b', true],
    ['/a*b*c', '/a-b-b-c', true],
    ['/a*b*c', '/a-c-b', false],
  ])('%s on %s: %s', (pattern, path, expected) => {
    expect(pathPattern(pattern)(path)).toBe(expected);
  });

  it('of many stars comes to an end on a long path', () => {
    expect(pathPattern(`${'*a'.repeat(100)}b`)(`/${'a'.repeat(8000)}`)).toBe(false);
  });
});

it.each([
  ['/a//b', '/a/b'],
  ['/a/./b', '/a/b'],
  ['/a/../b', '/b'],
  ['/../../b', '/b'],
  ['/a/..', '/'],
  ['/a/b/..', '/a/'],
  ['/a/', '/a/'],
  ['/%61ssets/x', '/assets/x'],
  ['/a%2fb', '/a%2Fb'],
  ['/%zz%', '/%zz%'],
  ['/', '/'],
])('behaviors are chosen for %s by %s', (uri, expected) => {
  expect(matchedPath(uri)).toBe(expected);
});

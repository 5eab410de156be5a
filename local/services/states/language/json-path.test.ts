import { describe, expect, it } from 'vitest';
import type { Json } from '../../../json.ts';
import { JsonPathError, parseJsonPath, valueAt, withValueAt } from './json-path.ts';

const document: Json = {
  a: { b: [10, 20, { c: 'deep' }] },
  'a b': 1,
  "it's": 2,
  list: [{ n: 1 }, { n: 2 }, { m: 3 }],
  nothing: null,
};

describe('a path', () => {
  it.each<[string, Json | undefined]>([
    ['$', document],
    ['$.a.b[0]', 10],
    ['$.a.b[-1].c', 'deep'],
    ["$['a b']", 1],
    ["$['it\\'s']", 2],
    ['$["a"]["b"][1]', 20],
    ['$.nothing', null],
    ['$.missing', undefined],
    ['$.a.b[9]', undefined],
    ['$.list[*].n', [1, 2]],
    ['$.list[0:2].n', [1, 2]],
    ['$.list[1:]', [{ n: 2 }, { m: 3 }]],
    ['$..c', ['deep']],
    ['$.a.*', [[10, 20, { c: 'deep' }]]],
    ['$.missing[*]', []],
  ])('%s leads to %j', (text, expected) => {
    expect(valueAt(parseJsonPath(text), document)).toEqual(expected);
  });

  it.each(['', 'a', '$.', '$[', '$.a[?(@.b > 1)]', '$.a.length()', "$['a", '$.a b', '$$x', '$.[a]'])(
    'is not %j',
    (text) => {
      expect(() => parseJsonPath(text)).toThrow(JsonPathError);
    },
  );

  it('with a filter is refused by name', () => {
    expect(() => parseJsonPath('$.list[?(@.n == 1)]')).toThrow('filters ([?(…)]) are not simulated by the local AWS');
  });

  it.each<[string, Json | undefined]>([
    ['$', 'new'],
    ['$.x', { old: 1, list: [1, 2], x: 'new' }],
    ['$.x.y.z', { old: 1, list: [1, 2], x: { y: { z: 'new' } } }],
    ['$.old', { old: 'new', list: [1, 2] }],
    ['$.list[1]', { old: 1, list: [1, 'new'] }],
    ['$.list[2]', undefined],
    ['$.old.inside', undefined],
  ])('%s takes a value', (text, expected) => {
    expect(withValueAt(parseJsonPath(text), { old: 1, list: [1, 2] }, 'new')).toEqual(expected);
  });
});

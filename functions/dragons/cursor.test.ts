import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cursorAfter, placeOf } from './cursor.ts';
import { folded } from './folded.ts';

const names = fc
  .string({ unit: 'grapheme', minLength: 1 })
  .map(folded)
  .filter((name) => name !== '');
const filters = fc.record({ filters: fc.record({ family: fc.string() }, { requiredKeys: [] }) });

it('names its place to the query that it was made for', () => {
  fc.assert(
    fc.property(names, filters, (after, query) => {
      expect(placeOf(cursorAfter(after, query), query)).toBe(after);
    }),
  );
});

it('says nothing to another query', () => {
  const cursor = cursorAfter('atlas', { filters: { family: 'red' } });

  expect(placeOf(cursor, { filters: { family: 'blue' } })).toBeUndefined();
  expect(placeOf(cursor, { filters: { city: 'red' } })).toBeUndefined();
  expect(placeOf(cursor, { filters: { family: 'red' }, text: 'x' })).toBeUndefined();
});

it('does not depend on the order in which filters were given', () => {
  const cursor = cursorAfter('atlas', { filters: { family: 'red', city: 'tempe' } });

  expect(placeOf(cursor, { filters: { city: 'tempe', family: 'red' } })).toBe('atlas');
});

it('is noticed when any character of it is changed, added or lost', () => {
  const query = { filters: { family: 'red' } };
  const cursor = cursorAfter('atlas', query);
  const damaged = fc.tuple(fc.nat(cursor.length - 1), fc.constantFrom('A', 'z', '_', '', '==', '!')).map(([at, by]) => {
    return cursor.slice(0, at) + by + cursor.slice(at + 1);
  });

  fc.assert(
    fc.property(damaged, (text) => {
      fc.pre(text !== cursor);
      expect(placeOf(text, query)).toBeUndefined();
    }),
  );
  expect(placeOf(`${cursor}A`, query)).toBeUndefined();
});

it.each(['a\nb', '\u0000', 'ATLAS', ' a'])(
  'that somebody made for %j, which is no folded name, is noticed',
  (after) => {
    expect(placeOf(cursorAfter(after, { filters: {} }), { filters: {} })).toBeUndefined();
  },
);

it('that is anything at all never throws', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => placeOf(text, { filters: {} }) === undefined));
});

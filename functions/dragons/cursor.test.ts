import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cursorAfter, placeOf } from './cursor.ts';

const places = fc.string({ unit: 'grapheme', minLength: 1 });

it('names its place to the list that it was made for', () => {
  fc.assert(
    fc.property(places, fc.array(fc.string()), (place, owner) => {
      expect(placeOf(cursorAfter(place, owner), owner)).toBe(place);
    }),
  );
});

it('says nothing to another list', () => {
  const cursor = cursorAfter('atlas', ['reports of', 'subject-1']);

  expect(placeOf(cursor, ['reports of', 'subject-2'])).toBeUndefined();
  expect(placeOf(cursor, ['reports of'])).toBeUndefined();
  expect(placeOf(cursor, ['reports of', ['subject-1']])).toBeUndefined();
});

it('is noticed when any character of it is changed, added or lost', () => {
  const owner = ['family', 'red'];
  const cursor = cursorAfter('atlas', owner);
  const damaged = fc.tuple(fc.nat(cursor.length - 1), fc.constantFrom('A', 'z', '_', '', '==', '!')).map(([at, by]) => {
    return cursor.slice(0, at) + by + cursor.slice(at + 1);
  });

  fc.assert(
    fc.property(damaged, (text) => {
      fc.pre(text !== cursor);
      expect(placeOf(text, owner)).toBeUndefined();
    }),
  );
  expect(placeOf(`${cursor}A`, owner)).toBeUndefined();
});

it('that is anything at all never throws', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => placeOf(text, []) === undefined));
});

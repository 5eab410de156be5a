import { expect, it } from 'vitest';
import { cursorAfterDragon, dragonPlaceOf } from './dragon-cursor.ts';

it('names its place to the query that it was made for, and to no other', () => {
  const cursor = cursorAfterDragon('atlas', { filters: { family: 'red' } });

  expect(dragonPlaceOf(cursor, { filters: { family: 'red' } })).toBe('atlas');
  expect(dragonPlaceOf(cursor, { filters: { family: 'blue' } })).toBeUndefined();
  expect(dragonPlaceOf(cursor, { filters: { city: 'red' } })).toBeUndefined();
  expect(dragonPlaceOf(cursor, { filters: { family: 'red' }, text: 'x' })).toBeUndefined();
});

it('does not depend on the order in which filters were given', () => {
  const cursor = cursorAfterDragon('atlas', { filters: { family: 'red', city: 'tempe' } });

  expect(dragonPlaceOf(cursor, { filters: { city: 'tempe', family: 'red' } })).toBe('atlas');
});

it.each(['a\nb', '\u0000', 'ATLAS', ' a'])(
  'that somebody made for %j, which is no folded name, is noticed',
  (after) => {
    expect(dragonPlaceOf(cursorAfterDragon(after, { filters: {} }), { filters: {} })).toBeUndefined();
  },
);

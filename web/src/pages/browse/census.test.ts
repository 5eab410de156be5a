import { describe, expect, it } from 'vitest';
import type { Dragon } from '../../api/api.ts';
import { censusOf, isSame } from './census.ts';

const dragon = (family: string, state: string, country = 'usa', city = 'springfield'): Dragon => ({
  dragonName: 'Atlas',
  family,
  description: 'Is there.',
  city,
  country,
  state,
  neighborhood: 'north',
});

describe('a census', () => {
  it('counts families, the most first, and by name where there are as many', () => {
    const { total, families } = censusOf(['green', 'red', 'blue', 'red'].map((family) => dragon(family, 'nevada')));

    expect(total).toBe(4);
    expect(families).toEqual([
      { name: 'red', count: 2 },
      { name: 'blue', count: 1 },
      { name: 'green', count: 1 },
    ]);
  });

  it('takes spellings that differ in case, blanks or ways to write a letter as the same', () => {
    const { places, cities } = censusOf([
      dragon('red', 'Nevada', 'USA', 'Re\u0301no'),
      dragon('red', ' nevada', 'usa', 'r\u00e9no'),
    ]);

    expect(places).toEqual([{ name: 'Nevada', state: 'Nevada', country: 'USA', count: 2 }]);
    expect(cities).toHaveLength(1);
  });

  it('tells states of different countries apart', () => {
    const { places, countries } = censusOf([dragon('red', 'georgia'), dragon('red', 'georgia', 'georgia')]);

    expect(places.map(({ country, count }) => [country, count])).toEqual([
      ['usa', 1],
      ['georgia', 1],
    ]);
    expect(countries).toHaveLength(2);
  });

  it('is not confused by names that look like something else', () => {
    const { families } = censusOf(['__proto__', 'constructor', '__proto__'].map((family) => dragon(family, 'x')));

    expect(families).toEqual([
      { name: '__proto__', count: 2 },
      { name: 'constructor', count: 1 },
    ]);
  });

  it('of nothing is empty', () => {
    expect(censusOf([])).toEqual({ total: 0, families: [], countries: [], places: [], cities: [] });
  });
});

it('spellings are the same when only their case differs, and nothing is the same as nothing', () => {
  expect(isSame('Red', 'rED ')).toBe(true);
  expect(isSame('red', 'reed')).toBe(false);
  expect(isSame(undefined, undefined)).toBe(false);
});

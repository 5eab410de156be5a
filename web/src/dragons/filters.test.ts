import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activeOf, addressOf, changed, filterNames, filtersOf, isTooLong, movedTo, sendable } from './filters.ts';

const queryOf = (address: string) => Object.fromEntries(new URL(address, 'http://page').searchParams);

describe('the filters in an address', () => {
  it('are those that the list knows, whatever else stands there', () => {
    expect(filtersOf(queryOf('/?state=nevada&utm_source=mail&q=smoke&cursor=MS4w&limit=7'))).toEqual({
      q: 'smoke',
      state: 'nevada',
    });
  });

  it('are none where they are blank', () => {
    expect(filtersOf({ q: '', family: ' \t\n', city: '\u0000' })).toEqual({});
  });

  it('have no blanks around them, and one at a time in them', () => {
    expect(filtersOf({ q: '  cold \n smoke ' })).toEqual({ q: 'cold smoke' });
  });

  it('are not those that every object has', () => {
    expect(filtersOf(queryOf('/?constructor=1&__proto__=2'))).toEqual({});
  });

  it('come back as they went in, in the same order always', () => {
    const text = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(fc.record(Object.fromEntries(filterNames.map((name) => [name, text]))), (query) => {
        const filters = filtersOf(query);
        const address = addressOf(filters);

        expect(filtersOf(queryOf(address))).toEqual(filters);
        expect(addressOf(Object.fromEntries(Object.entries(filters).reverse()))).toBe(address);
      }),
    );
  });

  it('leave the plain address where there are none', () => {
    expect(addressOf({})).toBe('/');
    expect(addressOf({ q: 'a&b=c #1 100%' })).toBe('/?q=a%26b%3Dc+%231+100%25');
  });
});

describe('a filter that is longer than the contract takes', () => {
  it('stays where it was typed, and is not asked for', () => {
    const long = 'x'.repeat(65);
    const filters = filtersOf({ family: long, q: long });

    expect(filters).toEqual({ family: long, q: long });
    expect(sendable(filters)).toEqual({ q: long });
  });

  it('is measured in characters', () => {
    expect(isTooLong('family', '🐉'.repeat(64))).toBe(false);
    expect(isTooLong('family', '🐉'.repeat(65))).toBe(true);
  });
});

describe('changing filters', () => {
  it('sets what is given, takes away what is blank and leaves the rest', () => {
    expect(changed({ family: 'red', q: 'smoke' }, { family: '', city: 'reno' })).toEqual({ q: 'smoke', city: 'reno' });
  });

  it('to another place forgets the one before', () => {
    expect(
      movedTo(
        { family: 'red', country: 'usa', state: 'ohio', city: 'akron', neighborhood: 'north' },
        { state: 'nevada' },
      ),
    ).toEqual({ family: 'red', state: 'nevada' });
  });
});

it('the filters that narrow are named in their order', () => {
  expect(activeOf({ city: 'reno', q: 'smoke' })).toEqual([
    ['q', 'smoke'],
    ['city', 'reno'],
  ]);
});

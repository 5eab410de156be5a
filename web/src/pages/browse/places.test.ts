import { describe, expect, it } from 'vitest';
import { folded } from '../../dragons/folded.ts';
import { stateNames } from '../../parts/map/state-names.ts';
import { censusOf } from './census.ts';
import { isChosen, mapCounts, placeAddress, stateAddress, valueAddress } from './places.ts';

const living = (state: string, country: string) => ({
  dragonName: 'Atlas',
  family: 'red',
  description: 'Is there.',
  city: 'springfield',
  country,
  state,
  neighborhood: 'north',
});

describe('places on the map', () => {
  it('are the states of its country, in any case and by any of its names', () => {
    const counts = mapCounts(
      censusOf([living('nevada', 'usa'), living('NEVADA', 'United States'), living('New  York', 'us')]),
    );

    expect(Object.fromEntries(counts)).toEqual({ nevada: 2, 'new york': 1 });
  });

  it('are no abbreviations, no misspellings and no places of other countries', () => {
    const counts = mapCounts(
      censusOf([living('nv', 'usa'), living('mississsippi', 'usa'), living('georgia', 'georgia')]),
    );

    expect(stateNames.filter((name) => counts.has(folded(name)))).toEqual([]);
    expect([...counts.values()]).toEqual([1, 1, 1]);
  });
});

describe('a place', () => {
  const nevada = { state: 'nevada', country: 'usa' };

  it('leads to its dragons, of what is listed now', () => {
    expect(placeAddress({ q: 'smoke', state: 'ohio', city: 'akron' }, nevada)).toBe(
      '/?q=smoke&country=usa&state=nevada',
    );
    expect(stateAddress({ family: 'red' }, 'New York')).toBe('/?family=red&state=new+york');
  });

  it('that is chosen leads back', () => {
    expect(placeAddress({ q: 'smoke', state: 'Nevada' }, nevada)).toBe('/?q=smoke');
    expect(stateAddress({ state: 'new york' }, 'New York')).toBe('/');
  });

  it('is not chosen together with a place of another country', () => {
    expect(isChosen({ state: 'nevada', country: 'peru' }, nevada)).toBe(false);
    expect(isChosen({ country: 'usa' }, nevada)).toBe(false);
  });
});

it('a family leads to its dragons, and back', () => {
  expect(valueAddress({ q: 'smoke' }, 'family', 'red')).toBe('/?q=smoke&family=red');
  expect(valueAddress({ q: 'smoke', family: 'RED' }, 'family', 'red')).toBe('/?q=smoke');
});

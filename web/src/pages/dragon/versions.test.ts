import { describe, expect, it } from 'vitest';
import { frost as base } from '../../testing/dragons.ts';
import { allOf, differencesOf, firstChoices, isSameDragon, merged, undecided } from './versions.ts';

const mine = { ...base, description: 'Writes on casino windows.', city: 'Reno' };
const theirs = { ...base, description: 'Draws on windows.', country: 'United States' };

describe('two versions of a dragon', () => {
  const differences = differencesOf(base, mine, theirs);

  it('differ where they say different things, and it is known who changed them', () => {
    expect(differences.filter(({ differs }) => differs).map(({ field, changedBy }) => [field, changedBy])).toEqual([
      ['description', 'both'],
      ['city', 'mine'],
      ['country', 'theirs'],
    ]);
  });

  it('become one that loses no change, once somebody decided about what both changed', () => {
    const choices = firstChoices(differences);
    expect(undecided(differences, choices)).toEqual(['description']);
    expect(merged(mine, theirs, { ...choices, description: 'mine' })).toEqual({ ...mine, country: 'United States' });
  });

  it('become the one or the other when all is decided for one side', () => {
    expect(merged(mine, theirs, allOf('mine', differences))).toEqual(mine);
    expect(merged(mine, theirs, allOf('theirs', differences))).toEqual(theirs);
    expect(undecided(differences, allOf('theirs', differences))).toEqual([]);
  });

  it('leave nothing to decide where both made the same change', () => {
    expect(undecided(differencesOf(base, mine, mine), {})).toEqual([]);
  });
});

it('a family in capitals is the same: that is how it is kept', () => {
  expect(isSameDragon({ ...base, family: 'BLUE' }, base)).toBe(true);
  expect(isSameDragon({ ...base, dragonName: 'FROST' }, base)).toBe(false);
});

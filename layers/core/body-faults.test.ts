import { expect, it } from 'vitest';
import { bodyFaults } from './body-faults.ts';

const dragon = {
  dragonName: 'Atlas',
  family: 'red',
  description: 'Large.',
  city: 'anchorage',
  country: 'usa',
  state: 'alaska',
  neighborhood: 'downtown',
};

it('finds nothing wrong with what the contract takes', () => {
  expect(bodyFaults('replaceDragon', dragon)).toEqual([]);
});

it('names everything that is wrong, as the API would', () => {
  const { city: _, ...rest } = dragon;

  const faults = bodyFaults('replaceDragon', { ...rest, dragonName: 'a/b', wings: 2 });

  expect(faults).toHaveLength(3);
  expect(faults).toEqual(
    expect.arrayContaining([
      { in: 'body', name: '/city', message: 'is required' },
      { in: 'body', name: '/dragonName', message: expect.stringMatching(/^must match pattern/) },
      { in: 'body', name: '/wings', message: 'is not known to this operation' },
    ]),
  );
});

it.each([undefined, null, 'Atlas', [dragon]])('%j is no such body', (value) => {
  expect(bodyFaults('replaceDragon', value)).toEqual([expect.objectContaining({ in: 'body', name: '' })]);
});

it('an operation without a body takes none', () => {
  expect(bodyFaults('getDragon', undefined)).toEqual([]);
});

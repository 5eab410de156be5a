import type { Dragon } from '../api/api.ts';

/** A dragon to do things with. */
export const frost: Dragon = {
  dragonName: 'Frost',
  family: 'blue',
  description: 'Writes on windows.',
  city: 'Las Vegas',
  country: 'USA',
  state: 'Nevada',
  neighborhood: 'Hills Creek Dr',
};

import type { Schemas } from '@dragons/core';

/** A dragon as the contract shows it. */
export type Dragon = Schemas['Dragon'];

/** The fields of a dragon that a caller can filter by. */
export const filterFields = ['dragonName', 'family', 'country', 'state', 'city', 'neighborhood'] as const;

/** A field that a caller can filter by. */
export type FilterField = (typeof filterFields)[number];

/** The fields of a dragon, in the order in which they are shown. */
export const dragonFields = [
  'dragonName',
  'family',
  'description',
  'city',
  'country',
  'state',
  'neighborhood',
] as const;

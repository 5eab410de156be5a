import type { Dragon } from '../api/api.ts';
import { spokenFamily } from './families.ts';
import type { FilterName } from './filters.ts';

/**
 * A place or a family as it is written to be read: the first dragons came with all names in lower case. Where somebody chose upper and
 * lower case, that stays.
 */
export function spelled(name: string): string {
  if (name !== name.toLowerCase()) return name;
  return name.replaceAll(/(?<=^|[\s-])\p{L}/gu, (letter) => letter.toUpperCase());
}

/** The same for a country: short names in lower case are abbreviations, as in `usa`. */
export function spelledCountry(name: string): string {
  return /^\p{Ll}{2,3}$/u.test(name) ? name.toUpperCase() : spelled(name);
}

/**
 * What a field of a dragon says, or a filter of that name: places and families spelled as they are read, a known family in the person's
 * language; everything else as it was typed.
 */
export function spelledField(field: keyof Dragon | FilterName, text: string): string {
  switch (field) {
    case 'family':
      return spelled(spokenFamily(text));
    case 'country':
      return spelledCountry(text);
    case 'state':
    case 'city':
    case 'neighborhood':
      return spelled(text);
    default:
      return text;
  }
}

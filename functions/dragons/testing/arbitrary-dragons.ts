import fc from 'fast-check';
import type { Dragon } from '../dragon.ts';
import { folded } from '../folded.ts';

/** Names that stand close together, look like the catalogue's own text, or sort differently in UTF-16 and in UTF-8. */
const awkwardNames = [
  'a',
  'A',
  'aa',
  'a b',
  'b',
  '"',
  '\\',
  '\\"',
  'x","familyKey":"y',
  'x,"nameKey":"y',
  ',',
  '{"a":1}',
  '\u2028',
  'Ångström',
  'A\u030angstro\u0308m',
  '\uff21',
  '🐉',
  '\ufffd',
  '\u202eabc',
];

/** Names of dragons, of which there are few enough that they meet. */
export const arbitraryName = fc.oneof(
  fc.constantFrom(...awkwardNames.filter((name) => folded(name) !== '')),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 4 }).filter((name) => folded(name) !== ''),
);

const text = fc.oneof(fc.constantFrom(...awkwardNames), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 9 }));

/** Dragons with any texts. */
export const arbitraryDragon: fc.Arbitrary<Dragon> = fc.record({
  dragonName: arbitraryName,
  family: fc.constantFrom('red', 'blue'),
  description: text,
  city: text,
  country: text,
  state: text,
  neighborhood: text,
});

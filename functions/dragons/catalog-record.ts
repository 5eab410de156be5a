import { dragonFields, type Dragon } from './dragon.ts';
import { byCodePoint, folded } from './folded.ts';

/** The folded texts that stand beside each dragon in the catalogue, by what they were made from. */
export const keyOf = {
  dragonName: 'nameKey',
  family: 'familyKey',
  country: 'countryKey',
  state: 'stateKey',
  city: 'cityKey',
  neighborhood: 'neighborhoodKey',
  description: 'descriptionKey',
} as const;

/** A column of the catalogue. */
export type CatalogColumn = keyof typeof keyOf | (typeof keyOf)[keyof typeof keyOf];

/** One line of the catalogue: a dragon with the folded keys of what is searched. */
export type CatalogRecord = Dragon & Record<(typeof keyOf)[keyof typeof keyOf], string>;

/** The one function that makes a line of the catalogue from a dragon. */
export function catalogRecord(dragon: Dragon): CatalogRecord {
  const { dragonName, family, description, city, country, state, neighborhood } = dragon;
  return {
    dragonName,
    family,
    description,
    city,
    country,
    state,
    neighborhood,
    nameKey: folded(dragonName),
    familyKey: folded(family),
    countryKey: folded(country),
    stateKey: folded(state),
    cityKey: folded(city),
    neighborhoodKey: folded(neighborhood),
    descriptionKey: folded(description),
  };
}

/** The catalogue of some dragons: JSON Lines in the order of their folded names. The same dragons always give the same bytes. */
export function catalogText(dragons: Iterable<Dragon>): string {
  return Array.from(dragons, catalogRecord)
    .sort((a, b) => byCodePoint(a.nameKey, b.nameKey))
    .map((record) => `${JSON.stringify(record)}\n`)
    .join('');
}

/** The dragon of a catalogue line or of a query's row. Undefined when a field is missing or no text. */
export function dragonOf(row: Readonly<Record<string, unknown>>): Dragon | undefined {
  const values = dragonFields.map((field) => row[field]);
  if (!values.every((value) => typeof value === 'string')) return undefined;
  const [dragonName = '', family = '', description = '', city = '', country = '', state = '', neighborhood = ''] =
    values;
  return { dragonName, family, description, city, country, state, neighborhood };
}

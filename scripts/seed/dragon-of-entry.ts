/** The course's names of a dragon's fields, and the contract's. */
const courseNames = new Map([
  ['dragon_name_str', 'dragonName'],
  ['description_str', 'description'],
  ['family_str', 'family'],
  ['location_city_str', 'city'],
  ['location_country_str', 'country'],
  ['location_state_str', 'state'],
  ['location_neighborhood_str', 'neighborhood'],
]);

/** What the catalogue keeps beside each dragon for searching. */
const catalogKeys = ['nameKey', 'familyKey', 'countryKey', 'stateKey', 'cityKey', 'neighborhoodKey', 'descriptionKey'];

/** A dragon as it is sent, and the fields of the file that have no place in it. */
export interface ReadDragon {
  readonly dragon: Readonly<Record<string, unknown>>;
  readonly leftOut: readonly string[];
}

/**
 * Makes a dragon with the contract's names of an object of a file. Whether it is a right one is for the function to say; so a field that it will
 * not know is sent, too. Only of the course's format, whose files may hold more than a dragon has, such fields are left out and named.
 */
export function dragonOfEntry(value: Readonly<Record<string, unknown>>): ReadDragon {
  const entries = Object.entries(value);
  if (!entries.some(([name]) => courseNames.has(name))) {
    return { dragon: Object.fromEntries(entries.filter(([name]) => !catalogKeys.includes(name))), leftOut: [] };
  }
  const renamed = entries.flatMap(([name, field]) => {
    const known = courseNames.get(name);
    return known === undefined ? [] : [[known, field] as const];
  });
  return {
    dragon: Object.fromEntries(renamed),
    leftOut: entries.map(([name]) => name).filter((name) => !courseNames.has(name)),
  };
}

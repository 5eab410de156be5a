const families = ['red', 'black', 'blue', 'green'];
const cities = 1000;
const words = (
  'keeps the harbour free of ice and takes herring for it sleeps under casino fountains surfaces when music is bad ' +
  'watches from an old tower over hills rivers'
).split(' ');

/** A record of the generated catalogue. */
export interface Dragon {
  dragonName: string;
  family: string;
  description: string;
  city: string;
  country: string;
  state: string;
  neighborhood: string;
  age: number;
  nameKey: string;
  familyKey: string;
  countryKey: string;
  stateKey: string;
  cityKey: string;
  neighborhoodKey: string;
  descriptionKey: string;
}

/** A generated catalogue of dragons as bytes, and in how many rows. */
export interface Catalogue {
  jsonLines: Buffer;
  csv: Buffer;
  rows: number;
}

/**
 * Makes a catalogue of about so many bytes of JSON Lines, like the application's own records, and the same as CSV. It is the same
 * one every time: families are equally common, each of a thousand cities has 0.1 % of the dragons.
 */
export function makeCatalogue(bytes: number): Catalogue {
  const random = lcg(42);
  const jsonLines = Buffer.allocUnsafe(bytes + 64 * 1024);
  const csv = Buffer.allocUnsafe(bytes + 64 * 1024);
  let csvLength = csv.write(csvLine(Object.keys(dragon(random, 0))));
  let length = 0;
  let rows = 0;
  for (; length < bytes; rows += 1) {
    const record = dragon(random, rows);
    length += jsonLines.write(`${JSON.stringify(record)}\n`, length);
    csvLength += csv.write(csvLine(Object.values<string | number>({ ...record })), csvLength);
  }
  return { jsonLines: jsonLines.subarray(0, length), csv: csv.subarray(0, csvLength), rows };
}

function dragon(random: () => number, index: number): Dragon {
  const pick = (list: string[]) => list[Math.floor(random() * list.length)] ?? '';
  const dragonName = `Dragon ${index} of the ${pick(words)}`;
  const family = pick(families);
  const city = `city of the north ${Math.floor(random() * cities)}`;
  const text = Array.from({ length: 8 + Math.floor(random() * 10) }, () => pick(words)).join(' ');
  const description = `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
  return {
    dragonName,
    family,
    description,
    city,
    country: 'usa',
    state: 'nevada',
    neighborhood: 'w fireweed ln',
    age: Math.floor(random() * 1000),
    nameKey: dragonName.toLowerCase(),
    familyKey: family,
    countryKey: 'usa',
    stateKey: 'nevada',
    cityKey: city,
    neighborhoodKey: 'w fireweed ln',
    descriptionKey: description.toLowerCase(),
  };
}

/** A line of CSV; none of the generated values needs quotes. */
function csvLine(fields: (string | number)[]): string {
  return `${fields.join(',')}\n`;
}

/** A linear congruential generator: the same numbers in [0, 1) for the same seed. */
function lcg(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

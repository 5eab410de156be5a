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

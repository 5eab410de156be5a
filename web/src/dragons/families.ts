import { t } from '../messages/messages.ts';

/** The families that the first dragons are of, as the contract has them, in English and in lower case; others may come. */
export const knownFamilies = ['red', 'black', 'blue', 'green'] as const;

/** A family that the page has a drawing and words for. */
export type KnownFamily = (typeof knownFamilies)[number];

/** The known family that the contract's value is of; undefined for every other one. */
export function knownFamily(family: string): KnownFamily | undefined {
  const name = foldedFamily(family);
  return knownFamilies.find((known) => known === name);
}

/** A family in the language that is spoken now; one that is not known stays as somebody wrote it. */
export function spokenFamily(family: string): string {
  const known = knownFamily(family);
  return known === undefined ? family : t(`dragon.family.${known}`);
}

/**
 * The contract's value of a family that somebody typed, in English or in the language that is spoken now: who types `Blau` means the family
 * that is there, rather than one more. Another family stays as it was typed.
 */
export function meantFamily(typed: string): string {
  const name = foldedFamily(typed);
  return knownFamily(name) ?? knownFamilies.find((known) => foldedFamily(spokenFamily(known)) === name) ?? typed;
}

/** A family in the person's words, for the fields where it is typed. */
export const familyWords = { said: spokenFamily, meant: meantFamily };

/** The name of a family without what does not tell families apart: case, spaces around it, ways to write the same letter. */
export function foldedFamily(family: string): string {
  return family.trim().normalize('NFC').toLowerCase();
}

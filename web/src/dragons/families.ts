import { t } from '../messages/messages.ts';
import { folded } from './folded.ts';

/** The families that the first dragons are of, as the contract has them, in English and in lower case; others may come. */
export const knownFamilies = ['red', 'black', 'blue', 'green'] as const;

/** A family that the page has a drawing and words for. */
export type KnownFamily = (typeof knownFamilies)[number];

/** The known family that the contract's value is of; undefined for every other one. */
export function knownFamily(family: string): KnownFamily | undefined {
  const name = folded(family);
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
  const name = folded(typed);
  return knownFamily(name) ?? knownFamilies.find((known) => folded(spokenFamily(known)) === name) ?? typed;
}

/** A family in the person's words, for the fields where it is typed. */
export const familyWords = { said: spokenFamily, meant: meantFamily };

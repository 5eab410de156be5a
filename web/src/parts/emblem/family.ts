/** How many hues styles/families.css has for families without a drawing of their own. */
export const hues = 12;

const drawn = ['red', 'black', 'blue', 'green'] as const;

/** A family with an emblem of its own. */
export type DrawnFamily = (typeof drawn)[number];

/** The attributes that give an element, and everything in it, the colours of a family. */
export interface FamilyAttributes {
  readonly 'data-family': DrawnFamily | 'other';
  readonly 'data-hue'?: number;
}

/**
 * The attributes for a family's colours: its own where the family is a drawn one, else a hue that the name chooses, always the same.
 * @param family as the API gives it, or as somebody is typing it
 */
export function familyAttributes(family: string): FamilyAttributes {
  const name = foldedFamily(family);
  const own = drawn.find((one) => one === name);
  return own === undefined ? { 'data-family': 'other', 'data-hue': hashOf(name) % hues } : { 'data-family': own };
}

/** The name of a family without what does not tell families apart: case, spaces around it, ways to write the same letter. */
function foldedFamily(family: string): string {
  return family.trim().normalize('NFC').toLowerCase();
}

/** FNV-1a over UTF-16 code units, as 32 bits without a sign (http://www.isthe.com/chongo/tech/comp/fnv/). */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

import { knownFamily, type KnownFamily } from '../../dragons/families.ts';
import { folded } from '../../dragons/folded.ts';

/** How many hues styles/families.css has for families without a drawing of their own. */
export const hues = 12;

/** The attributes that give an element, and everything in it, the colours of a family. */
export interface FamilyAttributes {
  readonly 'data-family': KnownFamily | 'other';
  readonly 'data-hue'?: number;
}

/**
 * The attributes for a family's colours: its own where the family is a known one, else a hue that the name chooses, always the same.
 * @param family as the API gives it, or as somebody is typing it
 */
export function familyAttributes(family: string): FamilyAttributes {
  const own = knownFamily(family);
  return own === undefined
    ? { 'data-family': 'other', 'data-hue': hashOf(folded(family)) % hues }
    : { 'data-family': own };
}

/** FNV-1a over UTF-16 code units, as 32 bits without a sign (http://www.isthe.com/chongo/tech/comp/fnv/). */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

import { SelectError } from '../errors.ts';
import type { LikePart } from './like-pattern.ts';
import { characterLength } from './text.ts';

/** The end of the first match at or after a place in the text, or -1. */
export type Find = (text: string, from: number) => number;

/** Up to this length the platform's own search is taken: at its worst it looks at every place so many times. */
const maxPlainLength = 64;

/** Characters that a part with `_` may have between two `%`: each 32 of them are a step more per character of the text. */
const maxMaskedLength = 4096;

/**
 * How to search for a part of a LIKE pattern, so that no text and no pattern together take quadratic time.
 *
 * - Text alone: `indexOf`, and for a long one, with which `indexOf` may be quadratic, Knuth, Morris and Pratt's search.
 * - `_` alone: so many characters.
 * - Both: the bit-parallel search of Baeza-Yates and Gonnet ("shift-and"), to which `_` is a bit that every character sets.
 *
 * @throws SelectError `LikeInvalidInputs` for a part with both that has more than 4096 characters.
 */
export function partFinder(part: LikePart): Find {
  const [only] = part;
  if (part.length === 1 && typeof only === 'string') return only.length <= maxPlainLength ? plain(only) : long(only);
  if (part.every((item) => item === null)) return anyCharacters(part.length);
  return masked(part.flatMap((item) => (item === null ? [null] : Array.from(item))));
}

function plain(wanted: string): Find {
  return (text, from) => {
    const at = text.indexOf(wanted, from);
    return at < 0 ? -1 : at + wanted.length;
  };
}

function anyCharacters(count: number): Find {
  return (text, from) => {
    let end = from;
    for (let i = 0; i < count; i += 1) {
      if (end >= text.length) return -1;
      end += characterLength(text, end);
    }
    return end;
  };
}

/** Looks at no character of the text twice; what has been seen of it is kept as the length of the wanted text's start. */
function long(wanted: string): Find {
  const borders = bordersOf(wanted);
  return (text, from) => {
    let matched = 0;
    for (let at = from; at < text.length; at += 1) {
      const unit = text.charCodeAt(at);
      while (matched > 0 && wanted.charCodeAt(matched) !== unit) matched = borders[matched - 1] ?? 0;
      if (wanted.charCodeAt(matched) === unit) matched += 1;
      if (matched === wanted.length) return at + 1;
    }
    return -1;
  };
}

/** For every start of the text how long the longest part is that it both begins and ends with. */
function bordersOf(text: string): Int32Array {
  const borders = new Int32Array(text.length);
  let length = 0;
  for (let at = 1; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    while (length > 0 && text.charCodeAt(length) !== unit) length = borders[length - 1] ?? 0;
    if (text.charCodeAt(length) === unit) length += 1;
    borders[at] = length;
  }
  return borders;
}

function masked(pattern: (string | null)[]): Find {
  if (pattern.length > maxMaskedLength) {
    const message = `A part of a LIKE pattern with _ between two % may have ${maxMaskedLength} characters, found ${pattern.length}.`;
    throw new SelectError('LikeInvalidInputs', message);
  }
  const words = Math.ceil(pattern.length / 32);
  const { anywhere, masks } = masksOf(pattern, words);
  const last = 1 << ((pattern.length - 1) % 32);
  const state = new Int32Array(words);
  return (text, from) => {
    state.fill(0);
    let at = from;
    while (at < text.length) {
      const code = text.codePointAt(at) ?? 0;
      at += code > 0xffff ? 2 : 1;
      advance(state, masks.get(code) ?? anywhere);
      if (((state[words - 1] ?? 0) & last) !== 0) return at;
    }
    return -1;
  };
}

/** Bit n of a state says that the last n + 1 characters fit the first n + 1 of the pattern; every character moves them all. */
function advance(state: Int32Array, mask: Int32Array): void {
  let carry = 1;
  for (let word = 0; word < state.length; word += 1) {
    const bits = state[word] ?? 0;
    state[word] = ((bits << 1) | carry) & (mask[word] ?? 0);
    carry = bits >>> 31;
  }
}

/** For every character of the pattern the bits of the places where it may stand; `anywhere` are those of `_`. */
function masksOf(pattern: (string | null)[], words: number): { anywhere: Int32Array; masks: Map<number, Int32Array> } {
  const anywhere = new Int32Array(words);
  for (const [at, character] of pattern.entries()) if (character === null) setBit(anywhere, at);
  const masks = new Map<number, Int32Array>();
  for (const [at, character] of pattern.entries()) {
    if (character === null) continue;
    const code = character.codePointAt(0) ?? 0;
    const mask = masks.get(code) ?? anywhere.slice();
    masks.set(code, mask);
    setBit(mask, at);
  }
  return { anywhere, masks };
}

function setBit(bits: Int32Array, at: number): void {
  const word = at >>> 5;
  bits[word] = (bits[word] ?? 0) | (1 << (at % 32));
}

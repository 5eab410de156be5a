import type { AttributeValue } from '../values/attribute-value.ts';
import { significandOf } from '../values/decimal.ts';

/** Ends a part of a key. Less than anything that can stand in a part, where U+0000 is followed by U+0001. */
const terminator = '\u0000\u0000';

/**
 * A text whose order by UTF-16 units, which is how strings compare, is the order of the value in DynamoDB: numbers by size, texts and
 * bytes by their (UTF-8) bytes. What begins with a value's text, without terminator, begins with the encoded text.
 * @param value a value of a key: S, N or B
 */
export function sortable(value: AttributeValue): string {
  if ('N' in value) return sortableNumber(value.N);
  if ('B' in value) return escapeNull(Buffer.from(value.B, 'base64').toString('latin1'));
  if ('S' in value) return escapeNull(sortableText(value.S));
  throw new TypeError(`${JSON.stringify(value)} cannot be a key.`);
}

/** A part of a key that others may follow. */
export function keyPart(value: AttributeValue): string {
  return sortable(value) + terminator;
}

/**
 * What stands before the keys of a partition: eight hexadecimal digits that look random, and the partition key. Scans run, and are
 * divided into segments, in the order of these digits, so that what is next to each other is unrelated, as on AWS.
 */
export function partitionPrefix(value: AttributeValue): string {
  const part = keyPart(value);
  return hexadecimal(hash(part)) + part;
}

/** The place of a partition among `count` equal parts of all hashes, from 0. @param key begins with a partition's prefix */
export function partOfHash(key: string, count: number): number {
  return Math.floor((Number.parseInt(key.slice(0, 8), 16) * count) / 2 ** 32);
}

/** Where one of `count` equal parts of all hashes begins, as the beginning of keys; `count` itself is behind the last one. */
export function startOfPart(part: number, count: number): string {
  return part >= count ? 'g' : hexadecimal(Math.ceil((part * 2 ** 32) / count));
}

/**
 * Makes UTF-16 units compare as code points do, which is as UTF-8 does: surrogates go behind U+FFFF. Every unit has its own place, so
 * lone surrogates stay apart as well.
 */
export function sortableText(text: string): string {
  // Nothing changes place in a text without surrogates and without what stands behind them.
  if (!/[\ud800-\uffff]/.test(text)) return text;
  let moved = '';
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    moved += String.fromCharCode(unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000 : unit - 0x800);
  }
  return moved;
}

/** Sign, exponent and digits; of a negative number their complements, and `~` so that more digits are less. */
function sortableNumber(text: string): string {
  const { negative, digits, exponent } = significandOf(text);
  if (digits === '') return '1';
  const place = exponent + 200;
  if (!negative) return `2${String(place).padStart(3, '0')}${digits}`;
  const complement = digits.replace(/\d/g, (digit) => String(9 - Number(digit)));
  return `0${String(999 - place).padStart(3, '0')}${complement}~`;
}

function escapeNull(text: string): string {
  return text.includes('\u0000') ? text.replaceAll('\u0000', '\u0000\u0001') : text;
}

/** FNV-1a over UTF-16 units, then mixed so that short keys spread over all bits. http://www.isthe.com/chongo/tech/comp/fnv/ */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}

function hexadecimal(value: number): string {
  return value.toString(16).padStart(8, '0');
}

import { SelectError } from '../errors.ts';

/** Which ends of a string TRIM looks at. */
export type TrimSide = 'leading' | 'trailing' | 'both';

/**
 * The longest text that an expression may make. Records are limited to 1 MB, but what an expression makes of them is not:
 * `s.a || s.a || …` in SQL of 256 KB could be longer than any string.
 */
const maxTextLength = 16 * 1024 * 1024;

/** Fails with OverMaxRecordSize when a text is going to have more units than an expression may make. */
export function checkTextLength(length: number): void {
  if (length > maxTextLength) {
    throw new SelectError('OverMaxRecordSize', 'A value that the SQL expression makes is longer than 16 MB.');
  }
}

/** Adds up texts that are kept at the same time; together they may be as long as one may be. */
export class TextBudget {
  #length = 0;

  /** Adds the length of a text that is kept, or takes away (negative) that of one that no longer is. Fails with OverMaxRecordSize. */
  add(length: number): void {
    this.#length += length;
    checkTextLength(this.#length);
  }
}

/** How many characters a string has; a character is a code point. */
export function countCodePoints(text: string): number {
  let count = text.length;
  for (let i = 1; i < text.length; i += 1) if (isPair(text, i)) count -= 1;
  return count;
}

/**
 * SUBSTRING: `length` characters from the one at `start`, which counts from 1. What would lie before the string is cut off,
 * so that with a start below 1 the length that is left is start + length - 1.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-string.html
 *
 * @throws SelectError `EvaluatorInvalidArguments` for a negative length.
 */
export function substring(text: string, start: number, length = Infinity): string {
  if (length < 0) {
    throw new SelectError(
      'EvaluatorInvalidArguments',
      `The length of SUBSTRING must not be negative, found ${length}.`,
    );
  }
  const first = Math.max(start, 1);
  const end = start + length;
  if (end <= first) return '';
  const from = skip(text, 0, first - 1);
  return text.slice(from, skip(text, from, end - first));
}

/** TRIM: takes from the ends of a string every character that is among `characters`. */
export function trimmer(side: TrimSide, characters: string): (text: string) => string {
  const set = new Set(characters);
  return (text) => {
    const from = side === 'trailing' ? 0 : firstKept(text, set);
    return text.slice(from, side === 'leading' ? text.length : afterLastKept(text, from, set));
  };
}

function firstKept(text: string, set: Set<string>): number {
  let at = 0;
  while (at < text.length) {
    const length = characterLength(text, at);
    if (!set.has(text.slice(at, at + length))) break;
    at += length;
  }
  return at;
}

function afterLastKept(text: string, from: number, set: Set<string>): number {
  let end = text.length;
  while (end > from) {
    const length = lastCharacterLength(text, end);
    if (!set.has(text.slice(end - length, end))) break;
    end -= length;
  }
  return end;
}

/** The place so many characters after `at`, or the end of the text. */
function skip(text: string, at: number, characters: number): number {
  if (characters >= text.length - at) return text.length;
  let end = at;
  for (let i = 0; i < characters && end < text.length; i += 1) end += characterLength(text, end);
  return end;
}

/** How many units the character at `at` has. */
export function characterLength(text: string, at: number): number {
  return isPair(text, at + 1) ? 2 : 1;
}

/** How many units the character before `end` has. */
export function lastCharacterLength(text: string, end: number): number {
  return isPair(text, end - 1) ? 2 : 1;
}

/** Whether the unit at `at` is the second of two that make one character. */
function isPair(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xdc00 && (text.charCodeAt(at - 1) & 0xfc00) === 0xd800;
}

import { SelectError } from '../errors.ts';

/** What a part of the pattern between two `%` asks for: texts, and `null` for `_`, which is any one character. */
export type LikePart = (string | null)[];

const onlyBefore = 'The escape character of LIKE may only precede %, _ or itself.';

/**
 * Splits a LIKE pattern at its `%`. There are as many parts as `%` and one more; a part may be empty, its texts are as long
 * as they can be.
 *
 * @throws SelectError `EvaluatorLikePatternInvalidEscapeSequence` when the escape character is not one character or
 * precedes anything but `%`, `_` and itself.
 */
export function splitPattern(pattern: string, escape: string | undefined): LikePart[] {
  if (escape !== undefined && Array.from(escape).length !== 1) {
    throw invalidEscape('The escape of LIKE must be one character.');
  }
  const parts: LikePart[] = [];
  let part: LikePart = [];
  let literal = '';
  const flush = () => {
    if (literal !== '') part.push(literal);
    literal = '';
  };
  let escaped = false;
  for (const character of pattern) {
    if (escaped) {
      if (character !== '%' && character !== '_' && character !== escape) throw invalidEscape(onlyBefore);
      literal += character;
      escaped = false;
    } else if (character === escape) {
      escaped = true;
    } else if (character === '%') {
      flush();
      parts.push(part);
      part = [];
    } else if (character === '_') {
      flush();
      part.push(null);
    } else {
      literal += character;
    }
  }
  if (escaped) throw invalidEscape(onlyBefore);
  flush();
  parts.push(part);
  return parts;
}

/**
 * The longest text that every match of a LIKE pattern holds; empty when there is none.
 *
 * @throws SelectError as `splitPattern` does.
 */
export function requiredText(pattern: string, escape?: string): string {
  let longest = '';
  for (const part of splitPattern(pattern, escape)) {
    for (const item of part) if (item !== null && item.length > longest.length) longest = item;
  }
  return longest;
}

function invalidEscape(message: string): SelectError {
  return new SelectError('EvaluatorLikePatternInvalidEscapeSequence', message);
}

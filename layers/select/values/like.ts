import { SelectError } from '../errors.ts';

/** Tests a whole string against one LIKE pattern. */
export type LikeMatcher = (text: string) => boolean;

/** Characters that a part of the pattern between two `%` asks for; `null` is `_`, any one character. */
type Part = (string | null)[];

/**
 * Compiles a LIKE pattern: `%` is any sequence, `_` exactly one character (a code point), everything else itself.
 *
 * The parts between the `%` are searched for from left to right, each at its first place: that decides a match without
 * going back over `%`, so no pattern takes exponential time.
 *
 * @throws SelectError `EvaluatorLikePatternInvalidEscapeSequence` when the escape character is not one character or
 * precedes anything but `%`, `_` and itself.
 */
export function likeMatcher(pattern: string, escape?: string): LikeMatcher {
  const parts = splitPattern(pattern, escape);
  const first = parts[0] ?? [];
  const last = parts.at(-1) ?? [];
  if (parts.length === 1) return (text) => matchAt(text, 0, first) === text.length;
  const middle = parts.slice(1, -1).filter((part) => part.length > 0);
  return (text) => {
    let at = matchAt(text, 0, first);
    for (const part of middle) {
      if (at < 0) return false;
      at = find(text, at, part);
    }
    return at >= 0 && endsWith(text, at, last);
  };
}

function splitPattern(pattern: string, escape: string | undefined): Part[] {
  if (escape !== undefined && Array.from(escape).length !== 1) {
    throw invalidEscape('The escape of LIKE must be one character.');
  }
  const parts: Part[] = [[]];
  let literal = '';
  const push = (item: string | null) => parts.at(-1)?.push(item);
  const flush = () => {
    if (literal !== '') push(literal);
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
      parts.push([]);
    } else if (character === '_') {
      flush();
      push(null);
    } else {
      literal += character;
    }
  }
  if (escaped) throw invalidEscape(onlyBefore);
  flush();
  return parts;
}

const onlyBefore = 'The escape character of LIKE may only precede %, _ or itself.';

function invalidEscape(message: string): SelectError {
  return new SelectError('EvaluatorLikePatternInvalidEscapeSequence', message);
}

/** The end of the part's match that starts exactly at `at`, or -1. */
function matchAt(text: string, at: number, part: Part): number {
  let end = at;
  for (const item of part) {
    if (item === null) {
      if (end >= text.length) return -1;
      end += characterLength(text, end);
    } else {
      if (!text.startsWith(item, end)) return -1;
      end += item.length;
    }
  }
  return end;
}

/** The end of the part's first match at or after `from`, or -1. */
function find(text: string, from: number, part: Part): number {
  const [head] = part;
  if (typeof head === 'string') {
    for (let at = text.indexOf(head, from); at >= 0; at = text.indexOf(head, at + 1)) {
      const end = matchAt(text, at, part);
      if (end >= 0 || part.length === 1) return end;
    }
    return -1;
  }
  for (let at = from; at < text.length; at += characterLength(text, at)) {
    const end = matchAt(text, at, part);
    if (end >= 0) return end;
  }
  return -1;
}

/** Whether the part matches the end of the text, without reaching back over `from`. */
function endsWith(text: string, from: number, part: Part): boolean {
  let start = text.length;
  for (const item of part.toReversed()) {
    start -= item === null ? lastCharacterLength(text, start) : item.length;
    if (start < from) return false;
  }
  return matchAt(text, start, part) === text.length;
}

function characterLength(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}

function lastCharacterLength(text: string, end: number): number {
  return end >= 2 && (text.codePointAt(end - 2) ?? 0) > 0xffff ? 2 : 1;
}

import { characterLength, lastCharacterLength } from './text.ts';
import { splitPattern, type LikePart } from './like-pattern.ts';
import { partFinder, type Find } from './like-search.ts';

/** Tests a whole string against one LIKE pattern. */
export type LikeMatcher = (text: string) => boolean;

/**
 * Compiles a LIKE pattern: `%` is any sequence, `_` exactly one character (a code point), everything else itself.
 *
 * The parts between the `%` are searched for from left to right, each at its first place: that decides a match without
 * going back over `%`. No search takes more than time in proportion to the text, whatever the pattern; see `partFinder`.
 *
 * @throws SelectError `EvaluatorLikePatternInvalidEscapeSequence` when the escape character is not one character or
 * precedes anything but `%`, `_` and itself; `LikeInvalidInputs` when a part with `_` is too long to be searched for.
 */
export function likeMatcher(pattern: string, escape?: string): LikeMatcher {
  const parts = splitPattern(pattern, escape);
  const first = parts[0] ?? [];
  const last = parts.at(-1) ?? [];
  if (parts.length === 1) return (text) => matchAt(text, 0, first) === text.length;
  const finders: Find[] = [];
  for (const part of parts.slice(1, -1)) if (part.length > 0) finders.push(partFinder(part));
  return (text) => {
    let at = matchAt(text, 0, first);
    for (const find of finders) {
      if (at < 0) return false;
      at = find(text, at);
    }
    return at >= 0 && endsWith(text, at, last);
  };
}

/** The end of the part's match that starts exactly at `at`, or -1. */
function matchAt(text: string, at: number, part: LikePart): number {
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

/** Whether the part matches the end of the text, without reaching back over `from`. */
function endsWith(text: string, from: number, part: LikePart): boolean {
  let start = text.length;
  for (let i = part.length - 1; i >= 0; i -= 1) {
    const item = part[i] ?? null;
    start -= item === null ? lastCharacterLength(text, start) : item.length;
    if (start < from) return false;
  }
  return matchAt(text, start, part) === text.length;
}

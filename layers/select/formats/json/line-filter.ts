import type { Needle } from '../../query/needle.ts';
import { AnyTextSearch } from '../any-text-search.ts';

const lineFeed = 0x0a;

/** Characters that JSON can write as an escape of two characters; any other only as `\u….` */
const shortEscapes = /["\\/\b\f\n\r\t]/;

/**
 * Finds the lines of a block that can hold one of some texts in a JSON string, without parsing the others.
 *
 * A JSON string with a text in it either has the text's own bytes (between quotes, when the text is all of it), or at
 * least one of the text's characters is written as an escape: `\u0041` always, and `\"`, `\\`, `\/`, `\b`, `\f`, `\n`, `\r`,
 * `\t` where the text holds such a character. So a line with neither the bytes nor such an escape cannot hold it.
 */
export class LineFilter {
  readonly #search: AnyTextSearch;

  /** `needles` must not be empty: it would be a filter that nothing passes. */
  constructor(needles: Needle[]) {
    const escape = needles.some(({ text }) => shortEscapes.test(text)) ? '\\' : '\\u';
    const patterns = needles
      .filter(({ text }) => isPlain(text))
      .map(({ text, isWhole }) => (isWhole ? `"${text}"` : text));
    this.#search = new AnyTextSearch([...patterns, escape].map((pattern) => Buffer.from(pattern)));
  }

  /**
   * Calls `take` with the bounds of each candidate line of `block[start, end)`, which ends after a line feed, in order,
   * until it returns true.
   */
  each(block: Buffer, start: number, end: number, take: (from: number, to: number) => boolean): void {
    const search = this.#search;
    search.begin(block, start, end);
    for (let at = start; at < end;) {
      const hit = search.next(at);
      if (hit >= end) return;
      const from = Math.max(at, block.lastIndexOf(lineFeed, hit) + 1);
      const to = block.indexOf(lineFeed, hit);
      if (take(from, to)) return;
      at = to + 1;
    }
  }
}

/** Whether JSON can write the text as it is: a quote, a backslash and U+0000 to U+001F must be escaped (RFC 8259, section 7). */
function isPlain(text: string): boolean {
  return text.isWellFormed() && !/["\\\u0000-\u001f]/.test(text);
}

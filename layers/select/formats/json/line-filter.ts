const backslash = 0x5c;
const lineFeed = 0x0a;

/** Characters that JSON can write as an escape of two characters; any other only as `\u….` */
const shortEscapes = /["\\/\b\f\n\r\t]/;

/**
 * Finds the lines of a block that can hold a string with a given value, without parsing the others.
 *
 * A JSON string with that value either has the value's own bytes between quotes, or at least one of its characters is
 * written as an escape: `\u0041` always, and `\"`, `\\`, `\/`, `\b`, `\f`, `\n`, `\r`, `\t` where the value holds such a
 * character. So a line with neither the quoted bytes nor such an escape cannot hold it.
 */
export class LineFilter {
  readonly #needle: Buffer | undefined;
  readonly #escape: Buffer | number;

  constructor(text: string) {
    // A character that must be escaped never stands in the data as itself.
    const isPlain = !Array.from(text).some(mustBeEscaped) && text.isWellFormed();
    this.#needle = isPlain ? Buffer.from(`"${text}"`) : undefined;
    this.#escape = shortEscapes.test(text) ? backslash : Buffer.from('\\u');
  }

  /**
   * Calls `take` with the bounds of each candidate line of `block[start, end)`, which ends after a line feed, in order,
   * until it returns true.
   */
  each(block: Buffer, start: number, end: number, take: (from: number, to: number) => boolean): void {
    let needle = -1;
    let escape = -1;
    for (let at = start; at < end;) {
      if (needle < at) needle = place(this.#needle === undefined ? -1 : block.indexOf(this.#needle, at));
      if (escape < at) escape = place(block.indexOf(this.#escape, at));
      const hit = Math.min(needle, escape);
      if (hit >= end) return;
      const from = Math.max(at, block.lastIndexOf(lineFeed, hit) + 1);
      const to = block.indexOf(lineFeed, hit);
      if (take(from, to)) return;
      at = to + 1;
    }
  }
}

/** A quote, a backslash, U+0000 to U+001F; DEL and the controls above it may stand as themselves (RFC 8259, section 7). */
function mustBeEscaped(character: string): boolean {
  return character === '"' || character === '\\' || character < ' ';
}

function place(index: number): number {
  return index < 0 ? Infinity : index;
}

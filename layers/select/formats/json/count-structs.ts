import { ByteMarks, nextMark } from '../marks/byte-marks.ts';
import { newBoard } from '../marks/mark-board.ts';

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const comma = 0x2c;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/** Not the board of the scanner: lines that only parsing can tell are parsed, which marks them, between two calls of `count`. */
const countingBoard = newBoard();

/**
 * Counts lines that hold one struct and nothing else, by a look at their braces.
 *
 * A `}` that closes the struct can be followed by nothing but blanks and the next value of the line, and no value begins with `}`,
 * `]` or `,`: as long as one of those follows, the struct is still open. So in valid JSON a line is one struct when it begins with
 * `{`, ends with `}`, and each `}` before that is followed by one of the three. A `}` inside a string may only make it look otherwise.
 */
export class StructCounter {
  readonly #marks = new ByteMarks({ bytes: [closeBrace, lineFeed, lineFeed], below: 0 }, countingBoard);
  #bytes: Buffer = Buffer.alloc(0);
  #end = 0;

  /** Takes a block of lines that ends after a line feed; tells whether it is known to be ASCII. */
  open(bytes: Buffer, start: number, end: number): boolean {
    this.#bytes = bytes;
    this.#end = end;
    return this.#marks.mark(bytes, start, end);
  }

  /**
   * Goes over the lines from `start`, which is where one begins, up to the first that is too long or of which only parsing can tell
   * what it holds.
   *
   * @returns how many lines it has counted, and where the line begins that it stopped at: the end of the block if at none.
   */
  count(start: number, mostBytes: number): { structs: number; at: number } {
    let structs = 0;
    let at = start;
    while (at < this.#end) {
      const end = this.#endOfStruct(at);
      if (end < 0 || end - at > mostBytes) break;
      structs += 1;
      at = end + 1;
    }
    return { structs, at };
  }

  /** The place of the line feed behind the only struct of a line; -1 where it is not known to be the only one. */
  #endOfStruct(start: number): number {
    const bytes = this.#bytes;
    const { words, base } = this.#marks;
    if (bytes[start] !== openBrace) return -1;
    for (let at = start; ;) {
      at = base + nextMark(words, at + 1 - base);
      if (bytes[at] !== closeBrace) return -1;
      const next = bytes[at + 1];
      if (next === lineFeed) return at + 1;
      if (next === carriageReturn) return bytes[at + 2] === lineFeed ? at + 2 : -1;
      if (next !== closeBrace && next !== closeBracket && next !== comma) return -1;
    }
  }
}

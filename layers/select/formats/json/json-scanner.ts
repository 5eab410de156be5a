import { SelectError } from '../../errors.ts';

/** What a node of the tape is. Numbers are told apart here because it decides their type: `1` int, `1.0` decimal. */
export const struct = 1;
export const list = 2;
export const string = 3;
export const int = 4;
export const decimalNumber = 5;
export const trueLiteral = 6;
export const falseLiteral = 7;
export const nullLiteral = 8;

/** Added to a string with escapes, and to a struct or list with blanks between its tokens. */
export const unclean = 16;
export const kindMask = 15;

/** Four numbers a node: kind, first byte, byte after the last, and the node that follows it and all inside it. */
export const stride = 4;

const maxDepth = 500;

/** 1 for the characters that make an escape of two: a quote, `n` and the like. */
const shortEscapes = new Uint8Array(256);
for (const c of Buffer.from('"\\/bfnrt')) shortEscapes[c] = 1;

function at(bytes: Uint8Array, index: number): number {
  return bytes[index] ?? 0;
}

/**
 * Reads one JSON value after the other into a tape: a list of its tokens with their places in the bytes. No value is
 * made until somebody asks for it, which is why a column passes through with its own digits and escapes.
 * Strict RFC 8259; nesting needs no call stack and ends at 500 levels.
 *
 * The methods hand the place `p` on instead of keeping it in a field: this is the innermost loop of every query.
 */
export class JsonScanner {
  bytes: Buffer = Buffer.alloc(0);
  tape = new Int32Array(256 * stride);
  count = 0;
  readonly #open = new Int32Array(maxDepth);
  #start = 0;
  #end = 0;
  #blanks = 0;

  /**
   * Reads the value that starts in `bytes[start, end)`, after any blanks; its node is 0.
   *
   * @returns the place after the value, or -1 when there are only blanks.
   * @throws SelectError `JSONParsingError`
   */
  scan(bytes: Buffer, start: number, end: number): number {
    this.bytes = bytes;
    this.#start = start;
    this.#end = end;
    this.#blanks = 0;
    this.count = 0;
    const p = this.#skipBlanks(start);
    return p >= end ? -1 : this.#tree(p);
  }

  #tree(start: number): number {
    const { bytes } = this;
    const open = this.#open;
    let p = start;
    let depth = 0;
    let isStruct = false;
    for (;;) {
      const c = at(bytes, p);
      if (c === 0x7b || c === 0x5b) {
        if (depth === maxDepth) throw this.#error(p, `it is nested more than ${maxDepth} levels deep`);
        isStruct = c === 0x7b;
        open[depth] = this.#openContainer(isStruct ? struct : list, p);
        depth += 1;
        p = this.#skipBlanks(p + 1);
        if (p < this.#end && at(bytes, p) !== c + 2) {
          if (isStruct) p = this.#key(p);
          continue;
        }
      } else {
        p = this.#scalar(c, p);
      }
      // A value has ended, or a container is about to: close all that end here, up to the next comma.
      for (;;) {
        if (depth === 0) return p;
        p = this.#skipBlanks(p);
        const next = p < this.#end ? at(bytes, p) : 0;
        if (next === 0x2c) break;
        if (next !== (isStruct ? 0x7d : 0x5d)) throw this.#unexpected(p);
        p += 1;
        depth -= 1;
        this.#closeContainer(at32(open, depth), p);
        isStruct = depth > 0 && (at32(this.tape, at32(open, depth - 1) * stride) & kindMask) === struct;
      }
      p = this.#skipBlanks(p + 1);
      if (isStruct) p = this.#key(p);
    }
  }

  /** The place of the next byte that is no blank. */
  #skipBlanks(p: number): number {
    const { bytes } = this;
    const end = this.#end;
    let q = p;
    while (q < end) {
      const c = at(bytes, q);
      if (c > 0x20 || (c !== 0x20 && c !== 0x0a && c !== 0x0d && c !== 0x09)) break;
      q += 1;
    }
    if (q !== p) this.#blanks += q - p;
    return q;
  }

  #openContainer(kind: number, p: number): number {
    // Until it is closed, the node remembers how many blanks came before it.
    return this.#add(kind, p, this.#blanks);
  }

  #closeContainer(node: number, end: number): void {
    const { tape } = this;
    const slot = node * stride;
    if (this.#blanks !== tape[slot + 2]) tape[slot] = at32(tape, slot) | unclean;
    tape[slot + 2] = end;
    tape[slot + 3] = this.count;
  }

  /** Reads a key and its colon; returns the place of the value. */
  #key(p: number): number {
    if (p >= this.#end || at(this.bytes, p) !== 0x22) throw this.#unexpected(p);
    const colon = this.#skipBlanks(this.#string(p));
    if (colon >= this.#end || at(this.bytes, colon) !== 0x3a) throw this.#unexpected(colon);
    return this.#skipBlanks(colon + 1);
  }

  #scalar(c: number, p: number): number {
    if (p >= this.#end) throw this.#unexpected(p);
    if (c === 0x22) return this.#string(p);
    if (c === 0x2d || (c >= 0x30 && c <= 0x39)) return this.#number(p);
    if (c === 0x74) return this.#word('true', trueLiteral, p);
    if (c === 0x66) return this.#word('false', falseLiteral, p);
    if (c === 0x6e) return this.#word('null', nullLiteral, p);
    throw this.#unexpected(p);
  }

  #string(start: number): number {
    const { bytes } = this;
    const end = this.#end;
    let kind = string;
    let p = start + 1;
    for (; p < end; p += 1) {
      const c = at(bytes, p);
      if (c === 0x22) break;
      if (c === 0x5c) {
        kind = string | unclean;
        p = this.#escape(p);
      } else if (c < 0x20) throw this.#error(p, 'a control character stands in a string');
    }
    if (p >= end) throw this.#error(p, 'a string is not closed');
    this.#add(kind, start, p + 1);
    return p + 1;
  }

  /** Checks the escape at `p`; returns the place of its last byte. */
  #escape(p: number): number {
    const { bytes } = this;
    const c = p + 1 < this.#end ? at(bytes, p + 1) : 0;
    if (shortEscapes[c] === 1) return p + 1;
    const isLong = c === 0x75 && p + 6 <= this.#end;
    if (isLong && isHex(bytes, p + 2) && isHex(bytes, p + 3) && isHex(bytes, p + 4) && isHex(bytes, p + 5))
      return p + 5;
    throw this.#error(p, 'an escape sequence is not valid');
  }

  #number(start: number): number {
    const { bytes } = this;
    const whole = at(bytes, start) === 0x2d ? start + 1 : start;
    let kind = int;
    let p = this.#digits(whole);
    if (at(bytes, whole) === 0x30 && p > whole + 1) throw this.#error(whole, 'a number starts with 0');
    if (p < this.#end && at(bytes, p) === 0x2e) {
      kind = decimalNumber;
      p = this.#digits(p + 1);
    }
    if (p < this.#end && (at(bytes, p) | 0x20) === 0x65) {
      kind = decimalNumber;
      const sign = at(bytes, p + 1);
      p = this.#digits(sign === 0x2b || sign === 0x2d ? p + 2 : p + 1);
    }
    this.#add(kind, start, p);
    return p;
  }

  /** The place after the digits from `p`, of which there must be one. */
  #digits(p: number): number {
    const { bytes } = this;
    const end = this.#end;
    let q = p;
    while (q < end && at(bytes, q) >= 0x30 && at(bytes, q) <= 0x39) q += 1;
    if (q === p) throw this.#unexpected(p);
    return q;
  }

  #word(word: string, kind: number, start: number): number {
    const end = start + word.length;
    if (end > this.#end || this.bytes.toString('latin1', start, end) !== word) throw this.#unexpected(start);
    this.#add(kind, start, end);
    return end;
  }

  #add(kind: number, start: number, end: number): number {
    const node = this.count;
    const slot = node * stride;
    if (slot === this.tape.length) this.#enlarge();
    const { tape } = this;
    tape[slot] = kind;
    tape[slot + 1] = start;
    tape[slot + 2] = end;
    tape[slot + 3] = node + 1;
    this.count = node + 1;
    return node;
  }

  #enlarge(): void {
    const larger = new Int32Array(this.tape.length * 2);
    larger.set(this.tape);
    this.tape = larger;
  }

  #unexpected(p: number): SelectError {
    return this.#error(p, p >= this.#end ? 'it ends too early' : 'a character is unexpected');
  }

  #error(p: number, problem: string): SelectError {
    const message = `Error parsing JSON: ${problem}, at byte ${p - this.#start} of the record.`;
    return new SelectError('JSONParsingError', message);
  }
}

function at32(numbers: Int32Array, index: number): number {
  return numbers[index] ?? 0;
}

function isHex(bytes: Uint8Array, index: number): boolean {
  const c = at(bytes, index);
  return (c >= 0x30 && c <= 0x39) || ((c | 0x20) >= 0x61 && (c | 0x20) <= 0x66);
}

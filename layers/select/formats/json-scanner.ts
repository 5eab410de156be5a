import { SelectError } from '../errors.ts';

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

const other = 0;
const blank = 1;
const special = 2;
/** Bytes by what they mean: blanks between tokens, and those at which a plain run inside a string stops. */
const classes = new Uint8Array(256);
for (const c of [0x20, 0x09, 0x0a, 0x0d]) classes[c] = blank;
const stopsString = new Uint8Array(256).fill(special, 0, 0x20);
stopsString[0x22] = special;
stopsString[0x5c] = special;

function at(bytes: Uint8Array, index: number): number {
  return bytes[index] ?? 0;
}

/**
 * Reads one JSON value after the other into a tape: a list of its tokens with their places in the bytes. No value is
 * made until somebody asks for it, which is why a column passes through with its own digits and escapes.
 * Strict RFC 8259; nesting needs no call stack and ends at 500 levels.
 */
export class JsonScanner {
  bytes: Buffer = Buffer.alloc(0);
  tape = new Int32Array(256 * stride);
  count = 0;
  readonly #open = new Int32Array(maxDepth);
  #start = 0;
  #end = 0;
  #at = 0;
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
    this.#at = start;
    this.#blanks = 0;
    this.count = 0;
    if (this.#skipBlanks() === 0 && this.#at >= end) return -1;
    this.#tree();
    return this.#at;
  }

  #tree(): void {
    const open = this.#open;
    let depth = 0;
    for (;;) {
      const c = this.#skipBlanks();
      let closed = true;
      if (c === 0x7b || c === 0x5b) {
        if (depth === maxDepth) throw this.#error(`it is nested more than ${maxDepth} levels deep`);
        open[depth] = this.#openContainer(c === 0x7b ? struct : list);
        depth += 1;
        const next = this.#skipBlanks();
        if (next === (c === 0x7b ? 0x7d : 0x5d)) depth = this.#closeContainer(depth);
        else {
          if (c === 0x7b) this.#key();
          closed = false;
        }
      } else this.#scalar(c);
      while (closed) {
        if (depth === 0) return;
        const isStruct = ((this.tape[(open[depth - 1] ?? 0) * stride] ?? 0) & kindMask) === struct;
        const next = this.#skipBlanks();
        if (next === 0x2c) {
          this.#at += 1;
          if (isStruct) {
            this.#skipBlanks();
            this.#key();
          }
          closed = false;
        } else if (next === (isStruct ? 0x7d : 0x5d)) depth = this.#closeContainer(depth);
        else throw this.#unexpected();
      }
    }
  }

  /** Moves to the next byte that is no blank and returns it, 0 at the end. */
  #skipBlanks(): number {
    const { bytes } = this;
    const end = this.#end;
    let p = this.#at;
    while (p < end) {
      const c = at(bytes, p);
      if (classes[c] !== blank) {
        this.#blanks += p - this.#at;
        this.#at = p;
        return c;
      }
      p += 1;
    }
    this.#at = end;
    return 0;
  }

  #openContainer(kind: number): number {
    const node = this.#add(kind, this.#at, 0);
    this.#at += 1;
    // Until it is closed, the node remembers how many blanks came before it.
    this.tape[node * stride + 2] = this.#blanks;
    return node;
  }

  #closeContainer(depth: number): number {
    const node = (this.#open[depth - 1] ?? 0) * stride;
    const { tape } = this;
    this.#at += 1;
    if (this.#blanks !== tape[node + 2]) tape[node] = (tape[node] ?? 0) | unclean;
    tape[node + 2] = this.#at;
    tape[node + 3] = this.count;
    return depth - 1;
  }

  #key(): void {
    if (at(this.bytes, this.#at) !== 0x22 || this.#at >= this.#end) throw this.#unexpected();
    this.#string();
    if (this.#skipBlanks() !== 0x3a) throw this.#unexpected();
    this.#at += 1;
  }

  #scalar(c: number): void {
    if (c === 0x22) this.#string();
    else if (c === 0x2d || (c >= 0x30 && c <= 0x39)) this.#number();
    else if (c === 0x74) this.#word('true', trueLiteral);
    else if (c === 0x66) this.#word('false', falseLiteral);
    else if (c === 0x6e) this.#word('null', nullLiteral);
    else throw this.#unexpected();
  }

  #string(): void {
    const { bytes } = this;
    const end = this.#end;
    const start = this.#at;
    let kind = string;
    let p = start + 1;
    for (;;) {
      while (p < end && stopsString[at(bytes, p)] === other) p += 1;
      if (p >= end) throw this.#error('a string is not closed');
      const c = at(bytes, p);
      if (c === 0x22) break;
      if (c !== 0x5c) {
        this.#at = p;
        throw this.#error('a control character stands in a string');
      }
      kind = string | unclean;
      p = this.#escape(p);
    }
    this.#at = p + 1;
    this.#add(kind, start, p + 1);
  }

  #escape(p: number): number {
    const c = at(this.bytes, p + 1);
    if (c === 0x75 && p + 6 <= this.#end) {
      if (/^[0-9a-fA-F]{4}$/.test(this.bytes.toString('latin1', p + 2, p + 6))) return p + 6;
    } else if (p + 1 < this.#end && '"\\/bfnrt'.includes(String.fromCharCode(c))) return p + 2;
    this.#at = p;
    throw this.#error('an escape sequence is not valid');
  }

  #number(): void {
    const start = this.#at;
    const whole = at(this.bytes, start) === 0x2d ? start + 1 : start;
    let kind = int;
    let p = this.#digits(whole);
    if (at(this.bytes, whole) === 0x30 && p > whole + 1) throw this.#error('a number starts with 0');
    if (at(this.bytes, p) === 0x2e && p < this.#end) {
      kind = decimalNumber;
      p = this.#digits(p + 1);
    }
    if ((at(this.bytes, p) | 0x20) === 0x65 && p < this.#end) {
      kind = decimalNumber;
      const sign = at(this.bytes, p + 1);
      p = this.#digits(sign === 0x2b || sign === 0x2d ? p + 2 : p + 1);
    }
    this.#at = p;
    this.#add(kind, start, p);
  }

  /** The place after the digits from `p`, of which there must be one. */
  #digits(p: number): number {
    const { bytes } = this;
    const end = this.#end;
    let q = p;
    while (q < end && at(bytes, q) >= 0x30 && at(bytes, q) <= 0x39) q += 1;
    if (q === p) {
      this.#at = p;
      throw this.#unexpected();
    }
    return q;
  }

  #word(word: string, kind: number): void {
    const start = this.#at;
    const end = start + word.length;
    if (end > this.#end || this.bytes.toString('latin1', start, end) !== word) throw this.#unexpected();
    this.#at = end;
    this.#add(kind, start, end);
  }

  #add(kind: number, start: number, end: number): number {
    const node = this.count;
    const offset = node * stride;
    if (offset === this.tape.length) {
      const larger = new Int32Array(this.tape.length * 2);
      larger.set(this.tape);
      this.tape = larger;
    }
    const { tape } = this;
    tape[offset] = kind;
    tape[offset + 1] = start;
    tape[offset + 2] = end;
    tape[offset + 3] = node + 1;
    this.count = node + 1;
    return node;
  }

  #unexpected(): SelectError {
    if (this.#at >= this.#end) return this.#error('it ends too early');
    return this.#error('a character is unexpected');
  }

  #error(problem: string): SelectError {
    const offset = this.#at - this.#start;
    return new SelectError('JSONParsingError', `Error parsing JSON: ${problem}, at byte ${offset} of the record.`);
  }
}

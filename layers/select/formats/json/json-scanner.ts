import { SelectError } from '../../errors.ts';
import { ByteMarks, nextMark } from '../marks/byte-marks.ts';
import { escapeLength } from './json-escape.ts';
import {
  decimalNumber,
  falseLiteral,
  int,
  kindMask,
  list,
  nullLiteral,
  string,
  stride,
  struct,
  trueLiteral,
  unclean,
} from './json-tape.ts';

const maxDepth = 500;

/**
 * Reads one JSON value after the other into a tape: a list of its tokens with their places in the bytes. No value is
 * made until somebody asks for it, which is why a column passes through with its own digits and escapes.
 * Strict RFC 8259; nesting needs no call stack and ends at 500 levels.
 *
 * This is the innermost loop of every query, so strings and the punctuation between members, which nearly all bytes
 * belong to, are read inside one function, and the place `p` is handed on instead of being kept in a field.
 */
export class JsonScanner {
  bytes: Buffer = Buffer.alloc(0);
  tape = new Int32Array(256 * stride);
  count = 0;
  readonly #open = new Int32Array(maxDepth);
  /** The bytes that mean something in a string: its end, an escape, and what may not stand there. */
  readonly #marks = new ByteMarks({ bytes: [0x22, 0x5c, 0x22], below: 0x20 });
  #start = 0;
  #end = 0;
  #blanks = 0;

  /** Takes a block of bytes that is to be read: one record, or many; tells whether it is known to be ASCII. */
  open(bytes: Buffer, start: number, end: number): boolean {
    this.bytes = bytes;
    return this.#marks.mark(bytes, start, end);
  }

  /**
   * Reads the value that starts in `[start, end)` of the block, after any blanks; its node is 0. What follows at `end`
   * must be the end of the block or a control character such as a line feed: it is what ends a string that is not closed.
   *
   * @returns the place after the value, or -1 when there are only blanks.
   * @throws SelectError `JSONParsingError`
   */
  scan(start: number, end: number): number {
    const { bytes } = this;
    this.#start = start;
    this.#end = end;
    this.#blanks = 0;
    this.count = 0;
    const p = at(bytes, start) > 0x20 ? start : this.#skipBlanks(start);
    return p >= end ? -1 : this.#tree(p);
  }

  #tree(start: number): number {
    const { bytes } = this;
    const { words, base } = this.#marks;
    const open = this.#open;
    let { tape } = this;
    let count = 0;
    let p = start;
    let depth = 0;
    // 1 where a key comes next, 0 where a value does.
    let wantsKey = 0;
    let isStruct = false;
    for (;;) {
      if (wantsKey === 1) {
        p = this.#textMembers(p, count);
        count = this.count;
        tape = this.tape;
        if (at(bytes, p) <= 0x20) p = this.#skipBlanks(p);
      }
      if ((count + 1) * stride >= tape.length) tape = this.#enlarge();
      const slot = count * stride;
      const c = at(bytes, p);
      if (c === 0x22) {
        let kind = string;
        let q = base + nextMark(words, p + 1 - base);
        while (at(bytes, q) !== 0x22) {
          kind = string | unclean;
          q = base + nextMark(words, this.#escape(q) + 1 - base);
        }
        count += 1;
        tape[slot] = kind;
        tape[slot + 1] = p;
        tape[slot + 2] = q + 1;
        tape[slot + 3] = count;
        p = q + 1;
        if (wantsKey === 1) {
          if (at(bytes, p) !== 0x3a) p = this.#colon(p);
          p += 1;
          if (at(bytes, p) <= 0x20) p = this.#skipBlanks(p);
          wantsKey = 0;
          continue;
        }
      } else if (wantsKey === 1) {
        throw this.#unexpected(p);
      } else if (c === 0x7b || c === 0x5b) {
        if (depth === maxDepth) throw this.#error(p, `it is nested more than ${maxDepth} levels deep`);
        isStruct = c === 0x7b;
        open[depth] = count;
        depth += 1;
        tape[slot] = isStruct ? struct : list;
        tape[slot + 1] = p;
        // Until it is closed, the node remembers how many blanks came before it.
        tape[slot + 2] = this.#blanks;
        count += 1;
        p += 1;
        if (at(bytes, p) <= 0x20) p = this.#skipBlanks(p);
        if (at(bytes, p) !== c + 2) {
          wantsKey = isStruct ? 1 : 0;
          continue;
        }
      } else {
        p = this.#scalar(c, p, slot);
        count += 1;
        tape[slot + 3] = count;
      }
      // A value has ended, or a container is about to: close all that end here, up to the next comma.
      for (;;) {
        if (depth === 0) {
          this.count = count;
          return p;
        }
        let next = at(bytes, p);
        if (next <= 0x20) {
          p = this.#skipBlanks(p);
          next = at(bytes, p);
        }
        p += 1;
        if (next === 0x2c) break;
        if (next !== (isStruct ? 0x7d : 0x5d)) throw this.#unexpected(p - 1);
        depth -= 1;
        const closed = at32(open, depth) * stride;
        if (this.#blanks !== tape[closed + 2]) tape[closed] = at32(tape, closed) | unclean;
        tape[closed + 2] = p;
        tape[closed + 3] = count;
        isStruct = depth > 0 && (at32(tape, at32(open, depth - 1) * stride) & kindMask) === struct;
      }
      if (at(bytes, p) <= 0x20) p = this.#skipBlanks(p);
      wantsKey = isStruct ? 1 : 0;
    }
  }

  /**
   * Reads members of a struct from the place of a key on, as long as they are `"key":"text",` without blanks and escapes, which most
   * members are; it does nothing that `#tree` does not do, but faster. Leaves the number of nodes in `count`.
   *
   * @returns the place after the last comma.
   */
  #textMembers(start: number, nodes: number): number {
    const { bytes } = this;
    const { words, base } = this.#marks;
    let { tape } = this;
    let count = nodes;
    let p = start;
    while (at(bytes, p) === 0x22) {
      const keyEnd = base + nextMark(words, p + 1 - base);
      if (at(bytes, keyEnd) !== 0x22 || at(bytes, keyEnd + 1) !== 0x3a || at(bytes, keyEnd + 2) !== 0x22) break;
      const textEnd = base + nextMark(words, keyEnd + 3 - base);
      if (at(bytes, textEnd) !== 0x22 || at(bytes, textEnd + 1) !== 0x2c) break;
      if ((count + 2) * stride >= tape.length) tape = this.#enlarge();
      const slot = count * stride;
      tape[slot] = string;
      tape[slot + 1] = p;
      tape[slot + 2] = keyEnd + 1;
      tape[slot + 3] = count + 1;
      tape[slot + 4] = string;
      tape[slot + 5] = keyEnd + 2;
      tape[slot + 6] = textEnd + 1;
      count += 2;
      tape[slot + 7] = count;
      p = textEnd + 2;
    }
    this.count = count;
    return p;
  }

  /** The place of the next byte that is no blank; fails where the record ends. */
  #skipBlanks(p: number): number {
    const { bytes } = this;
    const end = this.#end;
    let q = p;
    while (q < end) {
      const c = at(bytes, q);
      if (c !== 0x20 && c !== 0x0a && c !== 0x0d && c !== 0x09) break;
      q += 1;
    }
    this.#blanks += q - p;
    return q;
  }

  /** The place of the colon after a key, behind blanks. */
  #colon(p: number): number {
    const q = this.#skipBlanks(p);
    if (q >= this.#end || at(this.bytes, q) !== 0x3a) throw this.#unexpected(q);
    return q;
  }

  #scalar(c: number, p: number, slot: number): number {
    if (p >= this.#end) throw this.#unexpected(p);
    if (c === 0x2d || (c >= 0x30 && c <= 0x39)) return this.#number(p, slot);
    if (c === 0x74) return this.#word('true', trueLiteral, p, slot);
    if (c === 0x66) return this.#word('false', falseLiteral, p, slot);
    if (c === 0x6e) return this.#word('null', nullLiteral, p, slot);
    throw this.#unexpected(p);
  }

  /** Checks that an escape is at `p`, which nothing else inside a string may be; returns the place of its last byte. */
  #escape(p: number): number {
    const { bytes } = this;
    if (p >= this.#end) throw this.#error(p, 'a string is not closed');
    if (at(bytes, p) < 0x20) throw this.#error(p, 'a control character stands in a string');
    const length = escapeLength(bytes, p, this.#end);
    if (length === 0) throw this.#error(p, 'an escape sequence is not valid');
    return p + length - 1;
  }

  #number(start: number, slot: number): number {
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
    return this.#put(slot, kind, start, p);
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

  #word(word: string, kind: number, start: number, slot: number): number {
    const end = start + word.length;
    if (end > this.#end || this.bytes.toString('latin1', start, end) !== word) throw this.#unexpected(start);
    return this.#put(slot, kind, start, end);
  }

  #put(slot: number, kind: number, start: number, end: number): number {
    const { tape } = this;
    tape[slot] = kind;
    tape[slot + 1] = start;
    tape[slot + 2] = end;
    return end;
  }

  #enlarge(): Int32Array<ArrayBuffer> {
    const larger = new Int32Array(this.tape.length * 2);
    larger.set(this.tape);
    this.tape = larger;
    return larger;
  }

  #unexpected(p: number): SelectError {
    return this.#error(p, p >= this.#end ? 'it ends too early' : 'a character is unexpected');
  }

  #error(p: number, problem: string): SelectError {
    const message = `Error parsing JSON: ${problem}, at byte ${p - this.#start} of the record.`;
    return new SelectError('JSONParsingError', message);
  }
}

function at(bytes: Uint8Array, index: number): number {
  return bytes[index] ?? 0;
}

function at32(numbers: Int32Array, index: number): number {
  return numbers[index] ?? 0;
}

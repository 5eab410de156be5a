import { isUtf8 } from 'node:buffer';
import { SelectError } from '../../errors.ts';
import type { QueryRun } from '../../query/run.ts';
import { afterByteOrderMark, Carry, invalidTextEncoding, overMaxRecordSize, type RecordReader } from '../reader.ts';
import { maxRecordBytes, noNode } from '../record.ts';
import { JsonRecord } from './json-record.ts';

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/** What may come next inside a list at the root that is read element by element. */
type ListState = 'outside' | 'first' | 'element' | 'separator';

/**
 * Reads a JSON DOCUMENT: one or more values, with or without blanks between them, over any number of lines.
 *
 * Each value of the root is one record. When the query asks for `S3Object[*][*]`, the elements of a list at the root
 * come one by one instead, so that the list may be longer than a record and than the memory.
 */
export class JsonDocumentReader implements RecordReader {
  recordStart = 0;
  readonly #run: QueryRun;
  readonly #unwraps: boolean;
  readonly #record = new JsonRecord();
  readonly #carry = new Carry();
  /** Where in the object the next chunk begins. */
  #place = 0;
  #list: ListState = 'outside';
  #depth = 0;
  #inString = false;
  #escaped = false;
  /** Whether a value has begun and not ended; a scalar outside of any container ends where something else begins. */
  #isOpen = false;
  #isScalar = false;

  constructor(run: QueryRun, unwraps: boolean) {
    this.#run = run;
    this.#unwraps = unwraps;
  }

  startInside(place: number): void {
    this.#place = place;
  }

  write(chunk: Buffer): void {
    const place = this.#place;
    this.#place += chunk.length;
    let start = this.#isOpen ? 0 : -1;
    for (let at = 0; at < chunk.length; at += 1) {
      if (this.#isOpen) {
        at = this.#skipPlain(chunk, at);
        if (at === chunk.length) break;
        const end = this.#continue(chunk[at] ?? 0, at);
        if (end < 0) continue;
        this.#emit(chunk, start, end);
        start = -1;
        if (end > at) continue;
      }
      if (this.#run.isDone()) return;
      this.recordStart = place + at;
      if (this.#begin(chunk[at] ?? 0)) start = at;
    }
    if (this.#isOpen) this.#carry.add(chunk.subarray(start));
  }

  end(): void {
    const none = Buffer.alloc(0);
    if (this.#isOpen && this.#isScalar && !this.#inString) this.#emit(none, 0, 0);
    if (this.#run.isDone()) return;
    if (this.#isOpen || this.#list !== 'outside') throw this.#fault('it ends too early');
  }

  /** The next place at or after `at` whose byte means something inside the open value; most do not. */
  #skipPlain(chunk: Buffer, at: number): number {
    if (this.#escaped) return at;
    let p = at;
    if (this.#inString) {
      while (p < chunk.length && chunk[p] !== quote && chunk[p] !== backslash) p += 1;
    } else if (!this.#isScalar) {
      for (; p < chunk.length; p += 1) {
        const c = chunk[p] ?? 0;
        if (c === quote || c === openBrace || c === openBracket || c === closeBrace || c === closeBracket) break;
      }
    }
    return p;
  }

  /** Looks at a byte inside an open value; returns the place after the value if it ends here, or -1. */
  #continue(c: number, at: number): number {
    if (this.#inString) {
      if (this.#escaped) this.#escaped = false;
      else if (c === backslash) this.#escaped = true;
      else if (c === quote) {
        this.#inString = false;
        if (this.#depth === 0) return at + 1;
      }
      return -1;
    }
    if (this.#isScalar) return endsScalar(c) ? at : -1;
    if (c === quote) this.#inString = true;
    else if (c === openBrace || c === openBracket) this.#depth += 1;
    else if (c === closeBrace || c === closeBracket) {
      this.#depth -= 1;
      if (this.#depth === 0) return at + 1;
    }
    return -1;
  }

  /** Looks at a byte between values; returns whether a value begins with it. */
  #begin(c: number): boolean {
    if (isBlank(c)) return false;
    if (this.#list === 'outside' && c === openBracket && this.#unwraps) {
      this.#list = 'first';
      return false;
    }
    if (this.#list !== 'outside' && this.#punctuation(c)) return false;
    this.#isOpen = true;
    this.#inString = c === quote;
    this.#depth = c === openBrace || c === openBracket ? 1 : 0;
    this.#isScalar = this.#depth === 0;
    return true;
  }

  /** Takes the comma or bracket of a list at the root; fails where it stands wrong. */
  #punctuation(c: number): boolean {
    const state = this.#list;
    if (c === closeBracket && state !== 'element') {
      this.#list = 'outside';
      if (state === 'first') this.#run.element(this.#record, noNode);
      return true;
    }
    if (c === comma && state === 'separator') {
      this.#list = 'element';
      return true;
    }
    if (state === 'separator' || c === comma || c === closeBracket) throw this.#fault('a character is unexpected');
    return false;
  }

  #emit(chunk: Buffer, from: number, end: number): void {
    const bytes = this.#carry.take(chunk.subarray(from, end));
    this.#isOpen = false;
    if (bytes.length > maxRecordBytes) throw overMaxRecordSize();
    if (!isUtf8(bytes)) throw invalidTextEncoding();
    // A byte order mark looks like the start of a number or a word, or like all of one.
    const start = this.recordStart === 0 ? afterByteOrderMark(bytes, 0) : 0;
    if (start === bytes.length) return;
    this.#record.open(bytes, start, bytes.length);
    const after = this.#record.read(start, bytes.length);
    if (after !== bytes.length) throw this.#fault('a character is unexpected');
    if (this.#list === 'outside') {
      this.#run.root(this.#record, 0);
    } else {
      this.#list = 'separator';
      this.#run.element(this.#record, 0);
    }
  }

  #fault(problem: string): SelectError {
    return new SelectError('JSONParsingError', `Error parsing JSON: ${problem} in the document.`);
  }
}

function isBlank(c: number): boolean {
  return c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09;
}

/** A number or word outside of any container goes on to the next blank or structural character. */
function endsScalar(c: number): boolean {
  return isBlank(c) || c === comma || c === closeBracket || c === openBracket || c === openBrace || c === quote;
}

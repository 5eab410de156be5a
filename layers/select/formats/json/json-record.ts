import { SelectError, shown } from '../../errors.ts';
import type { ByteSink } from '../../output/byte-sink.ts';
import type { Truth } from '../../values/compare.ts';
import { Decimal, maxDoubleLength } from '../../values/decimal.ts';
import { readInteger } from '../../values/number-text.ts';
import { MISSING, type Nested, type Value } from '../../values/value.ts';
import { noNode, type MemberName, type Node, type RecordView, type StringLiteral } from '../record.ts';
import { JsonScanner } from './json-scanner.ts';
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
import { shortDouble } from './short-double.ts';

const minus = 0x2d;
const zero = 0x30;

/** A JSON value as a record. */
export class JsonRecord implements RecordView {
  readonly #scanner = new JsonScanner();

  /** Takes the block of bytes that values are then read from: one record, or many lines; tells whether it is known to be ASCII. */
  open(bytes: Buffer, start: number, end: number): boolean {
    return this.#scanner.open(bytes, start, end);
  }

  /** Reads the next value of `[start, end)` in the block; returns the place after it, or -1 when there is none. */
  read(start: number, end: number): number {
    return this.#scanner.scan(start, end);
  }

  member(node: Node, name: MemberName): Node {
    if (!this.isStruct(node)) return noNode;
    const { tape } = this.#scanner;
    const end = this.#slot(node, 3);
    // The bytes of a key that can be this name, with its quotes; -1 where only the text can tell.
    const length = name.comparable ? name.bytes.length + 2 : -1;
    let found = noNode;
    for (let key = node + 1; key < end; key = tape[(key + 1) * stride + 3] ?? end) {
      const slot = key * stride;
      if (length >= 0 && tape[slot] === string) {
        const start = tape[slot + 1] ?? 0;
        if ((tape[slot + 2] ?? 0) - start !== length || !this.#hasBytes(start + 1, name)) continue;
      } else if (!name.matches(this.#text(key))) continue;
      if (name.exact) return key + 1;
      if (found !== noNode) throw ambiguous(name.name);
      found = key + 1;
    }
    return found;
  }

  element(node: Node, index: number): Node {
    if (this.#kind(node) !== list) return noNode;
    const end = this.#slot(node, 3);
    let child = node + 1;
    for (let i = 0; i < index && child < end; i += 1) child = this.#slot(child, 3);
    return child < end ? child : noNode;
  }

  children(node: Node, of: 'struct' | 'list'): Node[] {
    const isStruct = of === 'struct';
    const values: Node[] = [];
    if (this.#kind(node) !== (isStruct ? struct : list)) return values;
    const step = isStruct ? 1 : 0;
    const end = this.#slot(node, 3);
    for (let child = node + 1 + step; child < end; child = this.#slot(child, 3) + step) values.push(child);
    return values;
  }

  isStruct(node: Node): boolean {
    return this.#kind(node) === struct;
  }

  value(node: Node): Value {
    switch (this.#kind(node)) {
      case string:
        return this.#text(node);
      case int:
        return this.#integer(node);
      case decimalNumber:
        return new Decimal(this.#source(node));
      case trueLiteral:
        return true;
      case falseLiteral:
        return false;
      case nullLiteral:
        return null;
      case struct:
      case list:
        return new JsonNested(this, node);
      default:
        return MISSING;
    }
  }

  equalsString(node: Node, literal: StringLiteral): Truth {
    const kind = this.#kind(node);
    if (kind !== string) return kind === 0 || kind === nullLiteral ? null : false;
    if (this.#isUnclean(node)) return this.#text(node) === literal.text;
    const { bytes } = literal;
    const start = this.#slot(node, 1) + 1;
    if (this.#slot(node, 2) - 1 - start !== bytes.length) return false;
    const data = this.#scanner.bytes;
    for (let i = 0; i < bytes.length; i += 1) if (data[start + i] !== bytes[i]) return false;
    return true;
  }

  double(node: Node): number {
    const kind = this.#kind(node);
    if (kind !== int && kind !== decimalNumber) return NaN;
    return shortDouble(this.#scanner.bytes, this.#slot(node, 1), this.#slot(node, 2));
  }

  writeJson(node: Node, sink: ByteSink): void {
    const start = this.#slot(node, 1);
    const end = this.#slot(node, 2);
    const isContainer = this.#kind(node) <= list;
    if (isContainer && this.#isUnclean(node)) this.#writeCompact(start, end, sink);
    else sink.slice(this.#scanner.bytes, start, end);
  }

  writeMembers(node: Node, sink: ByteSink): boolean {
    if (this.#slot(node, 3) === node + 1) return false;
    const start = this.#slot(node, 1) + 1;
    const end = this.#slot(node, 2) - 1;
    if (this.#isUnclean(node)) this.#writeCompact(start, end, sink);
    else sink.slice(this.#scanner.bytes, start, end);
    return true;
  }

  /** The compact JSON text of a node. */
  json(node: Node): string {
    let text = '';
    const { bytes } = this.#scanner;
    this.#runs(this.#slot(node, 1), this.#slot(node, 2), (from, to) => (text += bytes.toString('utf8', from, to)));
    return text;
  }

  /** The keys of a struct as text, in the order of `children`. */
  keys(node: Node): string[] {
    return this.children(node, 'struct').map((value) => this.#text(value - 1));
  }

  #writeCompact(start: number, end: number, sink: ByteSink): void {
    this.#runs(start, end, (from, to) => sink.slice(this.#scanner.bytes, from, to));
  }

  /** The stretches of `[start, end)` without the blanks between tokens. */
  #runs(start: number, end: number, run: (from: number, to: number) => void): void {
    const { bytes } = this.#scanner;
    let from = start;
    for (let p = start; p < end; p += 1) {
      const c = bytes[p] ?? 0;
      if (c === 0x22) p = closingQuote(bytes, p);
      else if (c <= 0x20) {
        if (p > from) run(from, p);
        from = p + 1;
      }
    }
    if (end > from) run(from, end);
  }

  /** Whether the bytes from `start` are the name, capital letters standing for small ones unless it is exact. */
  #hasBytes(start: number, name: MemberName): boolean {
    const { bytes } = this.#scanner;
    const wanted = name.bytes;
    for (let i = 0; i < wanted.length; i += 1) {
      const c = bytes[start + i] ?? 0;
      if (c !== wanted[i] && (name.exact || c < 0x41 || c > 0x5a || (c | 0x20) !== wanted[i])) return false;
    }
    return true;
  }

  #integer(node: Node): number | bigint {
    const start = this.#slot(node, 1);
    const end = this.#slot(node, 2);
    if (end - start > maxDoubleLength) return longInteger(this.#source(node));
    const { bytes } = this.#scanner;
    const isNegative = bytes[start] === minus;
    let value = 0;
    for (let at = isNegative ? start + 1 : start; at < end; at += 1) value = value * 10 + (bytes[at] ?? 0) - zero;
    return isNegative ? 0 - value : value;
  }

  #text(node: Node): string {
    const start = this.#slot(node, 1);
    const end = this.#slot(node, 2);
    if (!this.#isUnclean(node)) return this.#scanner.bytes.toString('utf8', start + 1, end - 1);
    const text: unknown = JSON.parse(this.#source(node));
    return String(text);
  }

  #source(node: Node): string {
    return this.#scanner.bytes.toString('utf8', this.#slot(node, 1), this.#slot(node, 2));
  }

  #kind(node: Node): number {
    return node < 0 ? 0 : this.#slot(node, 0) & kindMask;
  }

  #isUnclean(node: Node): boolean {
    return (this.#slot(node, 0) & unclean) !== 0;
  }

  #slot(node: Node, field: number): number {
    return this.#scanner.tape[node * stride + field] ?? 0;
  }
}

class JsonNested implements Nested {
  readonly #record: JsonRecord;
  readonly node: Node;
  readonly isList: boolean;

  constructor(record: JsonRecord, node: Node) {
    this.#record = record;
    this.node = node;
    this.isList = !record.isStruct(node);
  }

  keys(): string[] {
    return this.#record.keys(this.node);
  }

  elements(): Value[] {
    const nodes = this.#record.children(this.node, this.isList ? 'list' : 'struct');
    return nodes.map((node) => this.#record.value(node));
  }

  json(): string {
    return this.#record.json(this.node);
  }
}

function closingQuote(bytes: Uint8Array, open: number): number {
  let p = open + 1;
  while (bytes[p] !== 0x22) p += bytes[p] === 0x5c ? 2 : 1;
  return p;
}

/** An integer beyond 64 bits is kept exactly, up to a length at which calculating with it would cost real time. */
function longInteger(text: string): number | bigint {
  const value = readInteger(text);
  if (value !== undefined) return value;
  throw new SelectError('NumberFormatError', `The integer ${shown(text)} has more than 1000 digits.`);
}

function ambiguous(name: string): SelectError {
  return new SelectError('AmbiguousFieldName', `The field name '${name}' matches to multiple fields in the record.`);
}

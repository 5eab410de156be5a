import { parquetError } from './parquet-error.ts';
import { fromZigzag } from './varint.ts';

/** Parquet nests half as deep. */
const maxDepth = 16;

/** Types of the compact protocol. https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md */
const stop = 0;
const trueValue = 1;
const falseValue = 2;
const byteType = 3;
const i16 = 4;
const i32 = 5;
const i64 = 6;
const double = 7;
const binary = 8;
const list = 9;
const struct = 12;

/**
 * Goes over values of Thrift's compact protocol, in which Parquet writes its footer and the headers of its pages.
 *
 * Everything is looked at before it is believed: a length beyond the end, a number of too many bytes or a nesting without
 * end is a ParquetParsingError, and a list is never taken to be longer than the bytes that are there.
 */
export class ThriftCursor {
  readonly #bytes: Uint8Array;
  /** The place of the next byte. */
  at: number;
  #depth = 0;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.at = at;
  }

  /** Goes over a struct; `onField` takes each field by its id and has to go over its value, with `int`, `struct` or `skip`. */
  struct(onField: (id: number, type: number) => void): void {
    this.#depth += 1;
    if (this.#depth > maxDepth) throw parquetError('its metadata is nested too deeply');
    let id = 0;
    for (;;) {
      const head = this.#byte();
      const type = head & 0x0f;
      if (type === stop) break;
      id = head >> 4 === 0 ? fromZigzag(this.#varint()) : id + (head >> 4);
      onField(id, type);
    }
    this.#depth -= 1;
  }

  /** The integer that comes next. */
  int(type: number): number {
    if (type === byteType) return (this.#byte() << 24) >> 24;
    if (type !== i16 && type !== i32 && type !== i64) throw parquetError('a number of its metadata is none');
    return fromZigzag(this.#varint());
  }

  /** Goes over a value of any type. */
  skip(type: number): void {
    if (type === trueValue || type === falseValue) return;
    if (type === byteType) this.#pass(1);
    else if (type === i16 || type === i32 || type === i64) this.#varint();
    else if (type === double) this.#pass(8);
    else if (type === binary) this.#pass(this.#varint());
    else if (type === list) this.#list();
    else if (type === struct) this.struct((_, inner) => this.skip(inner));
    else throw parquetError('its metadata holds a value of an unknown type');
  }

  #list(): void {
    const head = this.#byte();
    const length = head >> 4 === 15 ? this.#varint() : head >> 4;
    const type = head & 0x0f;
    if (length > this.#bytes.length - this.at) throw parquetError('a list of its metadata is longer than the file');
    // A truth value, which a field has in its type, is a byte of its own here.
    const element = type === trueValue || type === falseValue ? byteType : type;
    for (let i = 0; i < length; i += 1) this.skip(element);
  }

  #varint(): number {
    let value = 0;
    for (let factor = 1, length = 0; length < 10; length += 1, factor *= 128) {
      const byte = this.#byte();
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
    throw parquetError('a number of its metadata is too long');
  }

  #byte(): number {
    const byte = this.#bytes[this.at];
    if (byte === undefined) throw parquetError('its metadata ends too early');
    this.at += 1;
    return byte;
  }

  #pass(length: number): void {
    if (length > this.#bytes.length - this.at) throw parquetError('its metadata ends too early');
    this.at += length;
  }
}

/** Fields of a struct to write: numbers, `false`, and structs. */
export type ThriftFields = [id: number, value: number | false | ThriftFields][];

/** The bytes of a struct; ids have to rise, by 15 at most. */
export function thriftStruct(fields: ThriftFields): number[] {
  const bytes: number[] = [];
  let last = 0;
  for (const [id, value] of fields) {
    const type = value === false ? falseValue : typeof value === 'number' ? i32 : struct;
    bytes.push(((id - last) << 4) | type);
    last = id;
    if (typeof value === 'number') pushVarint(bytes, value < 0 ? -2 * value - 1 : 2 * value);
    else if (value !== false) bytes.push(...thriftStruct(value));
  }
  bytes.push(stop);
  return bytes;
}

function pushVarint(bytes: number[], value: number): void {
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  bytes.push(rest);
}

import { SelectError } from '../../errors.ts';
import { overMaxRecordSize } from '../reader.ts';
import { maxRecordBytes, type DelimitedFields } from '../record.ts';
import { ClosingQuote } from './closing-quote.ts';
import { isAt, type CsvDialect } from './csv-dialect.ts';

/** What a field is: as it stands, between quotes, or between quotes and with escapes in it. */
export const plain = 0;
export const quoted = 1;
export const escaped = 2;

/**
 * Where the fields of one record are in its bytes. No field is made a string, and of a record without quotes no more is
 * split than somebody asks for: the fields before a column do not depend on those behind it.
 */
export class CsvFields implements DelimitedFields {
  bytes: Buffer = Buffer.alloc(0);
  start = 0;
  end = 0;
  hasQuotes = false;
  starts = new Int32Array(64);
  ends = new Int32Array(64);
  kinds = new Uint8Array(64);
  readonly #dialect: CsvDialect;
  readonly #delimiter: number;
  /** The first byte of what ends a record with quotes in it; -1 where its end is known before. */
  readonly #recordDelimiter: number;
  /** The field delimiter where it is one byte; else -1. */
  readonly #plainDelimiter: number;
  readonly #quote: number;
  readonly #closing: ClosingQuote;
  readonly #longest: number;
  #count = 0;
  /** Where the next field to be split begins; -1 when all are. */
  #next = -1;

  constructor(dialect: CsvDialect) {
    this.#dialect = dialect;
    // A field delimiter of several bytes is looked for by its first.
    const { field, record, quote, escape } = dialect;
    this.#delimiter = field[0] ?? -1;
    this.#plainDelimiter = field.length === 1 ? this.#delimiter : -1;
    this.#quote = quote[0] ?? -1;
    this.#closing = new ClosingQuote(dialect);
    this.#recordDelimiter = dialect.allowsQuotedRecordDelimiter ? (record[0] ?? -1) : -1;
    this.#longest = Math.max(field.length, record.length, escape.length);
  }

  /** Takes the record `bytes[start, end)`, in which no quote stands. */
  takePlain(bytes: Buffer, start: number, end: number): void {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
    this.hasQuotes = false;
    this.#count = 0;
    this.#next = start;
  }

  /**
   * Takes the record that begins at `start` and ends at `limit`, or before it at a record delimiter outside of quotes
   * where the dialect allows one inside.
   *
   * @returns the place after its last field, or -1 when the record goes on behind `limit` (a field is still open, or no
   * delimiter came and the object goes on).
   * @throws SelectError CSVUnescapedQuote, OverMaxRecordSize
   */
  takeQuoted(bytes: Buffer, start: number, limit: number, isLast: boolean): number {
    this.bytes = bytes;
    this.start = start;
    this.hasQuotes = true;
    this.#count = 0;
    this.#next = -1;
    const { allowsQuotedRecordDelimiter, field, record } = this.#dialect;
    // Nothing behind the longest record is looked at, so that its faults do not depend on how much of it has come.
    const most = Math.min(limit, start + maxRecordBytes + record.length);
    const isCut = most < limit || !isLast;
    for (let p = start; ; p += field.length) {
      p = this.#field(p, most, isCut);
      if (p < 0) break;
      const isEnd = allowsQuotedRecordDelimiter ? isAt(bytes, p, record) && p + record.length <= limit : p === limit;
      if (isEnd || (p === limit && !isCut)) {
        this.end = p;
        if (p - start > maxRecordBytes) throw overMaxRecordSize();
        return p;
      }
      if (p === most) break;
    }
    if (limit - start >= maxRecordBytes + record.length) throw overMaxRecordSize();
    return -1;
  }

  /** Whether the record has so many fields and one more. */
  has(index: number): boolean {
    if (index >= this.#count && this.#next >= 0) this.#split(index);
    return index < this.#count;
  }

  /** The number of fields. */
  count(): number {
    if (this.#next >= 0) this.#split(Infinity);
    return this.#count;
  }

  hasEscapes(column: number): boolean {
    return this.hasQuotes && this.kinds[column] === escaped;
  }

  #split(index: number): void {
    const { bytes, end } = this;
    const delimiter = this.#delimiter;
    const { length } = this.#dialect.field;
    let p = this.#next;
    while (this.#count <= index) {
      const start = p;
      if (length === 1) while (p < end && bytes[p] !== delimiter) p += 1;
      else p = this.#delimiterAt(p);
      this.#add(start, p, plain);
      if (p >= end) {
        this.#next = -1;
        return;
      }
      p += length;
    }
    this.#next = p;
  }

  #delimiterAt(from: number): number {
    const place = this.bytes.indexOf(this.#dialect.field, from);
    return place < 0 || place > this.end ? this.end : place;
  }

  /** Splits one field at `p`; returns the place after it, or -1 when it goes on behind `limit`. */
  #field(p: number, limit: number, isCut: boolean): number {
    const { bytes } = this;
    const { quote } = this.#dialect;
    if (p < limit && bytes[p] === this.#quote && isAt(bytes, p, quote)) return this.#quotedField(p, limit, isCut);
    const delimiter = this.#delimiter;
    const recordDelimiter = this.#recordDelimiter;
    let q = p;
    for (; q < limit; q += 1) {
      const c = bytes[q];
      if ((c === delimiter || c === recordDelimiter) && this.#endsField(q)) break;
    }
    this.#add(p, q, plain);
    return q;
  }

  #endsField(p: number): boolean {
    const { allowsQuotedRecordDelimiter, record, field } = this.#dialect;
    return isAt(this.bytes, p, field) || (allowsQuotedRecordDelimiter && isAt(this.bytes, p, record));
  }

  #quotedField(open: number, limit: number, isCut: boolean): number {
    const { bytes } = this;
    const { quote } = this.#dialect;
    const start = open + quote.length;
    const close = this.#closing.find(bytes, start, limit);
    if (close < 0) return -1;
    const after = close + quote.length;
    // What comes behind the quote decides whether it closes the field, and may not be there yet.
    if (isCut && after + this.#longest > limit) return -1;
    if (after < limit && bytes[after] !== this.#plainDelimiter && !this.#endsField(after)) {
      const message = `An unescaped quote was found in the CSV, at byte ${close - this.start} of the record.`;
      throw new SelectError('CSVUnescapedQuote', message);
    }
    this.#add(start, close, this.#closing.hasEscapes ? escaped : quoted);
    return after;
  }

  #add(start: number, end: number, kind: number): void {
    const index = this.#count;
    if (index === this.starts.length) this.#enlarge();
    this.starts[index] = start;
    this.ends[index] = end;
    this.kinds[index] = kind;
    this.#count = index + 1;
  }

  #enlarge(): void {
    const { starts, ends, kinds } = this;
    this.starts = new Int32Array(starts.length * 2);
    this.ends = new Int32Array(starts.length * 2);
    this.kinds = new Uint8Array(starts.length * 2);
    this.starts.set(starts);
    this.ends.set(ends);
    this.kinds.set(kinds);
  }
}

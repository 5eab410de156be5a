import { isUtf8 } from 'node:buffer';
import { SelectError } from '../../errors.ts';
import { afterByteOrderMark, invalidTextEncoding, overMaxRecordSize } from '../reader.ts';
import { maxRecordBytes } from '../record.ts';
import { isAt, type CsvDialect } from './csv-dialect.ts';
import type { CsvFields } from './csv-fields.ts';
import type { CsvFilter } from './csv-filter.ts';

/** Cuts blocks of CSV into records, without empty lines, comments and the byte order mark at the start of the object. */
export class CsvRecords {
  /** The place in the block after the last record that was whole. */
  at = 0;
  /** The place in the block where the last record that was looked at begins. */
  start = 0;
  /** Whether the next block begins where the object does. */
  isAtStart = true;
  readonly #dialect: CsvDialect;
  readonly #fields: CsvFields;
  #block: Buffer = Buffer.alloc(0);
  #isLast = false;
  #isSound = true;
  /** The next quote; Infinity when there is none. */
  #quoteAt = Infinity;

  /** @param fields - what takes each record. */
  constructor(dialect: CsvDialect, fields: CsvFields) {
    this.#dialect = dialect;
    this.#fields = fields;
  }

  /** Begins with the records of `block` from `start`; the object goes on behind it unless it is the last. */
  begin(block: Buffer, start: number, isLast: boolean): void {
    this.#block = block;
    this.at = start;
    this.#isLast = isLast;
    this.#quoteAt = this.#dialect.quote.length > 0 ? -1 : Infinity;
    // Where something is wrong, the records before it still count, and so each is looked at by itself.
    const bytes = block.subarray(start, isLast ? block.length : endOfCharacters(block));
    this.#isSound = block.length <= maxRecordBytes && isUtf8(bytes);
  }

  /**
   * Goes on to the next record that passes the filter; returns whether there is one in the block, and whole.
   *
   * @throws SelectError CSVEscapingRecordDelimiter, CSVUnescapedQuote, InvalidTextEncoding, OverMaxRecordSize
   */
  next(filter: CsvFilter | undefined): boolean {
    const block = this.#block;
    const { record } = this.#dialect;
    while (this.at < block.length) {
      // Nothing that is looked for stands before this place.
      const hit = filter ? this.#skip(filter) : 0;
      const start = this.isAtStart ? afterByteOrderMark(block, this.at) : this.at;
      this.start = start;
      const line = this.#endOfLine(start);
      if (line < 0) return false;
      const isRecord = line > start && hit < line && !isAt(block, start, this.#dialect.comment);
      const hasQuotes = isRecord && this.#quoteFrom(start) < line;
      const end = hasQuotes ? this.#takeQuoted(start, line) : line;
      if (end < 0) return false;
      if (!this.#isSound) check(block, start, end);
      this.at = end + record.length;
      this.isAtStart = false;
      if (!isRecord) continue;
      if (!hasQuotes) this.#fields.takePlain(block, start, end);
      return true;
    }
    return false;
  }

  /** Goes on to the record in which the filter next finds something, and returns where. */
  #skip(filter: CsvFilter): number {
    const hit = filter.next(this.at);
    if (!this.#isSound) return hit;
    const { record, recordSearch } = this.#dialect;
    const before = this.#block.lastIndexOf(recordSearch, Math.min(hit, this.#block.length));
    if (before >= this.at) this.at = before + record.length;
    return hit;
  }

  /** The place of the next record delimiter, or of the end of the object; -1 when it has not come yet. */
  #endOfLine(start: number): number {
    const end = this.#block.indexOf(this.#dialect.recordSearch, start);
    return end < 0 && this.#isLast ? this.#block.length : end;
  }

  #quoteFrom(start: number): number {
    if (this.#quoteAt < start) {
      const place = this.#block.indexOf(this.#dialect.quoteSearch, start);
      this.#quoteAt = place < 0 ? Infinity : place;
    }
    return this.#quoteAt;
  }

  /** Splits a record with quotes in it; returns its end, or -1 when that has not come yet. */
  #takeQuoted(start: number, line: number): number {
    const isLastLine = this.#isLast && line === this.#block.length;
    if (this.#dialect.allowsQuotedRecordDelimiter) {
      const end = this.#fields.takeQuoted(this.#block, start, this.#block.length, this.#isLast);
      if (end < 0 && this.#isLast) throw unclosedQuote();
      return end;
    }
    if (line - start > maxRecordBytes) throw overMaxRecordSize();
    if (this.#fields.takeQuoted(this.#block, start, line, true) >= 0) return line;
    if (isLastLine) throw unclosedQuote();
    const message = 'A quoted record delimiter was found in the file. To allow them, set AllowQuotedRecordDelimiter.';
    throw new SelectError('CSVEscapingRecordDelimiter', message);
  }
}

function check(block: Buffer, start: number, end: number): void {
  if (end - start > maxRecordBytes) throw overMaxRecordSize();
  if (!isUtf8(block.subarray(start, end))) throw invalidTextEncoding();
}

function unclosedQuote(): SelectError {
  return new SelectError('CSVUnescapedQuote', 'A quoted field of the CSV is not closed before the end of the object.');
}

/** The end of the last character that is whole. */
function endOfCharacters(block: Buffer): number {
  const { length } = block;
  for (let back = 1; back <= 3 && back <= length; back += 1) {
    const c = block[length - back] ?? 0;
    if (c < 0x80) return length;
    if (c >= 0xc0) return back < (c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : 2) ? length - back : length;
  }
  return length;
}

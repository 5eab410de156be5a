import type { Needle } from '../../query/needle.ts';
import type { RowField } from '../../query/row-fields.ts';
import type { QueryRun } from '../../query/run.ts';
import type { CsvFormat } from '../../request/settings.ts';
import { Carry, overMaxRecordSize, type RecordReader } from '../reader.ts';
import { maxRecordBytes } from '../record.ts';
import { csvDialect, type CsvDialect } from './csv-dialect.ts';
import { CsvFilter } from './csv-filter.ts';
import { CsvHeader } from './csv-header.ts';
import { CsvRecord } from './csv-record.ts';
import { CsvRecords } from './csv-records.ts';

/** What a reader of CSV has to know of a query, and what lets records be passed over. */
export interface CsvQuery {
  /** The fields of the row that the query names. */
  fields: RowField[];
  /** Texts of which a record must hold one to give a row. */
  needles?: Needle[] | undefined;
  /** Whether all that is asked is how many records there are. */
  onlyCounts?: boolean;
}

/**
 * Reads CSV. Empty lines and comments are passed over; a byte order mark at the start is none of the data.
 *
 * A quote opens a quoted field only at its beginning, elsewhere it is a character like any other. Records that the query
 * cannot want are checked for UTF-8 only, so a quote that is wrong in them stays unseen.
 */
export class CsvReader implements RecordReader {
  /** Whether the header is still to come: the first record of the object. */
  wantsHeader: boolean;
  readonly #run: QueryRun;
  readonly #usesHeader: boolean;
  readonly #query: CsvQuery;
  readonly #dialect: CsvDialect;
  readonly #filter: CsvFilter | undefined;
  readonly #record: CsvRecord;
  readonly #records: CsvRecords;
  readonly #carry: Carry;
  /** Whether a record ends at the first byte of one kind, wherever that stands. */
  readonly #endsAtByte: boolean;
  /** How much must have come before another look at quotes that were not closed, lest all be looked at again for each chunk. */
  #retryAt = 0;
  /** Where in the object the next chunk begins, and the block that is looked at. */
  #place = 0;
  #base = 0;

  constructor(run: QueryRun, format: CsvFormat, query: CsvQuery) {
    this.#run = run;
    this.#query = query;
    this.wantsHeader = format.header !== 'NONE';
    this.#usesHeader = format.header === 'USE';
    this.#dialect = csvDialect(format);
    this.#filter = CsvFilter.of(query.needles, this.#dialect);
    this.#record = new CsvRecord(this.#dialect, new CsvHeader());
    this.#records = new CsvRecords(this.#dialect, this.#record.fields);
    this.#endsAtByte = this.#dialect.record.length === 1 && !this.#dialect.allowsQuotedRecordDelimiter;
    this.#carry = new Carry(this.#endsAtByte ? maxRecordBytes : Infinity);
  }

  get recordStart(): number {
    return this.#base + this.#records.start;
  }

  startInside(place: number): void {
    this.#records.isAtStart = false;
    this.#place = place;
  }

  write(chunk: Buffer): void {
    this.#base = this.#place - this.#carry.length;
    this.#place += chunk.length;
    if (this.#run.isDone()) return;
    let block = chunk;
    let start = 0;
    if (this.#carry.length > 0) {
      if (!this.#canEndIn(chunk)) {
        this.#carry.add(chunk);
        return;
      }
      if (this.#endsAtByte) {
        start = chunk.indexOf(this.#dialect.recordSearch) + 1;
        this.#take(this.#carry.take(chunk.subarray(0, start)), 0, false);
        this.#base = this.#place - chunk.length;
      } else {
        block = this.#carry.take(chunk);
      }
    }
    const open = block.subarray(this.#take(block, start, false));
    if (this.#run.isDone()) return;
    this.#records.start = block.length - open.length;
    if (open.length >= maxRecordBytes + this.#dialect.record.length) throw overMaxRecordSize();
    this.#retryAt = 2 * open.length;
    this.#carry.add(open);
  }

  end(): void {
    this.#base = this.#place - this.#carry.length;
    if (this.#carry.length > 0) this.#take(this.#carry.take(Buffer.alloc(0)), 0, true);
  }

  /** Whether the record that is carried can end in this chunk, or is too long with it. */
  #canEndIn(chunk: Buffer): boolean {
    const { record, allowsQuotedRecordDelimiter } = this.#dialect;
    const length = this.#carry.length + chunk.length;
    if (!this.#endsAtByte && length >= maxRecordBytes + record.length) return true;
    if (allowsQuotedRecordDelimiter) return length >= this.#retryAt;
    return chunk.includes(record[record.length - 1] ?? 0);
  }

  /** Takes the records of a block from `start`; returns the place after the last whole one. */
  #take(block: Buffer, start: number, isLast: boolean): number {
    const run = this.#run;
    const records = this.#records;
    records.begin(block, start, isLast);
    if (this.wantsHeader && records.next(undefined)) this.#takeHeader();
    if (this.wantsHeader) return records.at;
    const filter = this.#filter;
    filter?.begin(block, records.at);
    if (this.#query.onlyCounts === true) this.#count();
    else while (!run.isDone() && records.next(filter)) run.root(this.#record, 0);
    return records.at;
  }

  #count(): void {
    let count = 0;
    while (this.#records.next(undefined)) count += 1;
    this.#run.count(count);
  }

  #takeHeader(): void {
    this.wantsHeader = false;
    if (!this.#usesHeader) return;
    const record = this.#record;
    record.header = new CsvHeader(record.children(0, 'struct').map((column) => record.text(column)));
    record.header.check(this.#query.fields);
  }
}

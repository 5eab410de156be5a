import { isUtf8 } from 'node:buffer';
import type { Needle } from '../../query/needle.ts';
import type { QueryRun } from '../../query/run.ts';
import { afterByteOrderMark, Carry, invalidTextEncoding, overMaxRecordSize, type RecordReader } from '../reader.ts';
import { maxRecordBytes } from '../record.ts';
import { StructCounter } from './count-structs.ts';
import { JsonRecord } from './json-record.ts';
import { LineFilter } from './line-filter.ts';

const lineFeed = 0x0a;

/** What a query tells that lets lines be passed over without being parsed. */
export interface LinesShortcuts {
  /** Texts of which a line must hold one to give a row. */
  needles?: Needle[] | undefined;
  /** Whether all that is asked is how many values there are. */
  onlyCounts?: boolean;
}

/**
 * Reads JSON LINES: every line holds values with blanks between them, usually one; empty lines are passed over.
 * A value that goes on in the next line is a JSONParsingError: pretty-printed JSON is a DOCUMENT.
 *
 * With a shortcut, lines of which the answer is known are checked for UTF-8 only and not parsed: what they hold could not
 * change a row, so a fault in their JSON stays unseen.
 */
export class JsonLinesReader implements RecordReader {
  recordStart = 0;
  readonly #run: QueryRun;
  readonly #filter: LineFilter | undefined;
  readonly #counter: StructCounter | undefined;
  readonly #record = new JsonRecord();
  readonly #carry = new Carry();
  /** Where in the object the next chunk begins. */
  #place = 0;
  /** Where in the object the block begins that is looked at. */
  #base = 0;

  constructor(run: QueryRun, { needles, onlyCounts = false }: LinesShortcuts) {
    this.#run = run;
    this.#filter = needles && new LineFilter(needles);
    this.#counter = onlyCounts ? new StructCounter() : undefined;
  }

  startInside(place: number): void {
    this.#place = place;
  }

  write(chunk: Buffer): void {
    let start = 0;
    this.#base = this.#place;
    this.#place += chunk.length;
    if (this.#carry.length > 0) {
      const first = chunk.indexOf(lineFeed);
      if (first < 0) {
        this.#keep(chunk);
        return;
      }
      start = first + 1;
      this.#joined(chunk.subarray(0, start));
    }
    const end = chunk.lastIndexOf(lineFeed) + 1;
    if (end > start) this.#block(chunk, start, end);
    if (!this.#run.isDone()) this.#keep(chunk.subarray(Math.max(start, end)));
  }

  end(): void {
    if (this.#carry.length === 0) return;
    this.#base = this.#place;
    this.#joined(Buffer.of(lineFeed));
  }

  /** Keeps the beginning of a line, with which the bytes so far end. */
  #keep(bytes: Buffer): void {
    this.recordStart = this.#place - bytes.length - this.#carry.length;
    this.#carry.add(bytes);
  }

  /**
   * Takes a line that came in several chunks, of which this is the end; its length is looked at even where the filter would pass it
   * over.
   */
  #joined(end: Buffer): void {
    const base = this.#base;
    this.#base -= this.#carry.length;
    this.recordStart = this.#base;
    const line = this.#carry.take(end);
    if (line.length - 1 > maxRecordBytes) throw overMaxRecordSize();
    this.#block(line, 0, line.length);
    this.#base = base;
  }

  /** Takes whole lines, up to the end of the last one. */
  #block(bytes: Buffer, start: number, end: number): void {
    const from = this.#base + start === 0 ? afterByteOrderMark(bytes, start) : start;
    if (this.#open(bytes, from, end)) {
      this.#lines(bytes, from, end);
      return;
    }
    // The lines before the faulty one still count.
    for (let at = from; at < end && !this.#run.isDone();) {
      const next = bytes.indexOf(lineFeed, at) + 1;
      this.recordStart = this.#base + at;
      if (!this.#open(bytes, at, next)) throw invalidTextEncoding();
      // Cut off behind the line, lest a filter look through all the rest again for each.
      this.#lines(bytes.subarray(0, next), at, next);
      at = next;
    }
  }

  /** Makes lines ready to be gone through, with a filter one by one; returns whether they are UTF-8. */
  #open(bytes: Buffer, start: number, end: number): boolean {
    const isAscii = this.#filter ? false : (this.#counter ?? this.#record).open(bytes, start, end);
    return isAscii || isUtf8(bytes.subarray(start, end));
  }

  #lines(bytes: Buffer, start: number, end: number): void {
    if (this.#counter) {
      this.#countLines(this.#counter, bytes, start, end);
      return;
    }
    if (this.#filter) {
      this.#filter.each(bytes, start, end, (from, to) => this.#openedLine(bytes, from, to));
      return;
    }
    for (let at = start; at < end;) {
      const to = bytes.indexOf(lineFeed, at);
      if (this.#line(at, to)) return;
      at = to + 1;
    }
  }

  #countLines(counter: StructCounter, bytes: Buffer, start: number, end: number): void {
    for (let at = start; at < end;) {
      const counted = counter.count(at, maxRecordBytes);
      this.#run.count(counted.structs);
      at = counted.at;
      if (at === end) return;
      const to = bytes.indexOf(lineFeed, at);
      this.#openedLine(bytes, at, to);
      at = to + 1;
    }
  }

  /** Takes one line out of many that are passed over. */
  #openedLine(bytes: Buffer, start: number, end: number): boolean {
    this.#record.open(bytes, start, end);
    return this.#line(start, end);
  }

  /** Takes one line of the open block; returns whether the run is done. */
  #line(start: number, end: number): boolean {
    this.recordStart = this.#base + start;
    if (end - start > maxRecordBytes) throw overMaxRecordSize();
    for (let at = start; at < end && !this.#run.isDone();) {
      at = this.#record.read(at, end);
      if (at < 0) break;
      this.#run.root(this.#record, 0);
    }
    return this.#run.isDone();
  }
}

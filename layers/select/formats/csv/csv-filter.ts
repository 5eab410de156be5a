import type { Needle } from '../../query/needle.ts';
import { AnyTextSearch } from '../any-text-search.ts';
import type { CsvDialect } from './csv-dialect.ts';

/**
 * Finds where in a block the next record can be that holds one of some texts in a field.
 *
 * A text without quotes and escapes in it stands in the data with its own bytes, whether its field is quoted or not: what
 * CSV writes otherwise than it is are quotes and escapes alone. So a record without the bytes cannot hold it.
 */
export class CsvFilter {
  readonly #search: AnyTextSearch;

  /** A filter for a query that needs one of the texts; undefined where records cannot be told apart by their bytes. */
  static of(needles: Needle[] | undefined, dialect: CsvDialect): CsvFilter | undefined {
    if (!needles || dialect.allowsQuotedRecordDelimiter || !isFoundBackwards(dialect.record)) return undefined;
    const patterns = needles
      .filter(({ text }) => text !== '' && text.isWellFormed())
      .map(({ text }) => Buffer.from(text));
    const hasBytesOfItsOwn = (pattern: Buffer) => !holds(pattern, dialect.quote) && !holds(pattern, dialect.escape);
    const isUsable = patterns.length === needles.length && patterns.every(hasBytesOfItsOwn);
    return isUsable ? new CsvFilter(patterns) : undefined;
  }

  private constructor(patterns: Buffer[]) {
    this.#search = new AnyTextSearch(patterns);
  }

  /** Begins a block, in which records stand from `start` on. */
  begin(block: Buffer, start: number): void {
    this.#search.begin(block, start, block.length);
  }

  /** The nearest place at or after `at` where one of the texts begins; Infinity when there is none. */
  next(at: number): number {
    return this.#search.next(at);
  }
}

/** Whether the last delimiter before a place is one, whichever way the data are read: one that overlaps itself may not be. */
function isFoundBackwards(delimiter: Buffer): boolean {
  return delimiter.length === 1 || (delimiter.length === 2 && delimiter[0] !== delimiter[1]);
}

function holds(pattern: Buffer, delimiter: Buffer): boolean {
  return delimiter.length > 0 && pattern.includes(delimiter);
}

import type { Needle } from '../../query/needle.ts';
import { TextSearch } from '../json/text-search.ts';
import type { CsvDialect } from './csv-dialect.ts';

/**
 * Finds where in a block the next record can be that holds one of some texts in a field.
 *
 * A text without quotes and escapes in it stands in the data with its own bytes, whether its field is quoted or not: what
 * CSV writes otherwise than it is are quotes and escapes alone. So a record without the bytes cannot hold it.
 */
export class CsvFilter {
  readonly #searches: TextSearch[];
  readonly #places: number[];

  /** A filter for a query that needs one of the texts; undefined where records cannot be told apart by their bytes. */
  static of(needles: Needle[] | undefined, dialect: CsvDialect): CsvFilter | undefined {
    if (!needles || dialect.allowsQuotedRecordDelimiter || !isFoundBackwards(dialect.record)) return undefined;
    const patterns = needles.map(({ text }) => Buffer.from(text));
    const isUsable = (pattern: Buffer, i: number) =>
      pattern.length > 0 &&
      needles[i]?.text.isWellFormed() === true &&
      !holds(pattern, dialect.quote) &&
      !holds(pattern, dialect.escape);
    return patterns.every(isUsable) ? new CsvFilter(patterns) : undefined;
  }

  private constructor(patterns: Buffer[]) {
    this.#searches = patterns.map((pattern) => new TextSearch(pattern));
    this.#places = patterns.map(() => -1);
  }

  /** Begins a block: what is found in it must not depend on the block before. */
  begin(block: Buffer, start: number): void {
    for (const search of this.#searches) search.tune(block, start, block.length);
    this.#places.fill(-1);
  }

  /** The nearest place at or after `at` where one of the texts begins; Infinity when there is none. */
  next(block: Buffer, at: number): number {
    const places = this.#places;
    let nearest = Infinity;
    for (let i = 0; i < places.length; i += 1) {
      let place = places[i] ?? Infinity;
      if (place < at) {
        place = this.#searches[i]?.next(block, at) ?? Infinity;
        places[i] = place;
      }
      if (place < nearest) nearest = place;
    }
    return nearest;
  }
}

/** Whether the last delimiter before a place is one, whichever way the data are read: one that overlaps itself may not be. */
function isFoundBackwards(delimiter: Buffer): boolean {
  return delimiter.length === 1 || (delimiter.length === 2 && delimiter[0] !== delimiter[1]);
}

function holds(pattern: Buffer, delimiter: Buffer): boolean {
  return delimiter.length > 0 && pattern.includes(delimiter);
}

import { isAt, type CsvDialect } from './csv-dialect.ts';

/** Finds the quote that ends a field, past those that are escaped. */
export class ClosingQuote {
  /** Whether there are escapes in the field that was looked at last. */
  hasEscapes = false;
  readonly #dialect: CsvDialect;
  readonly #first: number;
  readonly #isDoubled: boolean;

  constructor(dialect: CsvDialect) {
    const { quote, escape } = dialect;
    this.#dialect = dialect;
    this.#first = quote[0] ?? -1;
    this.#isDoubled = quote.length === 1 && quote.equals(escape);
  }

  /** The place of the quote that ends what begins at `from`; -1 when it does not come before `limit`. */
  find(bytes: Buffer, from: number, limit: number): number {
    this.hasEscapes = false;
    return this.#isDoubled ? this.#findDoubled(bytes, from, limit) : this.#findAny(bytes, from, limit);
  }

  /** As `find`, where a quote is one byte and is escaped by another: the commonest CSV. */
  #findDoubled(bytes: Buffer, from: number, limit: number): number {
    const quote = this.#first;
    for (let p = from; p < limit; p += 1) {
      if (bytes[p] !== quote) continue;
      if (p + 1 === limit || bytes[p + 1] !== quote) return p;
      this.hasEscapes = true;
      p += 1;
    }
    return -1;
  }

  #findAny(bytes: Buffer, from: number, limit: number): number {
    const { quote, escape } = this.#dialect;
    const first = this.#first;
    const firstOfEscape = escape[0];
    for (let p = from; p < limit; p += 1) {
      const c = bytes[p];
      if (c !== first && c !== firstOfEscape) continue;
      const pair = this.#escapedAt(bytes, p, limit);
      if (pair > 0) {
        this.hasEscapes = true;
        p += pair - 1;
      } else if (c === first && isAt(bytes, p, quote)) return p;
    }
    return -1;
  }

  /** The length of the escape at a place with what it escapes; 0 when there is none. */
  #escapedAt(bytes: Buffer, p: number, limit: number): number {
    const { quote, escape } = this.#dialect;
    const next = p + escape.length;
    if (next >= limit || !isAt(bytes, p, escape)) return 0;
    if (isAt(bytes, next, quote)) return escape.length + quote.length;
    return isAt(bytes, next, escape) ? 2 * escape.length : 0;
  }
}

import { Aggregate, type StatisticSet } from './aggregate.ts';

/** The resolution: what comes within a minute is kept together, as CloudWatch does with metrics of standard resolution. */
export const minute = 60_000;

/** How long data are kept, in milliseconds: no alarm looks back further, but for some minutes. */
const retention = 25 * 60 * minute;

/** The data of a metric in one unit, minute by minute. Whoever adds to it often keeps it, and is spared the search for it. */
export class Series {
  readonly #minutes = new Map<number, Aggregate>();
  readonly #onMinute: () => void;
  #newest: Aggregate | undefined;
  #newestStart = -Infinity;

  /** @param onMinute called when data come for a minute that had none */
  constructor(onMinute: () => void) {
    this.#onMinute = onMinute;
  }

  /** When the newest minute with data began; `-Infinity` when there are none. */
  get newest(): number {
    return this.#newestStart;
  }

  /**
   * @param timestamp in milliseconds since 1970
   * @param count how often the value came; once when not given
   */
  add(value: number | StatisticSet, timestamp: number, count?: number): void {
    const start = timestamp - (timestamp % minute);
    const aggregate =
      start === this.#newestStart && this.#newest !== undefined ? this.#newest : this.#aggregateOf(start);
    if (typeof value === 'number') aggregate.add(value, count);
    else aggregate.addSet(value);
  }

  at(start: number): Aggregate | undefined {
    return this.#minutes.get(start);
  }

  #aggregateOf(start: number): Aggregate {
    const known = this.#minutes.get(start);
    if (known !== undefined) return known;
    const aggregate = new Aggregate();
    this.#minutes.set(start, aggregate);
    if (start > this.#newestStart) {
      this.#newest = aggregate;
      this.#newestStart = start;
      for (const at of this.#minutes.keys()) if (at < start - retention) this.#minutes.delete(at);
    }
    this.#onMinute();
    return aggregate;
  }
}

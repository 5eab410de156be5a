import { expiredItems, nextExpiry } from './expiry.ts';
import type { TableStore } from './table-store.ts';

/** How long an item stays after it expired. On AWS it may be days. */
const delay = 3000;

/** Removes items whose time to live has passed, a few seconds later. It sleeps while nothing can expire. */
export class Sweeper {
  readonly #store: TableStore;
  #cancel: (() => void) | undefined;
  #due: number | undefined;
  #isClosed = false;

  constructor(store: TableStore) {
    this.#store = store;
    store.onChange = () => this.#schedule();
    this.#schedule();
  }

  close(): void {
    this.#isClosed = true;
    this.#cancel?.();
  }

  #sweep(): void {
    this.#due = undefined;
    const { timers } = this.#store;
    for (const table of this.#store.all()) {
      for (const before of expiredItems(table.items.expiring, timers.now())) {
        const key = table.items.keyOf(before);
        this.#store.write([{ table, key, before, after: undefined, byTimeToLive: true }]);
      }
    }
    this.#schedule();
  }

  /** Wakes when the next item expires, unless something wakes earlier. */
  #schedule(): void {
    if (this.#isClosed) return;
    const { timers } = this.#store;
    const now = timers.now();
    const expiries = this.#store.all().flatMap(({ record, items }) => {
      const next = record.timeToLive === undefined ? undefined : nextExpiry(items.expiring, record.timeToLive, now);
      return next === undefined ? [] : [next];
    });
    if (expiries.length === 0) return;
    const due = Math.max(now, ...[Math.min(...expiries)]) + delay;
    if (this.#due !== undefined && this.#due <= due) return;
    this.#cancel?.();
    this.#due = due;
    this.#cancel = timers.after(due - now, () => this.#sweep());
  }
}

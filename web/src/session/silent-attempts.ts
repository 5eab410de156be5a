import type { Store } from '../storage.ts';

const key = 'dragons.silent-attempts';

/** So often the user pool is asked in passing without sending the browser back: a page may be loaded twice in a hurry. */
const most = 2;

/**
 * Counts how often this tab left to ask the user pool in passing and did not come back: it cannot be reached, or shows an error page of
 * its own. Without an end to it, nobody could open the page until the user pool is well again.
 */
export class SilentAttempts {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Begins another one. @returns false when there were enough: the person is to decide when to try again */
  begin(): boolean {
    const before = Number(this.#store.get(key) ?? 0);
    if (before >= most) {
      this.forget();
      return false;
    }
    this.#store.set(key, String(before + 1));
    return true;
  }

  /** The user pool answered. */
  forget(): void {
    this.#store.remove(key);
  }
}

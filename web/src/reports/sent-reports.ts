import type { Store } from '../storage.ts';

/** More than these would hardly be missing in the API's list. */
const most = 10;

/** The reports that somebody sent from this tab and that the API does not list yet. */
export class SentReports {
  readonly #store: Store;
  readonly #key: string;

  /** @param owner the subject of the account: what one person sent is not for the next one at the same screen */
  constructor(store: Store, owner: string) {
    this.#store = store;
    this.#key = `dragons.sent-reports.${owner}`;
  }

  /** Their ids, the last one first. */
  ids(): readonly string[] {
    try {
      const stored: unknown = JSON.parse(this.#store.get(this.#key) ?? '[]');
      return Array.isArray(stored) ? stored.filter((id) => typeof id === 'string').slice(0, most) : [];
    } catch {
      return [];
    }
  }

  /** Remembers one. */
  add(reportId: string): void {
    this.#keep([reportId, ...this.ids().filter((id) => id !== reportId)].slice(0, most));
  }

  /** Forgets those that the API lists by now. */
  forget(listed: readonly string[]): void {
    this.#keep(this.ids().filter((id) => !listed.includes(id)));
  }

  #keep(ids: readonly string[]): void {
    if (ids.length === 0) this.#store.remove(this.#key);
    else this.#store.set(this.#key, JSON.stringify(ids));
  }
}

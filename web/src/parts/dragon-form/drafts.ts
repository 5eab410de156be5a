import { tabStore, type Store } from '../../storage.ts';

/** Where one form keeps what was typed, until it was sent. */
export interface Draft {
  /** What was kept, whoever wrote it there: to be looked at before it is used. */
  read(): unknown;
  write(value: unknown): void;
  clear(): void;
}

/** What people typed and did not send yet. */
export class Drafts {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /**
   * The draft of one form.
   * @param owner the subject of the account: what one person typed is not for the next one at the same screen
   * @param form names it, such as `report`
   */
  draft(owner: string, form: string): Draft {
    const key = `dragons.draft.${owner}.${form}`;
    return {
      read: () => parsed(this.#store.get(key)),
      write: (value) => this.#store.set(key, JSON.stringify(value)),
      clear: () => this.#store.remove(key),
    };
  }
}

/** The drafts of this tab: it keeps them over reloads and sessions that run out, and forgets them when the person signs out. */
export const tabDrafts = new Drafts(tabStore);

function parsed(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

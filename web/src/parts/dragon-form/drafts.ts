import type { Store } from '../../storage.ts';

/** Where one form keeps what was typed, until it was sent. */
export interface Draft {
  /** What was kept, whoever wrote it there: to be looked at before it is used. */
  read(): unknown;
  write(value: unknown): void;
  clear(): void;
}

/**
 * A draft in a store: that of the tab keeps it over reloads and sessions that run out, and forgets it when the person signs out.
 * @param owner the subject of the account: what one person typed is not for the next one at the same screen
 * @param form names it, such as `report`
 */
export function draftIn(store: Store, owner: string, form: string): Draft {
  const key = `dragons.draft.${owner}.${form}`;
  return {
    read: () => parsed(store.get(key)),
    write: (value) => store.set(key, JSON.stringify(value)),
    clear: () => store.remove(key),
  };
}

function parsed(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

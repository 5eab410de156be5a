/** A place in the browser where texts are remembered. What it cannot keep (blocked, full) is forgotten: the page works without. */
export interface Store {
  get(key: string): string | undefined;
  set(key: string, value: string): void;
  remove(key: string): void;
}

/** Remembered in this browser. */
export const browserStore = storeOf(() => localStorage);

/** Remembered in this tab, as long as it is open; over reloads and visits of other sites. */
export const tabStore = storeOf(() => sessionStorage);

/** Forgets everything that this tab remembers, for whoever sits here next. */
export function forgetTab(): void {
  try {
    sessionStorage.clear();
  } catch {
    // A browser that blocks it has nothing to forget.
  }
}

/** @param storage reading the property alone throws where the browser blocks it (https://html.spec.whatwg.org/#dom-localstorage) */
function storeOf(storage: () => Storage): Store {
  const attempt = <T>(action: () => T): T | undefined => {
    try {
      return action();
    } catch {
      return undefined;
    }
  };
  return {
    get: (key) => attempt(() => storage().getItem(key) ?? undefined),
    set: (key, value) => attempt(() => storage().setItem(key, value)),
    remove: (key) => attempt(() => storage().removeItem(key)),
  };
}

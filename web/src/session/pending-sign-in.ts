import { recordOf } from '../records.ts';
import { tabStore } from '../storage.ts';

/** What is remembered between leaving for the sign-in pages and coming back. */
export interface PendingSignIn {
  readonly state: string;
  readonly nonce: string;
  /** For PKCE: only whoever began may exchange the code. */
  readonly codeVerifier: string;
  /** Where the person was: path and query of this page. */
  readonly returnTo: string;
}

const key = 'dragons.pending-sign-in';

/** Remembers it for this tab: another tab's sign-in is another one. @returns false where the browser keeps nothing */
export function keepPendingSignIn(pending: PendingSignIn): boolean {
  const text = JSON.stringify(pending);
  tabStore.set(key, text);
  return tabStore.get(key) === text;
}

/** Gives it back once; undefined when this tab did not begin a sign-in. */
export function takePendingSignIn(): PendingSignIn | undefined {
  const text = tabStore.get(key);
  tabStore.remove(key);
  if (text === undefined) return undefined;
  try {
    return pendingOf(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function pendingOf(value: unknown): PendingSignIn | undefined {
  const { state, nonce, codeVerifier, returnTo } = recordOf(value);
  if (
    typeof state !== 'string' ||
    typeof nonce !== 'string' ||
    typeof codeVerifier !== 'string' ||
    typeof returnTo !== 'string'
  ) {
    return undefined;
  }
  return { state, nonce, codeVerifier, returnTo: ownPath(returnTo, location.origin) };
}

/** A path of this page, whatever somebody put there: never another site. @param origin the page's own */
export function ownPath(path: string, origin: string): string {
  const url = URL.canParse(path, origin) ? new URL(path, origin) : undefined;
  if (url?.origin !== origin || url.pathname === '/callback') return '/';
  // A path that begins with two slashes would be read as another host's address.
  return url.pathname.replace(/^\/+/, '/') + url.search;
}

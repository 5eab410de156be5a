import { browserStore } from '../storage.ts';

const key = 'dragons.signed-in';

/**
 * What this browser remembers of sessions, which is no secret: that somebody signed in (after a reload the user pool's own cookie tells
 * whether they still are), or that somebody chose to leave.
 */
export type Mark = 'signed-in' | 'left';

/** What was marked last. */
export function mark(): Mark | undefined {
  return markOf(browserStore.get(key));
}

/** Remembers it for all tabs, and tells them. */
export function setMark(next: Mark): void {
  browserStore.set(key, next);
}

/** Nothing is known any more. */
export function removeMark(): void {
  browserStore.remove(key);
}

/** What is to be done when the mark of another tab changes what this one shows. */
interface MarkChange {
  /** Somebody signed out. */
  readonly onLeft: () => void;
  /** This page comes back from the back/forward cache, and somebody is signed in. */
  readonly onBackSignedIn: () => void;
}

/**
 * Follows the mark. A page in the back/forward cache is told nothing while it sleeps (https://html.spec.whatwg.org/#fully-active): it looks
 * when it wakes up.
 */
export function followMark({ onLeft, onBackSignedIn }: MarkChange): void {
  addEventListener('storage', (event) => {
    if (event.key === key && markOf(event.newValue) === 'left') onLeft();
  });
  addEventListener('pageshow', ({ persisted }) => {
    if (!persisted) return;
    if (mark() === 'left') onLeft();
    if (mark() === 'signed-in') onBackSignedIn();
  });
}

function markOf(value: string | null | undefined): Mark | undefined {
  return value === 'signed-in' || value === 'left' ? value : undefined;
}

import type { Store } from '../../storage.ts';

const storageKey = 'dragons.sent-reports';

/** More would hardly be missing in the API's list. */
const most = 10;

/** The ids of reports that were sent from this tab, the last one first. */
export function sentReports(store: Store): readonly string[] {
  try {
    const stored: unknown = JSON.parse(store.get(storageKey) ?? '[]');
    return Array.isArray(stored) ? stored.filter((id) => typeof id === 'string').slice(0, most) : [];
  } catch {
    return [];
  }
}

/** Remembers that a report was sent from this tab. */
export function rememberSentReport(store: Store, reportId: string): void {
  const others = sentReports(store).filter((id) => id !== reportId);
  store.set(storageKey, JSON.stringify([reportId, ...others].slice(0, most)));
}

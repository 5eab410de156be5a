import { useMemo } from 'preact/hooks';
import { useServices } from '../services.ts';
import { tabStore } from '../storage.ts';
import { SentReports } from './sent-reports.ts';

/** What whoever is signed in sent from this tab. */
export function useSentReports(): SentReports {
  const { session } = useServices();
  const owner = session.account?.subject ?? '';
  return useMemo(() => new SentReports(tabStore, owner), [owner]);
}

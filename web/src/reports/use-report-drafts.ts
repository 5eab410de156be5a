import { useDraft } from '../parts/dragon-form/use-form.ts';
import { useServices } from '../services.ts';
import { DraftStore } from './draft-store.ts';

let current: { readonly owner: string; readonly drafts: DraftStore } | undefined;

/** The report that whoever is signed in has not sent yet: the same one for every part of the page. */
export function useReportDrafts(): DraftStore {
  const { session } = useServices();
  const kept = useDraft('report');
  const owner = session.account?.subject ?? '';
  if (current?.owner !== owner) {
    current = { owner, drafts: new DraftStore(kept, () => crypto.randomUUID()) };
  }
  return current.drafts;
}

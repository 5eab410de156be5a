import { useEffect, useMemo } from 'preact/hooks';
import { outcomeOf } from '../../api/outcome.ts';
import { useServices } from '../../services.ts';
import { useSentReports } from '../../reports/use-sent-reports.ts';
import type { DraftStore } from '../../reports/draft-store.ts';
import { Submission } from './submission.ts';

/** The submission of the form that is shown. It is left when the form is. */
export function useSubmission(drafts: DraftStore): Submission {
  const { api } = useServices();
  const sentReports = useSentReports();
  const submission = useMemo(
    () =>
      new Submission({
        drafts,
        send: (key, body) =>
          outcomeOf(() => api.POST('/dragons', { params: { header: { 'Idempotency-Key': key } }, body })),
        onTaken: ({ reportId }) => sentReports.add(reportId),
      }),
    [drafts, api],
  );
  useEffect(() => {
    submission.stay();
    return () => submission.leave();
  }, [submission]);
  return submission;
}

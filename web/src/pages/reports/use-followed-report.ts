import { useEffect, useRef } from 'preact/hooks';
import type { Report } from '../../api/api.ts';
import { outcomeOf } from '../../api/outcome.ts';
import type { Resource } from '../../api/resource.ts';
import { useResource } from '../../api/use-resource.ts';
import { useVisible } from '../../api/use-visible.ts';
import { useServices } from '../../services.ts';
import { pollDelay } from './report-steps.ts';

/** A report that is asked for until it is decided, as often as the API says, while somebody can see it. */
export function useFollowedReport(reportId: string): Resource<Report> {
  const { api } = useServices();
  const retryAfter = useRef<number | undefined>(undefined);
  const report = useResource(reportId, async (signal) => {
    const outcome = await outcomeOf(() => api.GET('/reports/{reportId}', { params: { path: { reportId } }, signal }));
    retryAfter.current = outcome.kind === 'answered' ? outcome.retryAfter : undefined;
    return outcome;
  });
  const { data, activity, failure, updatedAt } = report.state.value;
  // After a failure, the resource asks again by itself.
  const isToBeAsked = useVisible() && data?.status === 'PENDING' && activity === 'idle' && failure === undefined;
  useEffect(() => {
    if (!isToBeAsked) return;
    const now = Date.now();
    const delay = pollDelay(retryAfter.current, now - Date.parse(data.submittedAt));
    const waited = now - (updatedAt ?? now);
    const timer = setTimeout(() => void report.load(), Math.max(0, delay - waited));
    return () => clearTimeout(timer);
  }, [isToBeAsked, updatedAt]);
  return report;
}

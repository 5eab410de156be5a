import { isRecord, log, logMessages } from '@dragons/core';
import { decisionOf, earlierDecision, reportOf, type Decision } from '../report-tasks.ts';
import type { RejectionCode, Reports } from '../reports.ts';

/**
 * Rejects a report. One that is decided already stays as it is, and that decision is the answer: an answer that got lost on the way may have
 * made the workflow believe that a dragon was not added.
 * @param input `{"reportId": …, "reason": …}`; a reason that is none of the codes is `not-processed`
 * @param now milliseconds since 1970
 */
export async function rejectReport(
  input: unknown,
  { reports, now }: { reports: Pick<Reports, 'find' | 'reject'>; now: () => number },
): Promise<Decision> {
  const report = await reportOf(input, reports);
  const earlier = earlierDecision(report);
  if (earlier !== undefined) return earlier;
  const reason: RejectionCode = isRecord(input) && input.reason === 'name-taken' ? 'name-taken' : 'not-processed';
  const rejected = await reports.reject(report, reason, new Date(now()).toISOString());
  log(logMessages.reportDecided, {
    reportId: rejected.reportId,
    status: rejected.status,
    rejection: rejected.rejection,
  });
  return decisionOf(rejected);
}

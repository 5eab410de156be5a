import type { Report } from '../../api/api.ts';

/**
 * One list of reports, the newest first, from the API's list and from what is known of single reports, which is newer: a decision is final,
 * and a report that was just sent may be missing in the list for a moment.
 * @param listed the pages that are loaded, in order
 * @param isComplete whether there are no more pages: else a report that is older than all that is listed waits for its page
 */
export function mergedReports(listed: readonly Report[], single: readonly Report[], isComplete: boolean): Report[] {
  const reports = new Map(listed.map((report) => [report.reportId, report]));
  const oldest = listed.at(-1);
  for (const report of single) {
    const known = reports.get(report.reportId);
    const isWithin = isComplete || oldest === undefined || report.submittedAt >= oldest.submittedAt;
    if (known === undefined ? isWithin : known.status === 'PENDING') reports.set(report.reportId, report);
  }
  // Times of the API have one length and one zone, so their order is that of the texts.
  return [...reports.values()].sort((a, b) => order(b.submittedAt, a.submittedAt) || order(a.reportId, b.reportId));
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

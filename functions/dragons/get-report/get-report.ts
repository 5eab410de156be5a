import { refuse, type Answer, type OperationRequest } from '@dragons/core';
import { registryRefusal } from '../registry-refusal.ts';
import { isDecided, shownReport, type Reports } from '../reports.ts';

/** A report, for whoever sent it and for members of Admin; to everybody else it does not exist. */
export async function getReport(
  { path, caller }: OperationRequest<'getReport'>,
  reports: Pick<Reports, 'find'>,
): Promise<Answer<'getReport'>> {
  const report = await reports.find(path.reportId).catch(registryRefusal);
  if (report !== undefined && 'problem' in report) return report;
  if (report === undefined || !(report.reporter === caller.subject || caller.groups.includes('Admin'))) {
    return refuse('no-such-report', 'You have no report of that id.');
  }
  return {
    status: 200,
    headers: isDecided(report) ? {} : { 'Retry-After': '1' },
    body: shownReport(report),
  };
}

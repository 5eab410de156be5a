import { log, logMessages, refuse, type Answer, type OperationRequest } from '@dragons/core';
import { registryRefusal } from '../registry-refusal.ts';
import { shownReport, type Reports } from '../reports.ts';
import { cursorAfterReport, reportPlaceOf } from './report-cursor.ts';

/** How many reports a page holds when the caller does not say. */
const pageSize = 25;

/** One page of the reports that the caller sent, the newest first. Members of Admin see no others here either: it is their own list. */
export async function listReports(
  { query, caller: { subject } }: OperationRequest<'listReports'>,
  reports: Pick<Reports, 'list'>,
): Promise<Answer<'listReports'>> {
  const after = query.cursor === undefined ? undefined : reportPlaceOf(query.cursor, subject);
  if (query.cursor !== undefined && after === undefined) {
    return refuse('invalid-cursor', 'Start again without a cursor.');
  }
  const limit = query.limit ?? pageSize;

  // One more than the page holds tells whether there is a next page.
  const page = { ...(after !== undefined && { after }), limit: limit + 1 };
  const listed = await reports.list(subject, page).catch(registryRefusal);
  if ('problem' in listed) return listed;

  if (listed.unreadable > 0) log(logMessages.unreadableReports, { items: listed.unreadable });
  const shown = listed.reports.slice(0, limit);
  const last = shown.at(-1);
  const more = listed.reports.length > limit && last !== undefined;
  return {
    status: 200,
    headers: {},
    body: { items: shown.map(shownReport), ...(more && { nextCursor: cursorAfterReport(last, subject) }) },
  };
}

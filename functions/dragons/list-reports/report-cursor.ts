import { cursorAfter, placeOf, type CursorOwner } from '../cursor.ts';
import type { ReportPlace } from '../reports.ts';

/** The cursor after a report. @param reporter whose list it stands in */
export function cursorAfterReport({ submittedAt, reportId }: ReportPlace, reporter: string): string {
  return cursorAfter(`${submittedAt} ${reportId}`, ownerOf(reporter));
}

/** @returns the place after which the page starts; undefined for a cursor that is damaged or of somebody else */
export function reportPlaceOf(cursor: string, reporter: string): ReportPlace | undefined {
  // DynamoDB refuses a key with an empty part.
  const [, submittedAt, reportId] = /^([^ ]+) (.+)$/s.exec(placeOf(cursor, ownerOf(reporter)) ?? '') ?? [];
  return submittedAt === undefined || reportId === undefined ? undefined : { submittedAt, reportId };
}

function ownerOf(reporter: string): CursorOwner {
  return ['reports of', reporter];
}

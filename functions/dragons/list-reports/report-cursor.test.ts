import { expect, it } from 'vitest';
import { cursorAfter } from '../cursor.ts';
import { cursorAfterDragon } from '../list-dragons/dragon-cursor.ts';
import { cursorAfterReport, reportPlaceOf } from './report-cursor.ts';

const place = { submittedAt: '2026-01-31T12:00:00.000Z', reportId: 'report 1' };

it('names its place to whoever it was given to, and to nobody else', () => {
  const cursor = cursorAfterReport(place, 'subject-1');

  expect(reportPlaceOf(cursor, 'subject-1')).toEqual(place);
  expect(reportPlaceOf(cursor, 'subject-2')).toBeUndefined();
});

it('is none of a list of dragons', () => {
  const cursor = cursorAfterDragon('2026 atlas', { filters: {} });

  expect(reportPlaceOf(cursor, 'subject-1')).toBeUndefined();
});

it.each(['2026', ' report-1', '2026 ', ' '])('that somebody made for %j, which is no place, is noticed', (text) => {
  expect(reportPlaceOf(cursorAfter(text, ['reports of', 'subject-1']), 'subject-1')).toBeUndefined();
});

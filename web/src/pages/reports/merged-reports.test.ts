import { describe, expect, it } from 'vitest';
import type { Report } from '../../api/api.ts';
import { mergedReports } from './merged-reports.ts';

const report = (reportId: string, minute: number, status: Report['status'] = 'ACCEPTED'): Report => ({
  reportId,
  status,
  submittedAt: `2026-01-31T12:${String(minute).padStart(2, '0')}:00.000Z`,
  dragon: { dragonName: 'Frank', family: 'red', description: '', city: '', country: '', state: '', neighborhood: '' },
});
const ids = (reports: readonly Report[]) => reports.map(({ reportId }) => reportId);

describe('the list of reports', () => {
  it('has a report that was just sent, before the API lists it', () => {
    expect(ids(mergedReports([report('b', 2), report('a', 1)], [report('c', 3, 'PENDING')], false))).toEqual([
      'c',
      'b',
      'a',
    ]);
  });

  it('has every report once, with its decision when one of both knows it', () => {
    const pending = report('a', 1, 'PENDING');
    const decided = report('a', 1, 'REJECTED');

    expect(mergedReports([pending], [decided], true)).toEqual([decided]);
    expect(mergedReports([decided], [pending], true)).toEqual([decided]);
  });

  it('has a report that belongs to a later page once that page is there', () => {
    const older = report('a', 1);

    expect(ids(mergedReports([report('c', 3), report('b', 2)], [older], false))).toEqual(['c', 'b']);
    expect(ids(mergedReports([report('c', 3), report('b', 2)], [older], true))).toEqual(['c', 'b', 'a']);
  });

  it('has what was sent even when the API lists nothing', () => {
    expect(ids(mergedReports([], [report('a', 1)], false))).toEqual(['a']);
  });

  it('has reports of the same moment in one order', () => {
    expect(ids(mergedReports([report('b', 1), report('a', 1)], [], true))).toEqual(['a', 'b']);
  });
});

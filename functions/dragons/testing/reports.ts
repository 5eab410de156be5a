import type { NewReport } from '../reports.ts';
import { dragon } from './dragons.ts';

/** A report with everything but what a test is about filled in. */
export function newReport(more: Partial<NewReport> = {}): NewReport {
  return {
    reportId: 'report-1',
    dragon: dragon(),
    reporter: 'subject-1',
    username: 'reporter',
    phoneNumber: '+15555550123',
    confirmationRequired: true,
    submittedAt: '2026-01-31T12:00:00.000Z',
    ...more,
  };
}

import { decisionOf, type Decision } from '../../../functions/dragons/report-tasks.ts';
import type { NewReport } from '../../../functions/dragons/reports.ts';
import { newReport } from '../../../functions/dragons/testing/reports.ts';
import { definition } from './definition.ts';
import type { Tasks } from './watched-tasks.ts';

/** Tasks without a registry: each does at once what the workflow hopes for, for any report. */
export function scriptedTasks(more: Partial<NewReport> = {}): Tasks {
  const answers: Record<string, (input: { reportId: string; reason?: string }) => unknown> = {
    Validate: ({ reportId }) => ({ reportId }),
    Add: ({ reportId }) => accepted({ ...more, reportId }),
    Reject: ({ reportId, reason }) => rejected({ ...more, reportId }, reason),
    Confirm: () => ({ sent: true }),
  };
  return {
    invoker: {
      async invoke(name, event) {
        const state = Object.entries(definition.States).find(
          ([, { Arguments }]) => Arguments?.FunctionName === name,
        )?.[0];
        const answer = answers[state ?? ''];
        if (answer === undefined) throw new Error(`Nobody wrote a script for ${name}.`);
        return { outcome: 'returned', payload: JSON.stringify(answer(event as never)) };
      },
    },
    call: async () => ({ MessageId: '00000000-0000-0000-0000-000000000000' }),
  };
}

/** What Add decides about a report. */
export function accepted(more: Partial<NewReport> = {}): Decision {
  const { phoneNumber: _, ...report } = newReport(more);
  return decisionOf({ ...report, status: 'ACCEPTED', decidedAt: '2026-01-31T12:00:01.000Z' });
}

/** What Reject decides about a report. */
export function rejected(more: Partial<NewReport> = {}, reason: string | undefined = 'name-taken'): Decision {
  const { phoneNumber: _, ...report } = newReport(more);
  const rejection = reason === 'name-taken' ? reason : 'not-processed';
  return decisionOf({ ...report, status: 'REJECTED', decidedAt: '2026-01-31T12:00:01.000Z', rejection });
}

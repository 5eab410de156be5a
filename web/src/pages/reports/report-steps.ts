import type { Report } from '../../api/api.ts';

/** A step on the way of a report. */
export interface ReportStep {
  readonly name: 'taken' | 'checking' | 'checked' | 'accepted' | 'rejected' | 'decided';
  readonly state: 'done' | 'current' | 'ahead';
  /** When it was done, as the API tells it. */
  readonly at: string | undefined;
}

/** The way of a report, from being taken to the decision. */
export function stepsOf({ status, submittedAt, decidedAt }: Report): ReportStep[] {
  const isDecided = status !== 'PENDING';
  return [
    { name: 'taken', state: 'done', at: submittedAt },
    { name: isDecided ? 'checked' : 'checking', state: isDecided ? 'done' : 'current', at: undefined },
    { name: decisionOf(status), state: isDecided ? 'done' : 'ahead', at: decidedAt },
  ];
}

function decisionOf(status: Report['status']): ReportStep['name'] {
  return status === 'ACCEPTED' ? 'accepted' : status === 'REJECTED' ? 'rejected' : 'decided';
}

/**
 * How long to wait before asking again what became of a report: as the API says, but less and less often for one that takes long, as when
 * the service works it off later.
 * @param retryAfter in seconds
 * @param age since it was taken, in milliseconds
 * @returns milliseconds
 */
export function pollDelay(retryAfter: number | undefined, age: number): number {
  const asked = Math.max(1, retryAfter ?? 1) * 1000;
  const fair = Number.isFinite(age) ? Math.min(age / 10, 60_000) : 0;
  return Math.max(asked, fair);
}

import { describe, expect, it } from 'vitest';
import type { Report } from '../../api/api.ts';
import { pollDelay, stepsOf } from './report-steps.ts';

const submittedAt = '2026-01-31T12:00:00.000Z';
const decidedAt = '2026-01-31T12:00:01.000Z';
const pending: Report = {
  reportId: 'report-1',
  status: 'PENDING',
  submittedAt,
  dragon: { dragonName: 'Frank', family: 'red', description: '', city: '', country: '', state: '', neighborhood: '' },
};

describe('the steps of a report', () => {
  it('stand at the check while it is pending', () => {
    expect(stepsOf(pending)).toEqual([
      { name: 'taken', state: 'done', at: submittedAt },
      { name: 'checking', state: 'current', at: undefined },
      { name: 'decided', state: 'ahead', at: undefined },
    ]);
  });

  it.each(['ACCEPTED', 'REJECTED'] as const)('end with the decision %s', (status) => {
    expect(stepsOf({ ...pending, status, decidedAt })).toEqual([
      { name: 'taken', state: 'done', at: submittedAt },
      { name: 'checked', state: 'done', at: undefined },
      { name: status.toLowerCase(), state: 'done', at: decidedAt },
    ]);
  });
});

describe('a pending report', () => {
  it('is asked for again when the API says so, after a second when it does not say', () => {
    expect(pollDelay(3, 500)).toBe(3000);
    expect(pollDelay(undefined, 500)).toBe(1000);
    expect(pollDelay(0, 500)).toBe(1000);
  });

  it('is asked for less often the longer it takes, at least once a minute', () => {
    expect(pollDelay(1, 100_000)).toBe(10_000);
    expect(pollDelay(1, 86_400_000)).toBe(60_000);
    expect(pollDelay(90, 86_400_000)).toBe(90_000);
  });

  it('is asked for as the API says where the clocks disagree', () => {
    expect(pollDelay(1, -5000)).toBe(1000);
    expect(pollDelay(1, Number.NaN)).toBe(1000);
  });
});

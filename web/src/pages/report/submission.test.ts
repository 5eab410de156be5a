import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Report } from '../../api/api.ts';
import type { Outcome } from '../../api/outcome.ts';
import { DraftStore } from '../../reports/draft-store.ts';
import { emptyForm } from '../../reports/report-draft.ts';
import { answered, refused } from '../../testing/outcomes.ts';
import { Submission } from './submission.ts';

const body = { ...emptyForm, dragonName: 'Frank', reportingPhoneNumber: '+15555550123' };
const report: Report = {
  reportId: 'report-1',
  status: 'PENDING',
  submittedAt: '2026-01-31T12:00:00.000Z',
  dragon: body,
};
const taken = answered(report);
const unreachable: Outcome<Report> = { kind: 'unreachable' };

const keptNowhere = { read: () => undefined, write: () => undefined, clear: () => undefined };

/** A submission whose calls are answered in turn; the last answer is given to every further call. */
function setUp(...answers: readonly Outcome<Report>[]) {
  let keys = 0;
  const drafts = new DraftStore(keptNowhere, () => `key-${(keys += 1)}`);
  const sent: string[] = [];
  const told: string[] = [];
  const submission = new Submission({
    drafts,
    send: async (key) => {
      sent.push(key);
      return answers[Math.min(sent.length, answers.length) - 1] ?? unreachable;
    },
    onTaken: ({ reportId }) => told.push(reportId),
  });
  return { submission, sent, told, drafts, state: () => submission.state.value };
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(0);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('a submission', () => {
  it('ends with the report that the API made of it', async () => {
    const { submission, told, state } = setUp(taken);

    await submission.submit(body);

    expect(state()).toEqual({ kind: 'taken', report });
    expect(told).toEqual(['report-1']);
  });

  it('is sent once, however often somebody presses the button', async () => {
    const { submission, sent } = setUp(taken);

    await Promise.all([submission.submit(body), submission.submit(body)]);
    await submission.submit(body);

    expect(sent).toHaveLength(1);
  });

  it.each([
    ['the API is not reached', unreachable, 1],
    ['there are too many requests', refused(429, { name: 'too-many-requests', retryAfter: 3 }), 3],
    ['the registry is not reached', refused(503, { name: 'registry-unavailable', retryAfter: 2 }), 2],
    ['it is being taken just now', refused(409, { name: 'report-in-progress', retryAfter: 5 }), 5],
  ])('is sent again with the same key when %s, at the time that is asked for', async (_, failure, seconds) => {
    const { submission, sent, state } = setUp(failure, taken);

    await submission.submit(body);
    expect(state()).toEqual({ kind: 'waiting', failure, retryAt: Date.now() + seconds * 1000 });
    await vi.advanceTimersByTimeAsync(seconds * 1000 - 1);
    expect(sent).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);

    expect(sent).toEqual(['key-1', 'key-1']);
    expect(state()).toMatchObject({ kind: 'taken' });
  });

  it('is sent again with a new key, at once, when the API knows the key from another report; but not for ever', async () => {
    const reused = refused(422, { name: 'idempotency-key-reused' });
    const once = setUp(reused, taken);
    const always = setUp(reused);

    await once.submission.submit(body);
    await always.submission.submit(body);

    expect(once.sent).toEqual(['key-1', 'key-2']);
    expect(once.state()).toMatchObject({ kind: 'taken' });
    expect(always.sent).toHaveLength(2);
    expect(always.state()).toEqual({ kind: 'failed', failure: reused });
  });

  it.each([400, 403, 415])('is given up, with its key, when the API refuses with %i', async (status) => {
    const { submission, sent, drafts, state } = setUp(refused(status));

    await submission.submit(body);
    await vi.advanceTimersByTimeAsync(600_000);

    expect(sent).toHaveLength(1);
    expect(state()).toMatchObject({ kind: 'failed' });
    expect(drafts.draft.value.begun).toBeUndefined();
  });

  it('is given up after a while when nothing helps, and goes on with the same key when somebody says so', async () => {
    const { submission, sent, state } = setUp(unreachable);

    await submission.submit(body);
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(sent).toHaveLength(10);
    expect(state()).toMatchObject({ kind: 'failed' });
    await submission.submit(body);

    expect(new Set(sent)).toEqual(new Set(['key-1']));
    expect(state()).toMatchObject({ kind: 'waiting' });
  });

  it('is sent again at once when somebody does not want to wait', async () => {
    const { submission, sent, state } = setUp(unreachable, taken);
    await submission.submit(body);

    await submission.retryNow();
    await vi.advanceTimersByTimeAsync(60_000);

    expect(sent).toHaveLength(2);
    expect(state()).toMatchObject({ kind: 'taken' });
  });

  it('waits no more once it is cancelled', async () => {
    const { submission, sent, state } = setUp(unreachable, taken);
    await submission.submit(body);

    submission.cancel();
    await vi.advanceTimersByTimeAsync(60_000);

    expect(sent).toHaveLength(1);
    expect(state()).toEqual({ kind: 'idle' });
  });

  it('counts when the answer comes after the person went elsewhere, but is not sent again then', async () => {
    const late = setUp(taken);
    const failed = setUp(unreachable);
    const pending = [late.submission.submit(body), failed.submission.submit(body)];

    late.submission.leave();
    failed.submission.leave();
    await Promise.all(pending);
    await vi.advanceTimersByTimeAsync(60_000);

    expect(late.told).toEqual(['report-1']);
    expect(failed.sent).toHaveLength(1);
  });
});

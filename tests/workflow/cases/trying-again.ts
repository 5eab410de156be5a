import { describe, expect, it } from 'vitest';
import { noteWalk } from '../testing/coverage.ts';
import { tasks, type Retrier } from '../testing/definition.ts';
import { always, fails, first, hangs, isThrottled, type Fault } from '../testing/faults.ts';
import { scriptedTasks } from '../testing/scripted-tasks.ts';
import { wayTo } from '../testing/ways.ts';
import type { Attempt } from '../testing/watched-tasks.ts';
import { lastState, startWorkflow } from '../testing/workflow.ts';

/** So many executions that chance alone makes a test fail once in some hundred million runs: each of some 250 waits, in both directions. */
const executions = 40;

/** How long a retry waits at most, in milliseconds. @param retries that were made before */
const longestWait = ({ IntervalSeconds, BackoffRate, MaxDelaySeconds }: Retrier, retries: number): number =>
  Math.min(IntervalSeconds * BackoffRate ** retries, MaxDelaySeconds) * 1000;

/** The waits between the attempts of one report. */
const waitsOf = (attempts: readonly Attempt[], reportId: string): number[] =>
  attempts
    .filter(({ input }) => JSON.stringify(input).includes(reportId))
    .map(({ at }) => at)
    .map((at, index, all) => at - (all[index - 1] ?? at))
    .slice(1);

/** Every Retry, as the definition says it. */
export function tryingAgainCases(): void {
  describe.each(tasks)('%s', (name, { Retry = [], TimeoutSeconds = NaN }) => {
    const retrier = Retry.find(({ MaxAttempts }) => MaxAttempts > 0)!;

    it('is tried again as often as its Retry says, after waits that grow, and no longer than their longest', async () => {
      const faults = { ...wayTo(name), [name]: always(fails('SomeError')) };
      const workflow = await startWorkflow({ tasks: scriptedTasks(), faults });
      const ids = Array.from({ length: executions }, (_, index) => `report-${index + 100}`);

      const arns = await Promise.all(ids.map((reportId) => workflow.start(reportId)));
      await workflow.settled();

      const attempts = workflow.attempts.filter(({ state }) => state === name);
      const waits = ids.map((reportId) => waitsOf(attempts, reportId));
      expect(new Set(waits.map(({ length }) => length))).toEqual(new Set([retrier.MaxAttempts]));
      for (let retry = 0; retry < retrier.MaxAttempts; retry += 1) {
        const longest = longestWait(retrier, retry);
        const found = waits.map((all) => all[retry] ?? NaN);
        expect(Math.max(...found)).toBeLessThan(longest + 1);
        // Full jitter: anything between nothing and the longest.
        expect(Math.max(...found)).toBeGreaterThan(longest / 2);
        expect(Math.min(...found)).toBeLessThan(longest / 2);
      }
      for (const arn of arns) noteWalk(await workflow.history(arn));
      await workflow.close();
    }, 60_000);

    it.each<[string, Fault]>([
      ['fails for want of the registry', fails('RegistryUnavailableError')],
      ['is throttled', isThrottled],
      ['runs out of its own time', fails('Sandbox.Timedout', 'Task timed out after 25.00 seconds')],
      ['fails for a reason without a name', fails('')],
      ['never answers', hangs],
    ])('that %s is tried again, and all is as if nothing had been', async (_, fault) => {
      const plain = await startWorkflow({ tasks: scriptedTasks(), faults: wayTo(name) });
      const troubled = await startWorkflow({
        tasks: scriptedTasks(),
        faults: { ...wayTo(name), [name]: first(retrier.MaxAttempts, fault) },
      });

      const expected = await plain.run('report-1');
      const { status, end, output } = await troubled.run('report-1');

      expect({ status, end, output }).toEqual({ status: expected.status, end: expected.end, output: expected.output });
      expect(troubled.attempts.filter(({ state }) => state === name)).toHaveLength(retrier.MaxAttempts + 1);
      await plain.close();
      await troubled.close();
    });

    it('is given its TimeoutSeconds for an answer, and no more', async () => {
      const workflow = await startWorkflow({
        tasks: scriptedTasks(),
        faults: { ...wayTo(name), [name]: first(1, hangs) },
      });

      const { history } = await workflow.run('report-1');

      const timedOut = history.findIndex(({ type }) => type === 'TaskTimedOut');
      const scheduled = history.slice(0, timedOut).findLast(({ type }) => type === 'TaskScheduled');
      const took = history[timedOut]!.timestamp!.getTime() - scheduled!.timestamp!.getTime();
      expect(took).toBe(TimeoutSeconds * 1000);
      await workflow.close();
    });
  });

  it('Reject is tried for about a day', async () => {
    const down = always(fails('RegistryUnavailableError'));
    const workflow = await startWorkflow({ tasks: scriptedTasks(), faults: { Validate: down, Reject: down } });

    const { history } = await workflow.run('report-1');

    expect(lastState(history)).toBe('Undecided');
    const hours = (history.at(-1)!.timestamp!.getTime() - history[0]!.timestamp!.getTime()) / 3_600_000;
    // 24 hours on average; five standard deviations of an hour around it.
    expect(hours).toBeGreaterThan(19);
    expect(hours).toBeLessThan(29);
    await workflow.close();
  });
}

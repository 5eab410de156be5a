import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { always, fails, failsAfterwards, first, losesItsAnswer } from '../testing/faults.ts';
import { failing, failuresOf } from '../testing/failing.ts';
import type { Real } from './real.ts';

/** What becomes of a report when its functions run twice, fail, or are not heard of. */
export function failingForRealCases(real: () => Real): void {
  describe('a decision that was made stays made', () => {
    it('when Add runs again since its answer was lost', async () => {
      const { tasks, run } = real();
      const { reportId, dragon: reported } = await tasks.submit({ confirmationRequired: false });

      const { end, output } = await run(reportId, { Add: first(1, losesItsAnswer) });

      expect(end).toBe('Accepted');
      expect(await tasks.told()).toEqual([output.event]);
      expect(await tasks.registry.find(reported.dragonName)).toMatchObject({
        version: { incarnation: reportId, number: 1 },
      });
    });

    it('when every try of Add added the dragon and failed: Reject finds the report accepted', async () => {
      const { tasks, run } = real();
      const { reportId, dragon: reported } = await tasks.submit();

      const { end, output, history } = await run(reportId, { Add: always(failsAfterwards('Sandbox.Timedout')) });

      expect(end).toBe('Accepted');
      expect(history.some(({ stateEnteredEventDetails: state }) => state?.name === 'Reject')).toBe(true);
      expect(output).toMatchObject({ status: 'ACCEPTED', rejection: '' });
      expect(await tasks.told()).toMatchObject([{ type: 'DragonAdded', data: { dragon: reported } }]);
      expect(await tasks.reports.find(reportId)).toMatchObject({ status: 'ACCEPTED' });
      expect(tasks.texts.filter((text) => text.includes(reported.dragonName))).toHaveLength(1);
    });

    it('when the whole workflow runs again under another name', async () => {
      const { tasks, run } = real();
      const { reportId, dragon: reported } = await tasks.submit();
      const once = await run(reportId);

      const again = await run(reportId);

      expect(again.output).toEqual(once.output);
      const events = await tasks.told();
      expect(new Set(events.map(({ id }) => id)).size).toBe(1);
      expect(tasks.texts.filter((text) => text.includes(reported.dragonName))).toHaveLength(1);
    });
  });

  describe('a registry that cannot be reached', () => {
    it('for a while only delays a report', async () => {
      const { tasks, run } = real();
      const { reportId } = await tasks.submit({ confirmationRequired: false });
      failing(tasks, 'dynamodb', 4, '{"__type":"com.amazonaws.dynamodb.v20120810#InternalServerError"}');

      const { end, history } = await run(reportId);

      expect(end).toBe('Accepted');
      const errors = failuresOf(history).map(({ error }) => error);
      expect(errors).toEqual(['RegistryUnavailableError', 'RegistryUnavailableError']);
      await tasks.told();
    });

    it('for longer than Add is tried has the report rejected as not processed, and nothing added', async () => {
      const { tasks, run } = real();
      const { reportId, dragon: reported } = await tasks.submit();

      const { status, end } = await run(reportId, { Add: always(fails('RegistryUnavailableError')) });

      expect([status, end]).toEqual(['FAILED', 'NotProcessed']);
      expect(await tasks.told()).toMatchObject([{ type: 'DragonRejected', data: { reason: 'not-processed' } }]);
      expect(await tasks.reports.find(reportId)).toMatchObject({ status: 'REJECTED', rejection: 'not-processed' });
      expect(await tasks.registry.find(reported.dragonName)).toBeUndefined();
      expect(tasks.texts.join('\n')).not.toContain(reported.dragonName);
    });

    it('for longer than Reject is tried leaves the report pending, and another execution decides about it', async () => {
      const { tasks, run } = real();
      const { reportId } = await tasks.submit({ confirmationRequired: false });
      const down = always(fails('RegistryUnavailableError'));

      expect(await run(reportId, { Validate: down, Reject: down })).toMatchObject({
        status: 'FAILED',
        end: 'Undecided',
      });
      expect(await tasks.reports.find(reportId)).toMatchObject({ status: 'PENDING' });
      expect(await tasks.told()).toEqual([]);

      expect((await run(reportId)).end).toBe('Accepted');
      expect(await tasks.told()).toHaveLength(1);
    });
  });

  it('a report that nobody stored is Undecided at once, and nobody is told', async () => {
    const { tasks, run } = real();

    const { end, history } = await run(randomUUID());

    expect(end).toBe('Undecided');
    expect(failuresOf(history).map(({ error }) => error)).toEqual(['UnknownReportError', 'UnknownReportError']);
    expect(await tasks.told()).toEqual([]);
  });

  it('an event that the topic does not take is kept whole in the dead-letter queue, and the reporter is written to', async () => {
    const { tasks, run } = real();
    const { reportId, dragon: reported } = await tasks.submit();

    const { end, output } = await run(reportId, { Announce: always(fails('InternalError')) });

    expect(end).toBe('Accepted');
    expect(await tasks.told()).toEqual([]);
    expect(await tasks.kept()).toEqual([output.event]);
    expect(tasks.texts.filter((text) => text.includes(reported.dragonName))).toHaveLength(1);
  });
}

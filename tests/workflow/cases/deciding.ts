import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { awkwardDragons, dragon } from '../../../functions/dragons/testing/dragons.ts';
import { eventFaults } from '../../../functions/dragons/testing/event-schema.ts';
import type { Real } from './real.ts';

/** Texts that a template language, a query language or a parser could take for its own. */
const trickyTexts = [
  '{% $states.context %}',
  '{% $reportId',
  '$string($)',
  '"]}\', {"a": 1}',
  'line one\nline two\ttab \\ backslash \\n',
  '${ReportWorkflow} {{resolve:ssm:x}}',
  'שלום \u202eabc\u202c 🐉🏳️‍🌈',
  '🐲'.repeat(500),
];

/** The ways that a report goes when everything works. */
export function decidingCases(real: () => Real): void {
  describe('a report whose dragon can be added', () => {
    it('is accepted and told of, and its reporter gets a text message at the verified number', async () => {
      const { tasks, run } = real();
      const { reportId, dragon: reported } = await tasks.submit();

      const { status, end, output } = await run(reportId);

      expect([status, end]).toEqual(['SUCCEEDED', 'Accepted']);
      expect((await tasks.registry.find(reported.dragonName))?.dragon).toEqual(reported);
      expect(await tasks.reports.find(reportId)).toMatchObject({ status: 'ACCEPTED' });
      const [event, ...others] = await tasks.told();
      expect(event).toMatchObject({ type: 'DragonAdded', data: { dragon: reported, reportId } });
      expect(eventFaults(event)).toEqual([]);
      expect(others).toEqual([]);
      expect(output).toEqual({ status: 'ACCEPTED', rejection: '', confirmationRequired: true, event });
      expect(tasks.texts.filter((text) => text.includes(reported.dragonName))).toEqual([
        expect.stringMatching(/^SMS to .*42 /),
      ]);
    });

    it('is accepted without a text message when none is asked for', async () => {
      const { tasks, run } = real();
      const { reportId, dragon: reported } = await tasks.submit({ confirmationRequired: false });

      const { end, history } = await run(reportId);

      expect(end).toBe('Accepted');
      expect(history.some(({ stateEnteredEventDetails: state }) => state?.name === 'Confirm')).toBe(false);
      expect(tasks.texts.join('\n')).not.toContain(reported.dragonName);
      expect(await tasks.told()).toHaveLength(1);
    });

    it('is accepted without a text message when the number was only typed in', async () => {
      const { tasks, run } = real();
      const { reportId, dragon: reported } = await tasks.submit({ phoneNumber: '+15555550199' });

      expect((await run(reportId)).end).toBe('Accepted');
      expect(tasks.texts.join('\n')).not.toContain(reported.dragonName);
      await tasks.told();
    });
  });

  describe('a report whose name is taken', () => {
    it('is rejected at the first look, and told of with the reason', async () => {
      const { tasks, run } = real();
      const { reportId, dragon: reported } = await tasks.submit();
      await tasks.registry.add(dragon({ dragonName: reported.dragonName.toUpperCase() }), 'import-1');

      const { status, end, output, history } = await run(reportId);

      expect([status, end]).toEqual(['SUCCEEDED', 'Rejected']);
      expect(history.some(({ stateEnteredEventDetails: state }) => state?.name === 'Add')).toBe(false);
      const [event, ...others] = await tasks.told();
      expect(event).toMatchObject({ type: 'DragonRejected', data: { reason: 'name-taken', reportId } });
      expect(eventFaults(event)).toEqual([]);
      expect(others).toEqual([]);
      expect(output).toMatchObject({ status: 'REJECTED', rejection: 'name-taken', event });
      expect(await tasks.reports.find(reportId)).toMatchObject({ status: 'REJECTED', rejection: 'name-taken' });
    });

    it('is rejected when the name was taken between the first look and the adding', async () => {
      const { tasks, run } = real();
      const { reportId, dragon: reported } = await tasks.submit();
      const isQuicker = async (work: () => Promise<unknown>): Promise<unknown> => {
        await tasks.registry.add(dragon({ dragonName: reported.dragonName }), 'import-1');
        return work();
      };

      const { end, output } = await run(reportId, { Add: () => isQuicker });

      expect(end).toBe('Rejected');
      expect(output).toMatchObject({ rejection: 'name-taken' });
      expect(await tasks.told()).toMatchObject([{ type: 'DragonRejected' }]);
      expect(await tasks.registry.find(reported.dragonName)).toMatchObject({ version: { incarnation: 'import-1' } });
    });
  });

  describe('texts that people typed come unchanged to the event', () => {
    const tricky = trickyTexts.map((description) => dragon({ dragonName: description.slice(0, 20), description }));
    it.each([...tricky, ...awkwardDragons])('those of $dragonName', async (one) => {
      const { tasks, run } = real();
      const dragonName = `${one.dragonName} ${randomUUID()}`;
      const { reportId, dragon: reported } = await tasks.submit({
        dragon: { ...one, dragonName },
        confirmationRequired: false,
      });

      const { end, output } = await run(reportId);

      expect(end).toBe('Accepted');
      const events = await tasks.told();
      expect(events.map(({ data }) => data.dragon)).toEqual([reported]);
      expect(output.event.data.dragon).toEqual(reported);
    });
  });
}

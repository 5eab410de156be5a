import { describe, expect, it } from 'vitest';
import { failing, failuresOf, holding } from '../testing/failing.ts';
import { reporter } from '../testing/real-tasks.ts';
import { realHistories, type Real } from './real.ts';

/** What becomes of a report whose confirmation fails, and who is named where. Comes after all cases with real functions. */
export function confirmingCases(real: () => Real): void {
  describe('a text message that is refused', () => {
    const refusal = (code: string, message: string): string =>
      `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`;

    it('at first is sent in the end, once', async () => {
      const { tasks, run } = real();
      const { reportId, dragon: reported } = await tasks.submit();
      failing(tasks, 'sns', 2, refusal('Throttled', 'Rate exceeded'), 429);

      expect((await run(reportId)).end).toBe('Accepted');
      expect(tasks.texts.filter((text) => text.includes(reported.dragonName))).toHaveLength(1);
      await tasks.told();
    });

    it('for good leaves the dragon added, and its number stays out of history and logs', async () => {
      const { tasks, run } = real();
      const { reportId } = await tasks.submit();
      const { phoneNumber } = reporter;
      const why = `Invalid parameter: PhoneNumber Reason: ${phoneNumber} is not valid to publish to`;
      failing(tasks, 'sns', Infinity, refusal('InvalidParameter', why), 400);

      const { status, end, history } = await run(reportId);
      delete tasks.answers.sns;

      expect([status, end]).toEqual(['FAILED', 'AcceptedUnconfirmed']);
      expect(await tasks.reports.find(reportId)).toMatchObject({ status: 'ACCEPTED' });
      expect(await tasks.told()).toMatchObject([{ type: 'DragonAdded' }]);
      const { error, cause = '' } = failuresOf(history).at(-1) ?? {};
      expect([error, JSON.parse(cause).errorMessage]).toEqual([
        'TextNotSentError',
        'SNS answered 400 InvalidParameterException.',
      ]);
      expect(holding([JSON.stringify(history), ...tasks.logs], phoneNumber.slice(1))).toBe(0);
    });

    it('since the account cannot be looked up leaves its name out of history and logs', async () => {
      const { tasks, run } = real();
      const { reportId } = await tasks.submit();
      const message = `Value '${reporter.username}' at 'username' failed to satisfy constraint`;
      const body = JSON.stringify({ __type: 'InvalidParameterException', message });
      failing(tasks, 'cognito-idp', Infinity, body, 400);

      const { end, history } = await run(reportId);
      delete tasks.answers['cognito-idp'];

      expect(end).toBe('AcceptedUnconfirmed');
      expect(holding([JSON.stringify(history), ...tasks.logs], reporter.username)).toBe(0);
      await tasks.told();
    });
  });

  it('no history of all of these holds a phone number, a user name or a subject', async () => {
    const { reportId } = await real().tasks.submit();
    const subject = (await real().tasks.reports.find(reportId))!.reporter;

    expect(realHistories.length).toBeGreaterThan(10);
    for (const secret of ['5555550142', '5555550199', reporter.username, subject])
      expect(holding(realHistories, secret)).toBe(0);
  });
}

import { describe, expect, it } from 'vitest';
import { definition } from '../testing/definition.ts';
import { always, fails, hangs, isThrottled, type Faults } from '../testing/faults.ts';
import { accepted, rejected, scriptedTasks } from '../testing/scripted-tasks.ts';
import { startWorkflow } from '../testing/workflow.ts';

const down = always(fails('RegistryUnavailableError'));
const refuses = always(fails('DragonValidationException', 'name-taken'));
const unknown = always(fails('UnknownReportError', 'There is no report report-1.'));

/** What is wrong; the states that follow, without repetitions; what the execution says in the end. */
const cases: readonly [string, Faults, string, unknown][] = [
  ['nothing', {}, 'Validate Add Announce WantsConfirmation Confirm Accepted', accepted()],
  ['the first look refuses', { Validate: refuses }, 'Validate Reject Announce WantsConfirmation Rejected', rejected()],
  [
    'the first look fails for good',
    { Validate: down },
    'Validate Reject Announce WantsConfirmation NotProcessed',
    undefined,
  ],
  [
    'the first look knows no such report',
    { Validate: unknown, Reject: unknown },
    'Validate Reject Undecided',
    undefined,
  ],
  ['the adding refuses', { Add: refuses }, 'Validate Add Reject Announce WantsConfirmation Rejected', rejected()],
  [
    'the adding fails for good',
    { Add: down },
    'Validate Add Reject Announce WantsConfirmation NotProcessed',
    undefined,
  ],
  [
    'the adding is throttled for good',
    { Add: always(isThrottled) },
    'Validate Add Reject Announce WantsConfirmation NotProcessed',
    undefined,
  ],
  [
    'the adding never answers',
    { Add: always(hangs) },
    'Validate Add Reject Announce WantsConfirmation NotProcessed',
    undefined,
  ],
  ['the adding knows no such report', { Add: unknown, Reject: unknown }, 'Validate Add Reject Undecided', undefined],
  ['rejecting fails for good', { Add: refuses, Reject: down }, 'Validate Add Reject Undecided', undefined],
  [
    'the topic takes nothing',
    { Announce: always(fails('InternalError')) },
    'Validate Add Announce KeepEvent WantsConfirmation Confirm Accepted',
    accepted(),
  ],
  [
    'the topic takes nothing of a rejection',
    { Validate: refuses, Announce: always(fails('NotFound')) },
    'Validate Reject Announce KeepEvent WantsConfirmation Rejected',
    rejected(),
  ],
  [
    'neither topic nor queue takes anything',
    { Announce: always(hangs), KeepEvent: always(fails('QueueDoesNotExist')) },
    'Validate Add Announce KeepEvent NotAnnounced',
    undefined,
  ],
  [
    'the text message is refused for good',
    { Confirm: always(fails('TextNotSentError')) },
    'Validate Add Announce WantsConfirmation Confirm AcceptedUnconfirmed',
    undefined,
  ],
  [
    'confirming knows no such report',
    { Confirm: unknown },
    'Validate Add Announce WantsConfirmation Confirm AcceptedUnconfirmed',
    undefined,
  ],
];

/** Every Catch, and where it leads in the end. */
export function givingUpCases(): void {
  it.each(cases)('where %s', async (_, faults, way, expected) => {
    const workflow = await startWorkflow({ tasks: scriptedTasks(), faults });

    const { status, end, output, history } = await workflow.run('report-1');

    expect(history.flatMap(({ stateEnteredEventDetails: state }) => state?.name ?? []).join(' ')).toBe(way);
    expect(output).toEqual(expected);
    expect(status).toBe(expected === undefined ? 'FAILED' : 'SUCCEEDED');
    // A failed execution is known by the name that its last state gives it: alarms and the runbook go by it.
    expect(history.at(-1)?.executionFailedEventDetails?.error).toBe(definition.States[end ?? '']?.Error);
    await workflow.close();
  });

  describe('an answer that trying again cannot change', () => {
    it.each([
      ['Validate', 'DragonValidationException'],
      ['Validate', 'UnknownReportError'],
      ['Add', 'DragonValidationException'],
      ['Add', 'UnknownReportError'],
      ['Reject', 'UnknownReportError'],
      ['Confirm', 'UnknownReportError'],
    ])('of %s, a %s, is taken at once', async (state, error) => {
      const before: Faults = state === 'Reject' ? { Add: refuses } : {};
      const faults = { ...before, [state]: always(fails(error, 'name-taken')) };
      const workflow = await startWorkflow({ tasks: scriptedTasks(), faults });

      await workflow.run('report-1');

      expect(workflow.attempts.filter((attempt) => attempt.state === state)).toHaveLength(1);
      await workflow.close();
    });
  });
}

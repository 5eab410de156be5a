import { expect, it } from 'vitest';
import { template } from '../testing/definition.ts';
import { always, fails, type Faults } from '../testing/faults.ts';
import { accepted, rejected, scriptedTasks } from '../testing/scripted-tasks.ts';
import { startWorkflow } from '../testing/workflow.ts';

/** What each task is given, tries of the same task once, by the name of its state. */
async function given(faults: Faults): Promise<Record<string, unknown>> {
  const workflow = await startWorkflow({ tasks: scriptedTasks(), faults });
  await workflow.run('report-1');
  await workflow.close();
  return Object.fromEntries(workflow.attempts.map(({ state, input }) => [state, input]));
}

const resource = (logicalId: string): string => template.resources.get(logicalId)!.ref;

/** An event as the topic is given it. */
const published = ({ event }: ReturnType<typeof accepted>): object => ({
  TopicArn: resource('EventsTopic'),
  Message: JSON.stringify(event),
  MessageAttributes: {
    type: { DataType: 'String', StringValue: event.type },
    dataschema: { DataType: 'String', StringValue: event.dataschema },
  },
});

/** What goes from state to state. */
export function handingOnCases(): void {
  it('functions are given the report’s id, and the topic the event as it is, with attributes to filter by', async () => {
    expect(await given({})).toEqual({
      Validate: { reportId: 'report-1' },
      Add: { reportId: 'report-1' },
      Announce: published(accepted()),
      Confirm: { reportId: 'report-1' },
    });
  });

  it.each(['Validate', 'Add'])(
    'the reason for which %s refuses comes to Reject, and on to the topic',
    async (state) => {
      const all = await given({ [state]: always(fails('DragonValidationException', 'name-taken')) });

      expect(all).toMatchObject({
        Reject: { reportId: 'report-1', reason: 'name-taken' },
        Announce: published(rejected()),
      });
    },
  );

  it.each(['Validate', 'Add'])(
    'whatever else fails in %s is not processed, and its words go nowhere',
    async (state) => {
      const all = await given({ [state]: always(fails('SomeError', 'name-taken')) });

      expect(all).toMatchObject({
        Reject: { reportId: 'report-1', reason: 'not-processed' },
        Announce: published(rejected({}, 'not-processed')),
      });
    },
  );

  it('the queue is given the event that the topic did not take, and the confirmation goes on from there', async () => {
    const all = await given({ Announce: always(fails('InternalError')) });

    expect(all).toMatchObject({
      KeepEvent: { QueueUrl: resource('EventFailures'), MessageBody: JSON.stringify(accepted().event) },
      Confirm: { reportId: 'report-1' },
    });
  });
}

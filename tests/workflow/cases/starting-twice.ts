import { expect, it } from 'vitest';
import { workflowOnStepFunctions } from '../../../functions/dragons/workflow-on-step-functions.ts';
import { machine } from '../testing/definition.ts';
import { scriptedTasks } from '../testing/scripted-tasks.ts';
import { startWorkflow } from '../testing/workflow.ts';

/** An execution has its report's name, of which there is one. */
export function startingTwiceCases(): void {
  it('a report that is started many times at once, and again after its end, is worked off once', async () => {
    const workflow = await startWorkflow({ tasks: scriptedTasks() });
    const reports = workflowOnStepFunctions(workflow.client, machine.arn);

    await Promise.all(Array.from({ length: 10 }, () => reports.start('report-1')));
    await workflow.finished(`${machine.arn.replace(':stateMachine:', ':execution:')}:report-1`);
    await reports.start('report-1');

    expect(workflow.attempts.map(({ state }) => state)).toEqual(['Validate', 'Add', 'Announce', 'Confirm']);
    await workflow.close();
  });
}

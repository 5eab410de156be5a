import { ExecutionAlreadyExists, StartExecutionCommand, type SFNClient } from '@aws-sdk/client-sfn';
import { awsFailure, isTransient } from './aws-failure.ts';
import { WorkflowUnavailableError, type Workflow } from './workflow.ts';

/**
 * The workflow as a Step Functions state machine. An execution has the report's id as its name, and a state machine never runs two of one name
 * (https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html).
 */
export function workflowOnStepFunctions(client: SFNClient, stateMachineArn: string): Workflow {
  return {
    async start(reportId) {
      try {
        await client.send(
          new StartExecutionCommand({ stateMachineArn, name: reportId, input: JSON.stringify({ reportId }) }),
        );
      } catch (cause) {
        // It has run to its end already.
        if (cause instanceof ExecutionAlreadyExists) return;
        if (!isTransient(cause)) throw cause;
        throw new WorkflowUnavailableError(`Step Functions does not answer as it should: ${awsFailure(cause).code}.`, {
          cause,
        });
      }
    },
  };
}

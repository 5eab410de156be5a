import { ExecutionAlreadyExists, type SFNClient, type StartExecutionCommandInput } from '@aws-sdk/client-sfn';
import { expect, it } from 'vitest';
import { workflowOnStepFunctions } from './workflow-on-step-functions.ts';
import { WorkflowUnavailableError } from './workflow.ts';

/** A workflow on a client that fails as a test says. */
function workflow(failure?: Error) {
  const sent: StartExecutionCommandInput[] = [];
  const client = {
    async send({ input }: { input: StartExecutionCommandInput }) {
      sent.push(input);
      if (failure !== undefined) throw failure;
    },
  };
  const machine = workflowOnStepFunctions(client as unknown as SFNClient, 'arn:machine');
  return { sent, start: async (reportId: string) => machine.start(reportId) };
}
const failure = (name: string, httpStatusCode: number): Error =>
  Object.assign(new Error(name), { name, $metadata: { httpStatusCode } });

it('an execution has the name of its report, and nothing else in its input', async () => {
  const { start, sent } = workflow();

  await start('report-1');

  expect(sent).toEqual([{ stateMachineArn: 'arn:machine', name: 'report-1', input: '{"reportId":"report-1"}' }]);
});

it('one that has run to its end already is started', async () => {
  const { start } = workflow(new ExecutionAlreadyExists({ message: 'exists', $metadata: { httpStatusCode: 400 } }));

  await expect(start('report-1')).resolves.toBeUndefined();
});

it.each([
  failure('InternalServerException', 500),
  failure('ThrottlingException', 400),
  Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }),
  Object.assign(new Error('too slow'), { name: 'TimeoutError' }),
])('%s says that trying again helps', async (error) => {
  await expect(workflow(error).start('report-1')).rejects.toThrow(WorkflowUnavailableError);
});

it.each([failure('StateMachineDoesNotExist', 400), failure('AccessDeniedException', 400), new TypeError('a defect')])(
  '%s does not',
  async (error) => {
    await expect(workflow(error).start('report-1')).rejects.toBe(error);
  },
);

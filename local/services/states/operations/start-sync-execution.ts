import type { JsonInput } from '../../json-protocol.ts';
import type { Executions } from '../engine/executions.ts';
import type { StateMachines } from '../state-machines.ts';
import { machineOf, startExecution, startRequestOf } from './start-execution.ts';

/** StartSyncExecution: of Express state machines. https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartSyncExecution.html */
export async function startSyncExecution(
  machines: StateMachines,
  executions: Executions,
  input: JsonInput,
  now: number,
): Promise<object> {
  const request = startRequestOf(input);
  machineOf(machines, request.stateMachineArn, 'EXPRESS');
  const { record, ended } = startExecution(machines, executions, request, now);
  const end = (await ended) ?? record;
  const { stopDate = end.startDate } = end;
  return {
    executionArn: end.arn,
    stateMachineArn: end.machineArn,
    name: end.name,
    startDate: end.startDate / 1000,
    stopDate: stopDate / 1000,
    status: end.status,
    error: end.error,
    cause: end.cause,
    input: end.input,
    inputDetails: { included: true },
    ...(end.output !== undefined && { output: end.output, outputDetails: { included: true } }),
    billingDetails: {
      billedMemoryUsedInMB: 64,
      billedDurationInMilliseconds: Math.max(100, Math.ceil((stopDate - end.startDate) / 100) * 100),
    },
  };
}

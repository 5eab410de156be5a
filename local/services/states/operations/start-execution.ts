import { randomUUID } from 'node:crypto';
import { optionalString, requiredString } from '../../json-input.ts';
import type { JsonInput } from '../../json-protocol.ts';
import { NotSimulatedError, ServiceError } from '../../service-error.ts';
import type { ExecutionRecord, MachineType } from '../engine/execution-record.ts';
import type { Executions } from '../engine/executions.ts';
import type { StartRequest } from '../engine/world.ts';
import { isTooLong, longestData, parseJson } from '../json-text.ts';
import { checkMachineName } from '../state-machines.ts';
import type { StateMachine, StateMachines } from '../state-machines.ts';

/** What is started, from the input of StartExecution and StartSyncExecution. */
export function startRequestOf(input: JsonInput): StartRequest {
  const stateMachineArn = requiredString(input, 'stateMachineArn', { minLength: 1, maxLength: 256 });
  const name = optionalString(input, 'name', { minLength: 1, maxLength: 80 });
  const text = optionalString(input, 'input', { maxLength: longestData, sensitive: true }) ?? '{}';
  // A trace's header has no effect: nothing is traced.
  optionalString(input, 'traceHeader', { maxLength: 256 });
  return { stateMachineArn, input: text, ...(name !== undefined && { name }) };
}

/**
 * StartExecution. The same name with the same input while it runs is the same execution; a name that was used otherwise is refused.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
 */
export function startExecution(
  machines: StateMachines,
  executions: Executions,
  request: StartRequest,
  now: number,
): { readonly record: ExecutionRecord; readonly ended?: Promise<ExecutionRecord> } {
  const machine = machineOf(machines, request.stateMachineArn);
  const { name = randomUUID(), input } = request;
  checkMachineName(name);
  checkExecutionInput(input);
  const arn = executionArn(machine, name);
  const known = executions.get(arn);
  if (known !== undefined) {
    if (known.status === 'RUNNING' && known.input === input) return { record: known };
    throw new ServiceError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
  }
  const record: ExecutionRecord = {
    arn,
    name,
    machineArn: machine.arn,
    machineName: machine.name,
    type: machine.type,
    roleArn: machine.roleArn,
    definition: machine.hash,
    input,
    startDate: now,
    status: 'RUNNING',
  };
  return { record, ended: executions.start(record, machine.model) };
}

/** @throws ServiceError `InvalidArn`, `StateMachineDoesNotExist`, or of another type than asked for */
export function machineOf(machines: StateMachines, arn: string, type?: MachineType): StateMachine {
  const machine = machines.get(arn);
  if (machine === undefined) {
    if (!/^arn:[\w-]+:states:[\w-]+:\d{12}:stateMachine:[^:]+(:[^:]+)?$/.test(arn)) {
      throw new ServiceError('InvalidArn', `Invalid Arn: 'Invalid ARN prefix: ${arn}'`);
    }
    if (machines.get(arn.replace(/:[^:]+$/, '')) !== undefined) {
      throw new NotSimulatedError(`states: a version or alias of a state machine (${arn})`);
    }
    throw new ServiceError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
  }
  if (type !== undefined && machine.type !== type) {
    throw new ServiceError(
      'StateMachineTypeNotSupported',
      'This operation is not supported by this type of state machine',
    );
  }
  return machine;
}

/** @throws ServiceError `InvalidExecutionInput` for what is too long or no JSON */
function checkExecutionInput(input: string): void {
  const refuse = (why: string, cause?: unknown): never => {
    throw new ServiceError('InvalidExecutionInput', `Invalid State Machine Execution Input: '${why}'`, { cause });
  };
  if (isTooLong(input)) refuse(`The input is longer than ${longestData} bytes`);
  try {
    parseJson(input);
  } catch (cause) {
    refuse(cause instanceof Error ? cause.message : String(cause), cause);
  }
}

/** Express executions may have the same name. */
function executionArn({ arn, type }: StateMachine, name: string): string {
  return type === 'STANDARD'
    ? `${arn.replace(':stateMachine:', ':execution:')}:${name}`
    : `${arn.replace(':stateMachine:', ':express:')}:${name}:${randomUUID()}`;
}

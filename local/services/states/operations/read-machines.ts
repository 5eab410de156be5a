import { optionalEnum, optionalString, requiredString } from '../../json-input.ts';
import type { JsonInput } from '../../json-protocol.ts';
import type { Executions } from '../engine/executions.ts';
import type { StateMachine, StateMachines } from '../state-machines.ts';
import { limitOf, pageOf } from './page.ts';
import { executionOf } from './read-executions.ts';
import { machineOf } from './start-execution.ts';

/** Nothing is logged to CloudWatch, nothing is traced. */
const withoutObservers = {
  loggingConfiguration: { level: 'OFF', includeExecutionData: false },
  tracingConfiguration: { enabled: false },
};

/** DescribeStateMachine. https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachine.html */
export function describeStateMachine(machines: StateMachines, input: JsonInput): object {
  const machine = machineOf(machines, requiredString(input, 'stateMachineArn', { minLength: 1, maxLength: 256 }));
  const withData = optionalEnum(input, 'includedData', ['ALL_DATA', 'METADATA_ONLY']) !== 'METADATA_ONLY';
  return {
    ...summary(machine),
    status: 'ACTIVE',
    ...(withData && { definition: machine.definition }),
    roleArn: machine.roleArn,
    revisionId: revisionOf(machine.hash),
    ...withoutObservers,
  };
}

/** DescribeStateMachineForExecution: the definition that the execution runs, which may not be the present one. */
export function describeStateMachineForExecution(
  machines: StateMachines,
  executions: Executions,
  input: JsonInput,
): object {
  const record = executionOf(executions, input);
  const machine = machines.get(record.machineArn);
  return {
    stateMachineArn: record.machineArn,
    name: record.machineName,
    definition: machines.definition(record),
    roleArn: record.roleArn,
    updateDate: (machine?.hash === record.definition ? machine.updateDate : record.startDate) / 1000,
    revisionId: revisionOf(record.definition),
    ...withoutObservers,
  };
}

/** ListStateMachines. */
export function listStateMachines(machines: StateMachines, input: JsonInput): object {
  const { items, next } = pageOf(machines.all(), limitOf(input), optionalString(input, 'nextToken'));
  return { stateMachines: items.map(summary), ...next };
}

function summary({ arn, name, type, creationDate }: StateMachine): object {
  return { stateMachineArn: arn, name, type, creationDate: creationDate / 1000 };
}

/** A UUID in form, and the same for the same definition. */
function revisionOf(hash: string): string {
  return hash.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

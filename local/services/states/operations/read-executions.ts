import { missing, optionalBoolean, optionalEnum, optionalString, requiredString } from '../../json-input.ts';
import type { JsonInput } from '../../json-protocol.ts';
import { NotSimulatedError, ServiceError } from '../../service-error.ts';
import type { Json, JsonObject } from '../../../json.ts';
import { executionStatuses } from '../engine/execution-record.ts';
import type { ExecutionRecord } from '../engine/execution-record.ts';
import type { Executions } from '../engine/executions.ts';
import type { HistoryEvent } from '../engine/history.ts';
import type { StateMachines } from '../state-machines.ts';
import { limitOf, pageOf } from './page.ts';
import { machineOf } from './start-execution.ts';

/** DescribeExecution. https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html */
export function describeExecution(executions: Executions, input: JsonInput): object {
  const record = executionOf(executions, input);
  const withData = optionalEnum(input, 'includedData', ['ALL_DATA', 'METADATA_ONLY']) !== 'METADATA_ONLY';
  return {
    executionArn: record.arn,
    stateMachineArn: record.machineArn,
    name: record.name,
    status: record.status,
    startDate: record.startDate / 1000,
    ...(record.stopDate !== undefined && { stopDate: record.stopDate / 1000 }),
    ...(withData && { input: record.input }),
    inputDetails: { included: withData },
    ...(record.output !== undefined && {
      ...(withData && { output: record.output }),
      outputDetails: { included: withData },
    }),
    ...(withData && { error: record.error, cause: record.cause }),
    redriveCount: 0,
    redriveStatus: 'NOT_REDRIVABLE',
    redriveStatusReason: 'RedriveExecution is not simulated by the local AWS.',
  };
}

/** ListExecutions: newest first. https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html */
export function listExecutions(machines: StateMachines, executions: Executions, input: JsonInput): object {
  if (input.mapRunArn !== undefined) throw new NotSimulatedError('states:ListExecutions with mapRunArn');
  if (input.redriveFilter !== undefined) throw new NotSimulatedError('states:ListExecutions with redriveFilter');
  const arn = optionalString(input, 'stateMachineArn') ?? missing('stateMachineArn');
  const { arn: machineArn } = machineOf(machines, arn, 'STANDARD');
  const status = optionalEnum(input, 'statusFilter', [...executionStatuses, 'PENDING_REDRIVE']);
  const found = executions
    .newestFirst()
    .filter((record) => record.machineArn === machineArn && (status === undefined || record.status === status));
  const { items, next } = pageOf(found, limitOf(input), optionalString(input, 'nextToken'));
  return {
    executions: items.map((record) => ({
      executionArn: record.arn,
      stateMachineArn: record.machineArn,
      name: record.name,
      status: record.status,
      startDate: record.startDate / 1000,
      ...(record.stopDate !== undefined && { stopDate: record.stopDate / 1000 }),
      redriveCount: 0,
    })),
    ...next,
  };
}

/** GetExecutionHistory. https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetExecutionHistory.html */
export function getExecutionHistory(executions: Executions, input: JsonInput): object {
  const record = executionOf(executions, input);
  const withData = input.includeExecutionData !== false;
  const events = [...executions.history(record).records()].map(({ event }) => event);
  const ordered = optionalBoolean(input, 'reverseOrder') ? events.reverse() : events;
  const { items, next } = pageOf(ordered, limitOf(input), optionalString(input, 'nextToken'));
  return { events: items.map((event) => eventOutput(event, withData)), ...next };
}

/** StopExecution: one that has ended stays as it is. */
export function stopExecution(executions: Executions, input: JsonInput): object {
  const record = executionOf(executions, input);
  const error = optionalString(input, 'error', { maxLength: 256, sensitive: true });
  const cause = optionalString(input, 'cause', { maxLength: 32_768, sensitive: true });
  const stopped = executions.stop(record, {
    ...(error !== undefined && { error }),
    ...(cause !== undefined && { cause }),
  });
  return { stopDate: (stopped.stopDate ?? 0) / 1000 };
}

/** The execution that an input names. @throws ServiceError `InvalidArn`, `ExecutionDoesNotExist` */
export function executionOf(executions: Executions, input: JsonInput): ExecutionRecord {
  const arn = requiredString(input, 'executionArn', { minLength: 1, maxLength: 256 });
  const record = executions.get(arn);
  if (record !== undefined) return record;
  if (arn.includes(':express:')) {
    throw new ServiceError('InvalidArn', "Invalid Arn: 'Resource type not valid in this context: express'");
  }
  if (!/^arn:[\w-]+:states:[\w-]+:\d{12}:execution:[^:]+:[^:]+$/.test(arn)) {
    throw new ServiceError('InvalidArn', `Invalid Arn: 'Invalid ARN prefix: ${arn}'`);
  }
  throw new ServiceError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
}

function eventOutput({ id, previousEventId, timestamp, type, details }: HistoryEvent, withData: boolean): object {
  return {
    timestamp: timestamp / 1000,
    type,
    id,
    previousEventId,
    ...(details !== undefined && { [detailsName(type)]: withData ? details : withoutData(details) }),
  };
}

/** States' own events share two members, every other type has its own. */
function detailsName(type: string): string {
  if (type.endsWith('StateEntered')) return 'stateEnteredEventDetails';
  if (type.endsWith('StateExited')) return 'stateExitedEventDetails';
  return `${type.charAt(0).toLowerCase()}${type.slice(1)}EventDetails`;
}

const dataMembers = new Set(['input', 'inputDetails', 'output', 'outputDetails', 'assignedVariables']);

function withoutData(details: JsonObject): JsonObject {
  const kept = Object.entries(details).filter(([name]): boolean => !dataMembers.has(name));
  return Object.fromEntries<Json>(kept);
}

import { isObject } from '../../../json.ts';

export const executionStatuses = ['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'] as const;
export type ExecutionStatus = (typeof executionStatuses)[number];

export type MachineType = 'STANDARD' | 'EXPRESS';

/** An execution as DescribeExecution tells it. */
export interface ExecutionRecord {
  readonly arn: string;
  readonly name: string;
  readonly machineArn: string;
  readonly machineName: string;
  readonly type: MachineType;
  readonly roleArn: string;
  /** The hash of the definition that it runs, which is not always the state machine's present one. */
  readonly definition: string;
  /** JSON text. */
  readonly input: string;
  /** Milliseconds since 1970. */
  readonly startDate: number;
  readonly status: ExecutionStatus;
  readonly stopDate?: number;
  /** JSON text. */
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
}

/** Reads a stored record. @throws Error when it is none */
export function parseExecutionRecord(value: unknown): ExecutionRecord {
  if (!isObject(value)) throw new Error('not an object');
  const text = (name: string): string => {
    const member = value[name];
    if (typeof member !== 'string') throw new Error(`${name} is no text`);
    return member;
  };
  const status = executionStatuses.find((name) => name === value.status);
  if (status === undefined || typeof value.startDate !== 'number') throw new Error('no status, or no date');
  return {
    arn: text('arn'),
    name: text('name'),
    machineArn: text('machineArn'),
    machineName: text('machineName'),
    type: value.type === 'EXPRESS' ? 'EXPRESS' : 'STANDARD',
    roleArn: text('roleArn'),
    definition: text('definition'),
    input: text('input'),
    startDate: value.startDate,
    status,
    ...(typeof value.stopDate === 'number' && { stopDate: value.stopDate }),
    ...(typeof value.output === 'string' && { output: value.output }),
    ...(typeof value.error === 'string' && { error: value.error }),
    ...(typeof value.cause === 'string' && { cause: value.cause }),
  };
}

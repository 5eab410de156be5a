import type { Timers } from '../../../clock.ts';
import type { FunctionInvoker } from '../../../lambda/invoker.ts';
import type { ExecutionRecord } from './execution-record.ts';
import type { TaskTokens } from './task-tokens.ts';

/** Calls an operation of another simulated service. @throws ServiceError */
export type ServiceCall = (
  service: string,
  operation: string,
  input: Readonly<Record<string, unknown>>,
) => Promise<unknown>;

/** An execution that another one wants to start. */
export interface StartRequest {
  readonly stateMachineArn: string;
  readonly input: string;
  readonly name?: string;
}

/** What executions can reach outside themselves. */
export interface World {
  readonly timers: Timers;
  readonly region: string;
  readonly invoker: FunctionInvoker;
  readonly call: ServiceCall;
  readonly tokens: TaskTokens;
  /** @throws ServiceError as StartExecution does */
  readonly startExecution: (request: StartRequest) => ExecutionRecord;
  /** Settles when an execution has ended. */
  readonly ended: (executionArn: string) => Promise<ExecutionRecord>;
  /** Told of every execution that began or ended. */
  readonly onExecution: (record: ExecutionRecord) => void;
  /** Says what went wrong inside the interpreter. */
  readonly onProblem: (text: string) => void;
}

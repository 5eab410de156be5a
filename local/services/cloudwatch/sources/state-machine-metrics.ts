import type { MetricStore } from '../metrics/metric-store.ts';

/** An execution that began (`RUNNING`) or ended. */
export interface ExecutionChange {
  readonly machineArn: string;
  readonly status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';
  /** Milliseconds since 1970. */
  readonly startDate: number;
  readonly stopDate?: number;
}

const names = {
  RUNNING: 'ExecutionsStarted',
  SUCCEEDED: 'ExecutionsSucceeded',
  FAILED: 'ExecutionsFailed',
  TIMED_OUT: 'ExecutionsTimedOut',
  ABORTED: 'ExecutionsAborted',
};

/** The metrics of state machines. https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html */
export function putExecution(store: MetricStore, execution: ExecutionChange, timestamp: number): void {
  const { machineArn, status, startDate, stopDate } = execution;
  const metric = { namespace: 'AWS/States', dimensions: { StateMachineArn: machineArn }, timestamp };
  store.put({ ...metric, name: names[status], value: 1, unit: 'Count' });
  if (stopDate === undefined) return;
  store.put({ ...metric, name: 'ExecutionTime', value: stopDate - startDate, unit: 'Milliseconds' });
}

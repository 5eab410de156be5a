import type { MetricQuery } from '../metric-math/metric-query.ts';

/** The states of an alarm. */
export const alarmStates = ['OK', 'ALARM', 'INSUFFICIENT_DATA'] as const;

/** See {@link alarmStates}. */
export type AlarmState = (typeof alarmStates)[number];

/** How an alarm compares with a threshold that does not change. */
export const comparisonOperators = [
  'GreaterThanThreshold',
  'GreaterThanOrEqualToThreshold',
  'LessThanThreshold',
  'LessThanOrEqualToThreshold',
] as const;

/** What may stand in for data that are missing. */
export const missingDataTreatments = ['missing', 'ignore', 'breaching', 'notBreaching'] as const;

/** What an alarm watches, and when it is one. */
export interface Alarm {
  /** Empty when CloudFormation makes a name. */
  readonly name: string;
  readonly description?: string;
  /** Every query that the watched one needs; one when the alarm watches a metric. */
  readonly queries: readonly MetricQuery[];
  /** The id of the query whose result is watched. */
  readonly watched: string;
  /** Whether the alarm names its metric with properties of its own, not in `Metrics`. */
  readonly isSingleMetric: boolean;
  /** In seconds: a multiple of 60. */
  readonly period: number;
  readonly threshold: number;
  readonly comparisonOperator: (typeof comparisonOperators)[number];
  /** How many periods are looked at: N of "M out of N". */
  readonly evaluationPeriods: number;
  /** How many of them make an alarm: M of "M out of N". */
  readonly datapointsToAlarm: number;
  readonly treatMissingData: (typeof missingDataTreatments)[number];
  readonly evaluateLowSampleCountPercentile: 'evaluate' | 'ignore';
  readonly actionsEnabled: boolean;
  /** ARNs of topics, by the state that the alarm goes to. */
  readonly actions: Readonly<Record<AlarmState, readonly string[]>>;
}

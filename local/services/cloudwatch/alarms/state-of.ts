import { evaluateQueries, isMetricStat } from '../metric-math/evaluate-queries.ts';
import type { MetricStore, Span } from '../metrics/metric-store.ts';
import { minute } from '../metrics/series.ts';
import type { Alarm, AlarmState } from './alarm.ts';
import { decide, type Datapoint } from './decide.ts';
import { insufficientReason, missingReason, thresholdReason } from './state-reason.ts';

/** The state of an alarm, with what CloudWatch says of why. */
export interface Evaluation {
  readonly state: AlarmState;
  readonly reason: string;
  /** What the evaluation looked at, newest first: at most as many as the alarm has evaluation periods. */
  readonly datapoints: readonly Datapoint[];
}

/**
 * CloudWatch looks at more periods than the alarm asks for, in case that some have no data. How many more is documented for one example
 * (five for three), so it is two here for all.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html#alarms-evaluating-missing-data
 */
const extraPeriods = 2;

/**
 * The state that an alarm has by the data that are there. The newest period ends with the last whole minute before `now`, also when periods
 * are longer than a minute: an alarm with a period of five minutes is evaluated every minute.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
 * @param now in milliseconds since 1970
 * @param current the state until now, which is kept where missing data are ignored; that of a new alarm when not given
 */
export function stateOf(
  alarm: Alarm,
  store: MetricStore,
  now: number,
  current: AlarmState = 'INSUFFICIENT_DATA',
): Evaluation {
  const spans = spansOf(alarm, now);
  const values = evaluateQueries(alarm.queries, store, spans)(alarm.watched);
  const newestFirst = spans.map(({ start }, i) => ({ start, value: values[i] })).reverse();
  if (hasTooFewSamples(alarm, store, spans)) {
    return { state: current, reason: 'Unchecked: there are too few samples for the percentile.', datapoints: [] };
  }
  const { state, evaluated, filled } = decide(alarm, newestFirst, current);
  return { state, reason: reasonOf(alarm, state, evaluated, filled), datapoints: evaluated };
}

function spansOf({ period, evaluationPeriods }: Alarm, now: number): Span[] {
  const length = period * 1000;
  const last = now - (now % minute);
  return Array.from({ length: evaluationPeriods + extraPeriods }, (_, i) => {
    const end = last - (evaluationPeriods + extraPeriods - 1 - i) * length;
    return { start: end - length, end };
  });
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/percentiles-with-low-samples.html */
function hasTooFewSamples(alarm: Alarm, store: MetricStore, spans: readonly Span[]): boolean {
  if (alarm.evaluateLowSampleCountPercentile === 'evaluate') return false;
  const [first] = alarm.queries;
  if (!alarm.isSingleMetric || first === undefined || !isMetricStat(first.source)) return false;
  const { metric, statistic, unit } = first.source;
  if (!('percent' in statistic)) return false;
  const part = statistic.percent / 100;
  const needed = part >= 0.5 ? 10 / (1 - part) : 10 / part;
  const asked = spans.slice(-alarm.evaluationPeriods);
  const samples = asked.reduce((sum, span) => sum + store.read(metric, span, unit).sampleCount, 0);
  return samples > 0 && samples < needed - 1e-6;
}

function reasonOf(alarm: Alarm, state: AlarmState, evaluated: readonly Datapoint[], filled: number): string {
  if (evaluated.length > 0) return thresholdReason(alarm, state, evaluated, filled);
  return state === 'INSUFFICIENT_DATA' || alarm.treatMissingData === 'ignore'
    ? insufficientReason(alarm)
    : missingReason(alarm, filled);
}

import { isMetricStat } from '../metric-math/evaluate-queries.ts';
import type { MetricQuery, MetricStat } from '../metric-math/metric-query.ts';
import type { MetricId } from '../metrics/metric-store.ts';
import type { AlarmState } from './alarm.ts';
import type { DeclaredAlarm } from './declared-alarm.ts';
import { regionName } from './region-name.ts';

/** What a topic is told of an alarm. */
export interface AlarmMessage {
  readonly subject: string;
  /** JSON text. */
  readonly message: string;
}

/** SNS takes no longer subject. https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const longestSubject = 100;

/**
 * What CloudWatch publishes when an alarm changed its state; the alarm has its new one. The members stand in no reference of CloudWatch's own,
 * but its examples show them: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
 */
export function alarmMessage(
  declared: DeclaredAlarm,
  oldState: AlarmState,
  where: { readonly region: string; readonly accountId: string },
): AlarmMessage {
  const { alarm, arn, state, reason, transitioned, configured } = declared;
  const region = regionName(where.region);
  const message = {
    AlarmName: alarm.name,
    AlarmDescription: alarm.description ?? null,
    AWSAccountId: where.accountId,
    AlarmConfigurationUpdatedTimestamp: timeText(configured),
    NewStateValue: state,
    NewStateReason: reason,
    StateChangeTime: timeText(transitioned),
    Region: region,
    AlarmArn: arn,
    OldStateValue: oldState,
    OKActions: alarm.actions.OK,
    AlarmActions: alarm.actions.ALARM,
    InsufficientDataActions: alarm.actions.INSUFFICIENT_DATA,
    Trigger: trigger(declared),
  };
  return {
    subject: `${state}: "${alarm.name}" in ${region}`.slice(0, longestSubject),
    message: JSON.stringify(message),
  };
}

/** `2026-11-20T09:05:00.000+0000`: CloudWatch writes no `Z`. */
export function timeText(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('Z', '+0000');
}

function trigger({ alarm, properties }: DeclaredAlarm): object {
  const rule = {
    Period: alarm.period,
    EvaluationPeriods: alarm.evaluationPeriods,
    ...(properties.DatapointsToAlarm === undefined ? {} : { DatapointsToAlarm: alarm.datapointsToAlarm }),
    ComparisonOperator: alarm.comparisonOperator,
    Threshold: alarm.threshold,
    TreatMissingData: properties.TreatMissingData ?? '',
    EvaluateLowSampleCountPercentile: properties.EvaluateLowSampleCountPercentile ?? '',
  };
  const [first] = alarm.queries;
  if (alarm.isSingleMetric && first !== undefined && isMetricStat(first.source)) {
    return { ...singleMetric(first.source), ...rule };
  }
  return { ...rule, Metrics: alarm.queries.map(queryOf) };
}

function singleMetric({ metric, statistic, unit }: MetricStat): object {
  return {
    MetricName: metric.name,
    Namespace: metric.namespace,
    ...('percent' in statistic
      ? { StatisticType: 'ExtendedStatistic', ExtendedStatistic: statistic.name }
      : {
          StatisticType: 'Statistic',
          Statistic: statistic.name.replace(/(?<=[a-z])(?=[A-Z])/, '_').toUpperCase(),
        }),
    Unit: unit ?? null,
    Dimensions: dimensionsOf(metric),
  };
}

function queryOf({ id, label, returnData, source }: MetricQuery): object {
  const common = { Id: id, ...(label === undefined ? {} : { Label: label }), ReturnData: returnData };
  if (!isMetricStat(source)) return { Expression: source.text, ...common };
  const { metric, period, statistic, unit } = source;
  const Metric = { Dimensions: dimensionsOf(metric), MetricName: metric.name, Namespace: metric.namespace };
  const stat = { Metric, Period: period, Stat: statistic.name, ...(unit === undefined ? {} : { Unit: unit }) };
  return { ...common, MetricStat: stat };
}

/** Unlike everywhere else, in small letters, and the value first. */
function dimensionsOf({ dimensions }: MetricId): object[] {
  return Object.entries(dimensions).map(([name, value]) => ({ value, name }));
}

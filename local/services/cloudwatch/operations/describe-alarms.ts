import { optionalEnum, optionalInteger, optionalString, optionalStrings } from '../../json-input.ts';
import type { JsonInput } from '../../json-protocol.ts';
import { NotSimulatedError } from '../../service-error.ts';
import { pageByKey } from '../../page-by-key.ts';
import { alarmStates } from '../alarms/alarm.ts';
import type { Alarms } from '../alarms/alarms.ts';
import type { DeclaredAlarm } from '../alarms/declared-alarm.ts';
import { seconds } from './time.ts';

/** DescribeAlarms: metric alarms; there are no others. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html */
export function describeAlarms(alarms: Alarms, input: JsonInput): object {
  for (const name of ['ChildrenOfAlarmName', 'ParentsOfAlarmName']) {
    if (optionalString(input, name) !== undefined)
      throw new NotSimulatedError(`cloudwatch:DescribeAlarms with ${name}`);
  }
  const types = optionalStrings(input, 'AlarmTypes') ?? ['MetricAlarm'];
  const names = optionalStrings(input, 'AlarmNames', { maxItems: 100 });
  const prefix = optionalString(input, 'AlarmNamePrefix') ?? '';
  const actions = optionalString(input, 'ActionPrefix') ?? '';
  const state = optionalEnum(input, 'StateValue', alarmStates);
  const found = alarms
    .all()
    .filter(
      ({ alarm, ...one }) =>
        types.includes('MetricAlarm') &&
        (names?.includes(alarm.name) ?? true) &&
        alarm.name.startsWith(prefix) &&
        (state ?? one.state) === one.state &&
        (actions === '' || Object.values(alarm.actions).some((arns) => arns.some((arn) => arn.startsWith(actions)))),
    );
  const limit = optionalInteger(input, 'MaxRecords', { min: 1, max: 100 }) ?? 50;
  const { items, next } = pageByKey(found, limit, optionalString(input, 'NextToken'), ({ alarm }) => alarm.name);
  return { MetricAlarms: items.map(metricAlarm), CompositeAlarms: [], ...next };
}

function metricAlarm(declared: DeclaredAlarm): object {
  const { alarm, properties } = declared;
  const { Namespace, MetricName, Dimensions, Statistic, ExtendedStatistic, Unit, Metrics, TreatMissingData } =
    properties;
  const { DatapointsToAlarm, EvaluateLowSampleCountPercentile } = properties;
  return {
    AlarmName: alarm.name,
    AlarmArn: declared.arn,
    AlarmDescription: alarm.description,
    AlarmConfigurationUpdatedTimestamp: seconds(declared.configured),
    ActionsEnabled: declared.actionsEnabled,
    OKActions: alarm.actions.OK,
    AlarmActions: alarm.actions.ALARM,
    InsufficientDataActions: alarm.actions.INSUFFICIENT_DATA,
    StateValue: declared.state,
    StateReason: declared.reason,
    StateReasonData: declared.reasonData,
    StateUpdatedTimestamp: seconds(declared.updated),
    StateTransitionedTimestamp: seconds(declared.transitioned),
    ...{ Namespace, MetricName, Statistic, ExtendedStatistic, Unit, Metrics },
    Dimensions: Dimensions ?? [],
    ...(alarm.isSingleMetric ? { Period: alarm.period } : {}),
    EvaluationPeriods: alarm.evaluationPeriods,
    ...(DatapointsToAlarm === undefined ? {} : { DatapointsToAlarm: alarm.datapointsToAlarm }),
    Threshold: alarm.threshold,
    ComparisonOperator: alarm.comparisonOperator,
    ...{ TreatMissingData, EvaluateLowSampleCountPercentile },
  };
}

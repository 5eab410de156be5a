import type { Alarm, AlarmState } from './alarm.ts';

/** A period with data: when it began, in milliseconds since 1970, and the value of its statistic. */
export interface Datapoint {
  readonly start: number;
  readonly value: number;
}

/** A period of the evaluation range, with or without data. */
export interface Period {
  readonly start: number;
  readonly value: number | undefined;
}

/** What was decided, by which data, and how many periods had to be filled in. */
export interface Decision {
  readonly state: AlarmState;
  readonly evaluated: readonly Datapoint[];
  readonly filled: number;
}

/**
 * Decides on the state of an alarm by the periods of its evaluation range. Real data come first, those from further back too; missing ones
 * are filled in as few times as possible, and only where there are fewer real ones than the alarm has evaluation periods.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html#alarms-evaluating-missing-data
 * @param range newest first
 */
export function decide(alarm: Alarm, range: readonly Period[], current: AlarmState): Decision {
  const { evaluationPeriods, datapointsToAlarm } = alarm;
  const evaluated = range.filter(hasData).slice(0, evaluationPeriods);
  const filled = evaluationPeriods - evaluated.length;
  const breaching = evaluated.filter(({ value }) => isBreaching(alarm, value)).length;
  const decided = (state: AlarmState): Decision => ({ state, evaluated, filled });
  const byCount = (count: number): Decision => decided(count >= datapointsToAlarm ? 'ALARM' : 'OK');

  if (filled === 0) return byCount(breaching);
  switch (treatmentOf(alarm)) {
    case 'breaching':
      return byCount(breaching + filled);
    case 'notBreaching':
      return byCount(breaching);
    case 'ignore':
      if (evaluated.length === 0 || isPremature(alarm, range)) return decided(current);
      return byCount(breaching);
    case 'missing':
      if (evaluated.length === 0) return decided('INSUFFICIENT_DATA');
      return isPremature(alarm, range) ? decided('ALARM') : byCount(breaching);
  }
}

/** Whether a value is one that an alarm is there for. */
export function isBreaching({ comparisonOperator, threshold }: Alarm, value: number): boolean {
  switch (comparisonOperator) {
    case 'GreaterThanThreshold':
      return value > threshold;
    case 'GreaterThanOrEqualToThreshold':
      return value >= threshold;
    case 'LessThanThreshold':
      return value < threshold;
    case 'LessThanOrEqualToThreshold':
      return value <= threshold;
  }
}

/**
 * Whether there were only breaching data, too few for an alarm, and waiting for more makes no sense: the oldest of the evaluation periods
 * that has any is as old as the alarm's data points would take to come in.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html#CloudWatch-alarms-avoiding-premature-transition
 */
function isPremature(alarm: Alarm, range: readonly Period[]): boolean {
  if (range.some(({ value }) => value !== undefined && !isBreaching(alarm, value))) return false;
  const oldest = range.slice(0, alarm.evaluationPeriods).findLastIndex(hasData);
  return oldest + 1 >= alarm.datapointsToAlarm;
}

function hasData(period: Period): period is Datapoint {
  return period.value !== undefined;
}

/**
 * Alarms on metrics of DynamoDB ignore missing data, whatever they say.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
function treatmentOf({ queries, treatMissingData }: Alarm): Alarm['treatMissingData'] {
  const isDynamoDb = queries.some(({ source }) => 'metric' in source && source.metric.namespace === 'AWS/DynamoDB');
  return isDynamoDb ? 'ignore' : treatMissingData;
}

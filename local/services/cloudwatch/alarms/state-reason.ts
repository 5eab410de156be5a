import type { Alarm, AlarmState } from './alarm.ts';
import { isBreaching, type Datapoint } from './decide.ts';

/** What CloudWatch says of an alarm that was not evaluated yet. */
export const initialReason = 'Unchecked: Initial alarm creation';

const comparisons: Readonly<Record<Alarm['comparisonOperator'], string>> = {
  GreaterThanThreshold: 'greater than the threshold',
  GreaterThanOrEqualToThreshold: 'greater than or equal to the threshold',
  LessThanThreshold: 'less than the threshold',
  LessThanOrEqualToThreshold: 'less than or equal to the threshold',
};

/**
 * Why data put an alarm into a state, in CloudWatch's words. They are not documented, but for the examples in its pages:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
 */
export function thresholdReason(
  alarm: Alarm,
  state: AlarmState,
  evaluated: readonly Datapoint[],
  filled: number,
): string {
  const isAlarm = state === 'ALARM';
  const telling = evaluated.filter(({ value }) => isBreaching(alarm, value) === isAlarm);
  const { evaluationPeriods, datapointsToAlarm, comparisonOperator, threshold } = alarm;
  const needed = isAlarm ? datapointsToAlarm : evaluationPeriods - datapointsToAlarm + 1;
  const shown = telling.map(({ start, value }) => `${decimal(value)} (${shortTime(start)})`).join(', ');
  const verb = `${telling.length === 1 ? 'was' : 'were'}${isAlarm ? '' : ' not'}`;
  const transition = isAlarm ? 'OK -> ALARM' : 'ALARM -> OK';
  const missing = filled === 0 || alarm.treatMissingData === 'missing' ? '' : ` and ${missingText(alarm, filled)}`;
  return (
    `Threshold Crossed: ${telling.length} out of the last ${evaluationPeriods} datapoints [${shown}] ${verb} ` +
    `${comparisons[comparisonOperator]} (${decimal(threshold)})${missing} ` +
    `(minimum ${counted(needed, 'datapoint')} for ${transition} transition).`
  );
}

/** Why missing data put an alarm into a state. */
export function missingReason(alarm: Alarm, filled: number): string {
  return `Threshold Crossed: no datapoints were received for ${counted(filled, 'period')} and ${missingText(alarm, filled)}.`;
}

/** Why an alarm has no state. */
export function insufficientReason({ evaluationPeriods }: Alarm): string {
  return `Insufficient Data: ${counted(evaluationPeriods, 'datapoint')} ${evaluationPeriods === 1 ? 'was' : 'were'} unknown.`;
}

function missingText({ treatMissingData }: Alarm, filled: number): string {
  const as =
    treatMissingData === 'breaching' ? 'Breaching' : treatMissingData === 'ignore' ? 'Ignored' : 'NonBreaching';
  return `${counted(filled, 'missing datapoint')} ${filled === 1 ? 'was' : 'were'} treated as [${as}]`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** CloudWatch writes numbers as Java does. */
function decimal(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}

/** `20/11/26 09:05:00`, in UTC. */
function shortTime(milliseconds: number): string {
  const [date = '', time = ''] = new Date(milliseconds).toISOString().split(/[T.]/);
  return `${date
    .split('-')
    .reverse()
    .map((part) => part.slice(-2))
    .join('/')} ${time}`;
}

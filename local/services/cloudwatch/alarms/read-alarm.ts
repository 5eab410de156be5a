import { NotSimulatedError } from '../../service-error.ts';
import { invalid } from '../errors.ts';
import { checkReferences, evaluateQueries, isMetricStat } from '../metric-math/evaluate-queries.ts';
import { readMetric, readMetricQueries, readPeriod, type MetricQuery } from '../metric-math/metric-query.ts';
import { MetricStore } from '../metrics/metric-store.ts';
import { readStatistic } from '../metrics/statistic.ts';
import { comparisonOperators, missingDataTreatments, type Alarm } from './alarm.ts';

type Properties = Readonly<Record<string, unknown>>;

/** An alarm may look back for a day, in seconds; those with periods of an hour or more for a week, on AWS. */
const longestEvaluation = 86_400;

/**
 * Reads an alarm from the properties of an `AWS::CloudWatch::Alarm`, resolved: nothing but plain values.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudwatch-alarm.html
 * @throws NotSimulatedError for anomaly detection, Metrics Insights queries, high resolution, and actions that are no topics
 * @throws ServiceError `ValidationException` for what breaks the rules of CloudWatch
 */
export function readAlarm(properties: Properties): Alarm {
  const comparisonOperator = readComparison(properties);
  const { queries, watched, isSingleMetric } = readWatched(properties);
  const period = commonPeriod(queries);
  const evaluationPeriods = wholeNumber(properties, 'EvaluationPeriods') ?? missing('EvaluationPeriods');
  const datapointsToAlarm = wholeNumber(properties, 'DatapointsToAlarm') ?? evaluationPeriods;
  if (datapointsToAlarm > evaluationPeriods) {
    throw invalid(
      `DatapointsToAlarm (${datapointsToAlarm}) must not be more than EvaluationPeriods (${evaluationPeriods}).`,
    );
  }
  if (period * evaluationPeriods > longestEvaluation) {
    throw new NotSimulatedError(
      `cloudwatch: an alarm that looks back for more than a day (${period} s × ${evaluationPeriods})`,
    );
  }
  const { AlarmName: name, AlarmDescription: description, ActionsEnabled: enabled } = properties;
  return {
    name: typeof name === 'string' ? name : '',
    ...(typeof description === 'string' ? { description } : {}),
    queries,
    watched,
    isSingleMetric,
    period,
    threshold: readThreshold(properties),
    comparisonOperator,
    evaluationPeriods,
    datapointsToAlarm,
    treatMissingData: readChoice(properties, 'TreatMissingData', missingDataTreatments) ?? 'missing',
    evaluateLowSampleCountPercentile:
      readChoice(properties, 'EvaluateLowSampleCountPercentile', ['evaluate', 'ignore'] as const) ?? 'evaluate',
    actionsEnabled: enabled !== false && enabled !== 'false',
    actions: {
      OK: readActions(properties, 'OKActions'),
      ALARM: readActions(properties, 'AlarmActions'),
      INSUFFICIENT_DATA: readActions(properties, 'InsufficientDataActions'),
    },
  };
}

function readComparison(properties: Properties): Alarm['comparisonOperator'] {
  const { ComparisonOperator: operator, ThresholdMetricId: band } = properties;
  if (band !== undefined || (typeof operator === 'string' && /Upper|Lower/.test(operator))) {
    throw new NotSimulatedError('cloudwatch: an alarm on anomaly detection');
  }
  return readChoice(properties, 'ComparisonOperator', comparisonOperators) ?? missing('ComparisonOperator');
}

function readWatched(properties: Properties): Pick<Alarm, 'queries' | 'watched' | 'isSingleMetric'> {
  const { Metrics: metrics, Statistic: statistic, ExtendedStatistic: percentile, Unit: unit } = properties;
  if (metrics === undefined) {
    if ((statistic === undefined) === (percentile === undefined)) {
      throw invalid('An alarm on a metric must have either Statistic or ExtendedStatistic.');
    }
    const name = statistic ?? percentile;
    const source = {
      metric: readMetric(properties),
      statistic: readStatistic(typeof name === 'string' ? name : ''),
      period: readPeriod(properties.Period),
      ...(typeof unit === 'string' ? { unit } : {}),
    };
    return { queries: [{ id: 'm1', returnData: true, source }], watched: 'm1', isSingleMetric: true };
  }
  for (const name of ['MetricName', 'Namespace', 'Dimensions', 'Period', 'Statistic', 'ExtendedStatistic', 'Unit']) {
    if (properties[name] !== undefined) throw invalid(`An alarm with Metrics must not have ${name}.`);
  }
  const queries = readMetricQueries(metrics);
  checkReferences(queries);
  const [watched, ...others] = queries.filter(({ returnData }) => returnData);
  if (watched === undefined || others.length > 0)
    throw invalid('Exactly one of the Metrics must have ReturnData: true.');
  if (queries.filter(({ source }) => isMetricStat(source)).length > 10) {
    throw invalid('An alarm may have no more than ten metrics.');
  }
  // Whether the result is a time series depends on no data, so that it can be told before there are any.
  evaluateQueries(queries, new MetricStore(), [{ start: 0, end: 1 }])(watched.id);
  return { queries, watched: watched.id, isSingleMetric: false };
}

function commonPeriod(queries: readonly MetricQuery[]): number {
  const periods = new Set(queries.flatMap(({ source: { period } }) => period ?? []));
  const [period, ...others] = periods;
  if (period === undefined || others.length > 0)
    throw invalid('All metrics of an alarm must have one and the same Period.');
  return period;
}

function readThreshold({ Threshold: threshold }: Properties): number {
  const number = typeof threshold === 'string' && threshold !== '' ? Number(threshold) : threshold;
  if (typeof number !== 'number' || !Number.isFinite(number)) {
    throw invalid(`The Threshold ${JSON.stringify(threshold)} must be a number.`);
  }
  return number;
}

function wholeNumber(properties: Properties, name: string): number | undefined {
  const value = properties[name];
  if (value === undefined) return undefined;
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  if (typeof number === 'number' && Number.isInteger(number) && number >= 1) return number;
  throw invalid(`${name} must be a whole number of at least 1, not ${JSON.stringify(value)}.`);
}

function readChoice<const T extends string>(
  properties: Properties,
  name: string,
  choices: readonly T[],
): T | undefined {
  const value = properties[name];
  if (value === undefined) return undefined;
  const choice = choices.find((one) => one === value);
  if (choice === undefined)
    throw invalid(`${name} must be one of ${choices.join(', ')}, not ${JSON.stringify(value)}.`);
  return choice;
}

function readActions(properties: Properties, name: string): readonly string[] {
  const list = properties[name] ?? [];
  if (!Array.isArray(list) || list.length > 5) throw invalid(`${name} must be a list of at most five ARNs.`);
  return list.map((arn: unknown) => {
    if (typeof arn !== 'string') throw invalid(`${name} must be a list of ARNs.`);
    if (!/^arn:[^:]+:sns:/.test(arn))
      throw new NotSimulatedError(`cloudwatch: the action ${arn} of an alarm, which is no topic,`);
    return arn;
  });
}

function missing(name: string): never {
  throw invalid(`An alarm must have ${name}.`);
}

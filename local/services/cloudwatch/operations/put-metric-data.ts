import { isObject } from '../../../json.ts';
import { optionalList } from '../../json-input.ts';
import type { JsonInput } from '../../json-protocol.ts';
import { NotSimulatedError } from '../../service-error.ts';
import { cloudWatchError, invalidParameter, missingParameter } from '../errors.ts';
import { readDimensions } from '../metric-math/metric-query.ts';
import type { DataPoint, MetricStore } from '../metrics/metric-store.ts';
import { minute } from '../metrics/series.ts';
import { optionalTime } from './time.ts';

const day = 24 * 60 * minute;
/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html */
const mostData = 1000;
const mostValues = 150;
const oldest = 14 * day;
const furthestAhead = 120 * minute;

/**
 * PutMetricData: values one by one, with counts, or as statistics. Everything is checked before anything is kept.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html
 */
export function putMetricData(store: MetricStore, now: number, input: JsonInput): undefined {
  if ((optionalList(input, 'EntityMetricData') ?? []).length > 0) {
    throw new NotSimulatedError('cloudwatch:PutMetricData with EntityMetricData');
  }
  const { Namespace: namespace } = input;
  if (typeof namespace !== 'string' || namespace === '') throw missingParameter('Namespace');
  if (!/^(?!AWS\/)[^:][^\0]{0,254}$/.test(namespace)) {
    throw invalidParameter(`The value ${namespace} for parameter Namespace is invalid.`);
  }
  const data = optionalList(input, 'MetricData') ?? [];
  if (data.length > mostData) throw invalidParameter(`MetricData must not hold more than ${mostData} metrics.`);
  for (const point of data.flatMap((datum) => readDatum(namespace, datum, now))) store.put(point);
  return undefined;
}

function readDatum(namespace: string, datum: unknown, now: number): DataPoint[] {
  if (!isObject(datum)) throw invalidParameter('MetricData must be a list of metrics.');
  const { MetricName: name, Unit: unit, StorageResolution: resolution } = datum;
  if (typeof name !== 'string' || name === '') throw missingParameter('MetricData.member.MetricName');
  if (resolution === 1) throw new NotSimulatedError('cloudwatch:PutMetricData with StorageResolution 1');
  const timestamp = optionalTime(datum, 'Timestamp') ?? now;
  if (timestamp < now - oldest || timestamp > now + furthestAhead) {
    throw invalidParameter(
      'The parameter MetricData.member.Timestamp must be within the last two weeks, and two hours ahead.',
    );
  }
  const metric = {
    ...{ namespace, name, dimensions: readDimensions(datum.Dimensions), timestamp },
    ...(typeof unit === 'string' ? { unit } : {}),
  };
  const { Value: value, Values: values, StatisticValues: statistics } = datum;
  if ([value, values, statistics].filter((given) => given !== undefined && given !== null).length !== 1) {
    throw cloudWatchError(
      'InvalidParameterCombinationException',
      'Exactly one of the parameters Value, Values and StatisticValues must be specified.',
    );
  }
  if (isObject(statistics)) return [{ ...metric, value: readStatistics(statistics) }];
  if (!Array.isArray(values)) return [{ ...metric, value: number(value, 'Value') }];
  const counts: unknown = datum.Counts;
  if (values.length > mostValues || (Array.isArray(counts) && counts.length !== values.length)) {
    throw invalidParameter(`Values must not be more than ${mostValues}, with as many Counts.`);
  }
  return values.map((one, i) => ({
    ...metric,
    value: number(one, 'Values'),
    count: Array.isArray(counts) ? number(counts[i], 'Counts') : 1,
  }));
}

function readStatistics({ Sum, Minimum, Maximum, SampleCount }: Readonly<Record<string, unknown>>) {
  return {
    sum: number(Sum, 'StatisticValues.Sum'),
    minimum: number(Minimum, 'StatisticValues.Minimum'),
    maximum: number(Maximum, 'StatisticValues.Maximum'),
    sampleCount: number(SampleCount, 'StatisticValues.SampleCount'),
  };
}

function number(value: unknown, name: string): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw invalidParameter(`The value ${JSON.stringify(value)} for parameter ${name} is invalid.`);
}

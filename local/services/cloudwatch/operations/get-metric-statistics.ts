import { optionalString, optionalStrings } from '../../json-input.ts';
import type { JsonInput } from '../../json-protocol.ts';
import { cloudWatchError, invalid, missingParameter } from '../errors.ts';
import { readMetric, readPeriod } from '../metric-math/metric-query.ts';
import type { Aggregate } from '../metrics/aggregate.ts';
import type { MetricStore } from '../metrics/metric-store.ts';
import { readStatistic, statisticOf, type Statistic } from '../metrics/statistic.ts';
import { spansBetween } from './spans.ts';
import { requiredTime, seconds } from './time.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html */
const mostDatapoints = 1440;

/** GetMetricStatistics: a data point for each period and unit, oldest first. */
export function getMetricStatistics(store: MetricStore, input: JsonInput): object {
  const metric = readMetric(input);
  const [start, end] = [requiredTime(input, 'StartTime'), requiredTime(input, 'EndTime')];
  if (end <= start) throw invalid('The parameter StartTime must be less than the parameter EndTime.');
  const names = [
    ...(optionalStrings(input, 'Statistics') ?? []),
    ...(optionalStrings(input, 'ExtendedStatistics') ?? []),
  ];
  if (names.length === 0) throw missingParameter('Statistics or ExtendedStatistics');
  const statistics = names.map(readStatistic);
  const spans = spansBetween(start, end, readPeriod(input.Period));
  if (spans.length > mostDatapoints) {
    throw cloudWatchError(
      'InvalidParameterCombinationException',
      `You have requested up to ${spans.length} datapoints, which exceeds the limit of ${mostDatapoints}.`,
    );
  }
  const unit = optionalString(input, 'Unit');
  const units = unit === undefined ? store.units(metric) : [unit];
  const datapoints = spans.flatMap((span) =>
    units.flatMap((one) => {
      const aggregate = store.read(metric, span, one);
      if (aggregate.sampleCount === 0) return [];
      return { Timestamp: seconds(span.start), ...valuesOf(aggregate, statistics), Unit: one };
    }),
  );
  return { Label: metric.name, Datapoints: datapoints };
}

/** Statistics stand by their names, percentiles together in a member of their own. */
function valuesOf(aggregate: Aggregate, statistics: readonly Statistic[]): object {
  const plain: Record<string, number> = {};
  const percentiles: Record<string, number> = {};
  for (const statistic of statistics) {
    const value = statisticOf(aggregate, statistic);
    if (value !== undefined) ('percent' in statistic ? percentiles : plain)[statistic.name] = value;
  }
  return Object.keys(percentiles).length === 0 ? plain : { ...plain, ExtendedStatistics: percentiles };
}

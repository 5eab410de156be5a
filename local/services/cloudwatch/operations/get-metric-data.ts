import { optionalEnum, optionalInteger, optionalObject, optionalString } from '../../json-input.ts';
import type { JsonInput } from '../../json-protocol.ts';
import { NotSimulatedError } from '../../service-error.ts';
import { cloudWatchError, invalid } from '../errors.ts';
import { checkReferences, evaluateQueries, isMetricStat } from '../metric-math/evaluate-queries.ts';
import { readMetricQueries, type MetricQuery } from '../metric-math/metric-query.ts';
import type { MetricStore } from '../metrics/metric-store.ts';
import { requiredTime, seconds } from './time.ts';
import { spansBetween } from './spans.ts';

/**
 * GetMetricData: statistics and expressions, all in one page.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
 */
export function getMetricData(store: MetricStore, input: JsonInput): object {
  const queries = readMetricQueries(input.MetricDataQueries);
  checkReferences(queries);
  if (queries.some(({ label }) => label?.includes('${') === true) || optionalObject(input, 'LabelOptions')) {
    throw new NotSimulatedError('cloudwatch:GetMetricData with labels that are worked out');
  }
  if (optionalString(input, 'NextToken') !== undefined) {
    throw cloudWatchError('InvalidNextToken', 'The next token specified is invalid.');
  }
  const [start, end] = [requiredTime(input, 'StartTime'), requiredTime(input, 'EndTime')];
  if (end <= start) throw invalid('The parameter EndTime must be greater than the parameter StartTime.');
  const isAscending =
    optionalEnum(input, 'ScanBy', ['TimestampAscending', 'TimestampDescending']) === 'TimestampAscending';
  const results = queries
    .filter(({ returnData }) => returnData)
    .map(({ id, label, source }) => {
      const spans = spansBetween(start, end, periodOf(id, queries));
      const series = evaluateQueries(queries, store, spans)(id);
      const points = spans.flatMap((span, i) =>
        series[i] === undefined ? [] : [[seconds(span.start), series[i]] as const],
      );
      if (!isAscending) points.reverse();
      return {
        Id: id,
        Label: label ?? (isMetricStat(source) ? source.metric.name : id),
        Timestamps: points.map(([time]) => time),
        Values: points.map(([, value]) => value),
        StatusCode: 'Complete',
      };
    });
  const most = optionalInteger(input, 'MaxDatapoints', { min: 1 }) ?? Infinity;
  if (results.reduce((sum, { Values }) => sum + Values.length, 0) > most) {
    throw new NotSimulatedError('cloudwatch:GetMetricData in pages (MaxDatapoints)');
  }
  return { MetricDataResults: results, Messages: [] };
}

/** An expression has the period of what it is worked out of; all queries must have one and the same then. */
function periodOf(id: string, queries: readonly MetricQuery[]): number {
  const own = queries.find((query) => query.id === id)?.source;
  if (own !== undefined && isMetricStat(own)) return own.period;
  const [period, ...others] = new Set(queries.flatMap(({ source }) => source.period ?? []));
  if (period === undefined) throw invalid(`The expression ${id} has no period.`);
  if (others.length > 0) throw new NotSimulatedError('cloudwatch:GetMetricData with expressions and several periods');
  return period;
}

import { isObject } from '../../../json.ts';
import { NotSimulatedError } from '../../service-error.ts';
import { invalid } from '../errors.ts';
import type { MetricId } from '../metrics/metric-store.ts';
import { readStatistic, type Statistic } from '../metrics/statistic.ts';
import type { Expression } from './expression.ts';
import { parseExpression } from './parse-expression.ts';

/** A statistic of a metric, period by period. */
export interface MetricStat {
  readonly metric: MetricId;
  readonly statistic: Statistic;
  /** In seconds: a multiple of 60. */
  readonly period: number;
  /** Only the data that came with this unit; all when not given. */
  readonly unit?: string;
}

/** One query of several that may refer to each other: a statistic of a metric, or an expression. */
export interface MetricQuery {
  readonly id: string;
  readonly label?: string;
  readonly returnData: boolean;
  readonly source: MetricStat | { readonly expression: Expression; readonly text: string; readonly period?: number };
}

/**
 * Reads a list of `MetricDataQuery`, as alarms and GetMetricData have them.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html
 * @throws NotSimulatedError for metrics of other accounts, and what is not simulated of metric math
 * @throws ServiceError `ValidationException`
 */
export function readMetricQueries(list: unknown): readonly MetricQuery[] {
  if (!Array.isArray(list) || list.length === 0) throw invalid('Metrics must be a list of queries.');
  const queries = list.map(readQuery);
  const ids = new Set(queries.map(({ id }) => id));
  if (ids.size < queries.length) throw invalid('The values for parameter id in MetricDataQueries are not unique.');
  return queries;
}

function readQuery(query: unknown): MetricQuery {
  if (!isObject(query)) throw invalid('A query of a metric must be an object.');
  const { Id: id, Expression: text, MetricStat: stat, Label: label, ReturnData: returned, AccountId: account } = query;
  if (typeof id !== 'string' || !/^[a-z]\w{0,254}$/.test(id)) {
    throw invalid(
      `The Id ${JSON.stringify(id)} of a query must begin with a small letter, and hold letters, digits and _.`,
    );
  }
  if (account !== undefined && account !== null) throw new NotSimulatedError('cloudwatch: metrics of other accounts');
  const common = {
    id,
    ...(typeof label === 'string' ? { label } : {}),
    returnData: returned === undefined || returned === null || returned === true || returned === 'true',
  };
  if ((text === undefined || text === null) === (stat === undefined || stat === null)) {
    throw invalid(`The query ${id} must have either MetricStat or Expression.`);
  }
  if (stat !== undefined && stat !== null) return { ...common, source: readMetricStat(stat) };
  if (typeof text !== 'string') throw invalid(`The Expression of ${id} must be a text.`);
  const { Period: period } = query;
  return {
    ...common,
    source: {
      expression: parseExpression(text),
      text,
      ...(period === undefined || period === null ? {} : { period: readPeriod(period) }),
    },
  };
}

function readMetricStat(stat: unknown): MetricStat {
  if (!isObject(stat) || !isObject(stat.Metric)) throw invalid('A MetricStat must have a Metric.');
  const { Period: period, Stat: statistic, Unit: unit } = stat;
  return {
    metric: readMetric(stat.Metric),
    statistic: readStatistic(typeof statistic === 'string' ? statistic : ''),
    period: readPeriod(period),
    ...(typeof unit === 'string' ? { unit } : {}),
  };
}

/** Reads `Namespace`, `MetricName` and `Dimensions`. @throws ServiceError `ValidationException` */
export function readMetric(metric: Readonly<Record<string, unknown>>): MetricId {
  const { Namespace: namespace, MetricName: name } = metric;
  if (typeof namespace !== 'string' || namespace === '') throw invalid('A metric must have a Namespace.');
  if (typeof name !== 'string' || name === '') throw invalid('A metric must have a MetricName.');
  return { namespace, name, dimensions: readDimensions(metric.Dimensions) };
}

/** Reads a list of `Name` and `Value`; none when there is no list. @throws ServiceError `ValidationException` */
export function readDimensions(list: unknown): Record<string, string> {
  if (list === undefined || list === null) return {};
  if (!Array.isArray(list)) throw invalid('Dimensions must be a list.');
  if (list.length > 30) throw invalid('No more than 30 dimensions are allowed.');
  return Object.fromEntries(
    list.map((dimension: unknown) => {
      if (!isObject(dimension)) throw invalid('A dimension must have a Name and a Value.');
      const { Name: name, Value: value } = dimension;
      if (typeof name !== 'string' || name === '') throw invalid('A dimension must have a Name.');
      if (typeof value !== 'string' || value === '') throw invalid(`The dimension ${name} must have a Value.`);
      return [name, value];
    }),
  );
}

/**
 * Reads a period in seconds; templates may hold a text.
 * @throws NotSimulatedError for less than a minute
 * @throws ServiceError `ValidationException`
 */
export function readPeriod(period: unknown): number {
  const seconds = typeof period === 'string' && period !== '' ? Number(period) : period;
  if (typeof seconds !== 'number' || !Number.isInteger(seconds) || seconds <= 0) {
    throw invalid(`The Period ${JSON.stringify(period)} must be a number of seconds.`);
  }
  if ([1, 5, 10, 20, 30].includes(seconds)) {
    throw new NotSimulatedError(`cloudwatch: high resolution, with a Period of ${seconds} seconds,`);
  }
  if (seconds % 60 !== 0) throw invalid(`The Period ${seconds} must be a multiple of 60.`);
  return seconds;
}

import { isObject } from '../../../json.ts';
import { optionalBoolean, optionalEnum, optionalList, optionalString } from '../../json-input.ts';
import type { JsonInput } from '../../json-protocol.ts';
import { NotSimulatedError } from '../../service-error.ts';
import { pageByKey } from '../../page-by-key.ts';
import { invalidParameter } from '../errors.ts';
import type { MetricId, MetricStore } from '../metrics/metric-store.ts';
import { minute } from '../metrics/series.ts';

const page = 500;

/** ListMetrics. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html */
export function listMetrics(store: MetricStore, now: number, input: JsonInput): object {
  if (optionalBoolean(input, 'IncludeLinkedAccounts') || optionalString(input, 'OwningAccount') !== undefined) {
    throw new NotSimulatedError('cloudwatch:ListMetrics of other accounts');
  }
  const namespace = optionalString(input, 'Namespace');
  const name = optionalString(input, 'MetricName');
  const since = optionalEnum(input, 'RecentlyActive', ['PT3H']) === undefined ? -Infinity : now - 180 * minute;
  const filters = (optionalList(input, 'Dimensions') ?? []).map(readFilter);
  const found = store
    .all()
    .filter(
      (metric) =>
        (namespace ?? metric.namespace) === metric.namespace &&
        (name ?? metric.name) === metric.name &&
        metric.newest >= since &&
        filters.every((passes) => passes(metric)),
    );
  const { items, next } = pageByKey(found, page, optionalString(input, 'NextToken'), ({ key }) => key);
  return {
    Metrics: items.map((metric) => ({
      Namespace: metric.namespace,
      MetricName: metric.name,
      Dimensions: Object.entries(metric.dimensions).map(([Name, Value]) => ({ Name, Value })),
    })),
    ...next,
  };
}

function readFilter(filter: unknown): (metric: MetricId) => boolean {
  if (!isObject(filter) || typeof filter.Name !== 'string')
    throw invalidParameter('A filter of Dimensions must have a Name.');
  const { Name: name, Value: value } = filter;
  return ({ dimensions }) =>
    dimensions[name] !== undefined && (typeof value !== 'string' || dimensions[name] === value);
}

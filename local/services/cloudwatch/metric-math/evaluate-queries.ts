import { invalid } from '../errors.ts';
import type { MetricStore, Span } from '../metrics/metric-store.ts';
import { statisticOf } from '../metrics/statistic.ts';
import { evaluateExpression, type Series, seriesOf, type Value } from './evaluate-expression.ts';
import type { Expression } from './expression.ts';
import type { MetricQuery, MetricStat } from './metric-query.ts';

/** Whether a query asks for a metric, not for an expression. */
export function isMetricStat(source: MetricQuery['source']): source is MetricStat {
  return 'metric' in source;
}

/**
 * Evaluates queries over stretches of time.
 * @param spans one for each point of the result, oldest first
 * @returns asks for the result of the query with an id; `ServiceError` `ValidationException` when there is none, or it is several series
 */
export function evaluateQueries(
  queries: readonly MetricQuery[],
  store: MetricStore,
  spans: readonly Span[],
): (id: string) => Series {
  const byId = new Map(queries.map((query) => [query.id, query]));
  const known = new Map<string, Value>();

  function valueOf(id: string): Value {
    const before = known.get(id);
    if (before !== undefined) return before;
    const query = byId.get(id);
    if (query === undefined) throw invalid(`There is no query with the Id ${id}.`);
    const value: Value = isMetricStat(query.source)
      ? { type: 'series', series: readSeries(query.source, store, spans) }
      : evaluateExpression(query.source.expression, scope);
    known.set(id, value);
    return value;
  }

  const scope = {
    length: spans.length,
    valueOf,
    metrics: (part: string) =>
      queries
        .filter(({ id, source }) => isMetricStat(source) && id.includes(part))
        .map(({ id }) => seriesOf(valueOf(id), spans.length)),
  };
  return (id) => {
    const value = valueOf(id);
    if (value.type === 'number') throw invalid(`The expression ${id} gives a number, not a time series.`);
    return seriesOf(value, spans.length);
  };
}

/** @throws ServiceError `ValidationException` when an expression refers to one that is not there, or to itself */
export function checkReferences(queries: readonly MetricQuery[]): void {
  const byId = new Map(queries.map((query) => [query.id, query]));
  const visit = (id: string, path: readonly string[]): void => {
    const query = byId.get(id);
    if (query === undefined) throw invalid(`There is no query with the Id ${id}.`);
    if (path.includes(id)) throw invalid(`The expression ${id} refers to itself.`);
    if (isMetricStat(query.source)) return;
    for (const other of idsIn(query.source.expression)) visit(other, [...path, id]);
  };
  for (const { id } of queries) visit(id, []);
}

function idsIn(expression: Expression): readonly string[] {
  switch (expression.type) {
    case 'number':
    case 'metrics':
      return [];
    case 'id':
      return [expression.id];
    case 'list':
      return expression.items.flatMap(idsIn);
    case 'negative':
    case 'aggregation':
      return idsIn(expression.of);
    case 'operation':
      return [...idsIn(expression.left), ...idsIn(expression.right)];
    case 'fill':
      return [...idsIn(expression.of), ...(expression.by === 'REPEAT' ? [] : idsIn(expression.by))];
    case 'if':
      return [
        expression.test,
        expression.then,
        ...(expression.otherwise === undefined ? [] : [expression.otherwise]),
      ].flatMap(idsIn);
  }
}

function readSeries({ metric, statistic, unit }: MetricStat, store: MetricStore, spans: readonly Span[]): Series {
  return spans.map((span) => statisticOf(store.read(metric, span, unit), statistic));
}

import { invalid } from '../errors.ts';
import type { Aggregation, Expression, Operator } from './expression.ts';

/** A value for each point of time, oldest first; undefined where there are no data. */
export type Series = readonly (number | undefined)[];

/** What an expression is worth: a number, a time series, or several of them. */
export type Value =
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'series'; readonly series: Series }
  | { readonly type: 'list'; readonly list: readonly Series[] };

/** What the names in an expression stand for. */
export interface Scope {
  /** How many points of time there are. */
  readonly length: number;
  /** The value of a metric or another expression; throws when there is none of that id. */
  readonly valueOf: (id: string) => Value;
  /** The series of the metrics (not of expressions) whose ids hold a text. */
  readonly metrics: (part: string) => readonly Series[];
}

/**
 * Evaluates an expression of metric math, point of time by point of time.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 * @throws ServiceError `ValidationException` where a part has a type that does not fit
 */
export function evaluateExpression(expression: Expression, scope: Scope): Value {
  const evaluate = (part: Expression): Value => evaluateExpression(part, scope);
  switch (expression.type) {
    case 'number':
      return expression;
    case 'id':
      return scope.valueOf(expression.id);
    case 'metrics':
      return { type: 'list', list: scope.metrics(expression.part) };
    case 'list':
      return { type: 'list', list: expression.items.map((item) => seriesOf(evaluate(item), scope.length)) };
    case 'negative':
      return operate('-', { type: 'number', value: 0 }, evaluate(expression.of), scope.length);
    case 'operation':
      return operate(expression.operator, evaluate(expression.left), evaluate(expression.right), scope.length);
    case 'aggregation':
      return aggregate(expression.name, evaluate(expression.of), scope.length);
    case 'fill': {
      const by = expression.by === 'REPEAT' ? expression.by : seriesOf(evaluate(expression.by), scope.length);
      return each(evaluate(expression.of), (series) => fill(series, by));
    }
    case 'if': {
      const { otherwise } = expression;
      const test = seriesOf(evaluate(expression.test), scope.length);
      const then = seriesOf(evaluate(expression.then), scope.length);
      const not = otherwise === undefined ? [] : seriesOf(evaluate(otherwise), scope.length);
      // Where there are no data to test, there is no result.
      const series = test.map((value, i) => (value === undefined ? undefined : value === 0 ? not[i] : then[i]));
      return { type: 'series', series };
    }
  }
}

/** A number as the series that has it everywhere. @throws ServiceError `ValidationException` for several series */
export function seriesOf(value: Value, length: number): Series {
  if (value.type === 'series') return value.series;
  if (value.type === 'number') {
    return Array.from({ length }, () => (Number.isFinite(value.value) ? value.value : undefined));
  }
  throw invalid('An expression needs one time series where it has several.');
}

function operate(operator: Operator, left: Value, right: Value, length: number): Value {
  if (left.type === 'number' && right.type === 'number') {
    return { type: 'number', value: calculate(operator, left.value, right.value) };
  }
  if (left.type === 'list') return each(left, (series) => combine(operator, series, seriesOf(right, length)));
  if (right.type === 'list') return each(right, (series) => combine(operator, seriesOf(left, length), series));
  return { type: 'series', series: combine(operator, seriesOf(left, length), seriesOf(right, length)) };
}

/** Where either has no data there is no result, and none where the result is no number, as after a division by zero. */
function combine(operator: Operator, left: Series, right: Series): Series {
  return left.map((a, i) => {
    const b = right[i];
    if (a === undefined || b === undefined) return undefined;
    const result = calculate(operator, a, b);
    return Number.isFinite(result) ? result : undefined;
  });
}

function calculate(operator: Operator, a: number, b: number): number {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    case '^':
      return a ** b;
    case '==':
      return Number(a === b);
    case '!=':
      return Number(a !== b);
    case '<':
      return Number(a < b);
    case '<=':
      return Number(a <= b);
    case '>':
      return Number(a > b);
    case '>=':
      return Number(a >= b);
    case 'AND':
    case '&&':
      return Number(a !== 0 && b !== 0);
    case 'OR':
    case '||':
      return Number(a !== 0 || b !== 0);
  }
}

/** Of one time series it is a number; of several, the series that has it for each point of time, of those that have data there. */
function aggregate(name: Aggregation, of: Value, length: number): Value {
  if (of.type === 'list') {
    const points = Array.from({ length }, (_, i) =>
      summarize(
        name,
        of.list.map((series) => series[i]),
      ),
    );
    return { type: 'series', series: points };
  }
  // A number it is without data too: what type an expression has is known before there are any.
  return { type: 'number', value: summarize(name, seriesOf(of, length)) ?? NaN };
}

function summarize(name: Aggregation, values: Series): number | undefined {
  const known = values.filter((value) => value !== undefined);
  if (known.length === 0) return undefined;
  const sum = known.reduce((total, value) => total + value, 0);
  switch (name) {
    case 'SUM':
      return sum;
    case 'AVG':
      return sum / known.length;
    case 'MAX':
      return Math.max(...known);
    case 'MIN':
      return Math.min(...known);
  }
}

function fill(series: Series, by: Series | 'REPEAT'): Series {
  let last: number | undefined;
  return series.map((value, i) => {
    if (value !== undefined) last = value;
    return value ?? (by === 'REPEAT' ? last : by[i]);
  });
}

function each(value: Value, change: (series: Series) => Series): Value {
  if (value.type === 'list') return { type: 'list', list: value.list.map(change) };
  if (value.type === 'number') return value;
  return { type: 'series', series: change(value.series) };
}

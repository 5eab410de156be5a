import { placed, type SqlPosition } from '../errors.ts';
import { StringLiteral } from '../formats/record.ts';
import type { ComparisonOperator, Expression } from '../sql/ast.ts';
import { equal, order } from '../values/compare.ts';
import { Decimal } from '../values/decimal.ts';
import type { Value } from '../values/value.ts';
import { constantOf } from './constant.ts';
import type { Compile, Scope } from './expression.ts';
import { compilePath } from './path.ts';
import type { Evaluator } from './row.ts';

/** `= <> < <= > >=`: unknown when a side is NULL or MISSING. */
export function compileComparison(
  expression: Expression & { kind: 'compare' },
  scope: Scope,
  compile: Compile,
): Evaluator {
  const { operator, left, right } = expression;
  if (operator === '=') return compileEquality(left, right, scope, compile);
  if (operator !== '<>') return compileOrder(expression, operator, scope, compile);
  const equals = compileEquality(left, right, scope, compile);
  return (row) => {
    const same = equals(row);
    return typeof same === 'boolean' ? !same : null;
  };
}

function compileEquality(a: Expression, b: Expression, scope: Scope, compile: Compile): Evaluator {
  const left = compile(a);
  const right = compile(b);
  const fast = equalsConstant(a, constantOf(right), scope) ?? equalsConstant(b, constantOf(left), scope);
  return fast ?? ((row) => equal(left(row), right(row)));
}

/** The commonest filters compare bytes or doubles, and make no value of the data. */
function equalsConstant(path: Expression, wanted: Value | undefined, { rowNames }: Scope): Evaluator | undefined {
  if (path.kind !== 'path' || wanted === undefined) return undefined;
  const resolve = compilePath(path, rowNames);
  if (typeof wanted === 'string') {
    const literal = new StringLiteral(wanted);
    return (row) => row.record.equalsString(resolve(row), literal);
  }
  const number = doubleOf(wanted);
  if (Number.isNaN(number)) return undefined;
  return (row) => {
    const node = resolve(row);
    const double = row.record.double?.(node) ?? NaN;
    return Number.isNaN(double) ? equal(row.record.value(node), wanted) : double === number;
  };
}

/** A constant as a double that decides comparisons with those of the data; NaN when it is none. */
function doubleOf(value: Value): number {
  if (typeof value === 'number') return value;
  return value instanceof Decimal ? value.double : NaN;
}

type OrderOperator = Exclude<ComparisonOperator, '=' | '<>'>;

/** The same comparison with its sides exchanged. */
const mirrored: Record<OrderOperator, OrderOperator> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

function compileOrder(
  { left, right, at }: Expression & { kind: 'compare' },
  operator: OrderOperator,
  scope: Scope,
  compile: Compile,
): Evaluator {
  const a = compile(left);
  const b = compile(right);
  const fast =
    comparesConstant(left, operator, constantOf(b), at, scope) ??
    comparesConstant(right, mirrored[operator], constantOf(a), at, scope);
  if (fast) return fast;
  const accepts = orderTest(operator);
  return (row) => {
    const result = placedOrder(a(row), b(row), at);
    return result === null ? null : accepts(result);
  };
}

function comparesConstant(
  path: Expression,
  operator: OrderOperator,
  bound: Value | undefined,
  at: SqlPosition,
  { rowNames }: Scope,
): Evaluator | undefined {
  if (path.kind !== 'path' || bound === undefined) return undefined;
  const number = doubleOf(bound);
  if (Number.isNaN(number)) return undefined;
  const resolve = compilePath(path, rowNames);
  const accepts = orderTest(operator);
  return (row) => {
    const node = resolve(row);
    const double = row.record.double?.(node) ?? NaN;
    if (!Number.isNaN(double)) return accepts(double - number);
    const result = placedOrder(row.record.value(node), bound, at);
    return result === null ? null : accepts(result);
  };
}

function orderTest(operator: OrderOperator): (result: number) => boolean {
  if (operator === '<') return (result) => result < 0;
  if (operator === '<=') return (result) => result <= 0;
  if (operator === '>') return (result) => result > 0;
  return (result) => result >= 0;
}

function placedOrder(left: Value, right: Value, at: SqlPosition): number | null {
  try {
    return order(left, right);
  } catch (error) {
    throw placed(error, at);
  }
}

/** BETWEEN: both bounds belong to it. */
export function compileBetween(value: Evaluator, low: Evaluator, high: Evaluator, at: SqlPosition): Evaluator {
  return (row) => {
    const middle = value(row);
    const fromLow = placedOrder(middle, low(row), at);
    if (fromLow !== null && fromLow < 0) return false;
    const fromHigh = placedOrder(middle, high(row), at);
    if (fromHigh !== null && fromHigh > 0) return false;
    return fromLow === null || fromHigh === null ? null : true;
  };
}

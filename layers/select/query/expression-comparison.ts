import { placed, sqlError, type SqlPosition } from '../errors.ts';
import { StringLiteral } from '../formats/record.ts';
import type { ComparisonOperator, Expression } from '../sql/ast.ts';
import { equal, kindName, order, type Truth } from '../values/compare.ts';
import { isNested, isUnknown, type Value } from '../values/value.ts';
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
  const { operator, left, right, at } = expression;
  if (operator === '=') return compileEquality(left, right, scope, compile);
  if (operator !== '<>') return compileOrder(operator, compile(left), compile(right), at);
  const equals = compileEquality(left, right, scope, compile);
  return (row) => {
    const same = equals(row);
    return typeof same === 'boolean' ? !same : null;
  };
}

function compileEquality(a: Expression, b: Expression, scope: Scope, compile: Compile): Evaluator {
  const left = compile(a);
  const right = compile(b);
  // The commonest filter compares bytes, and makes no string of the data.
  const bytes = comparesBytes(a, right, scope) ?? comparesBytes(b, left, scope);
  return bytes ?? ((row) => equal(left(row), right(row)));
}

function comparesBytes(path: Expression, other: Evaluator, { rowNames }: Scope): Evaluator | undefined {
  const text = constantOf(other);
  if (path.kind !== 'path' || typeof text !== 'string') return undefined;
  const resolve = compilePath(path, rowNames);
  const literal = new StringLiteral(text);
  return (row) => row.record.equalsString(resolve(row), literal);
}

type OrderOperator = Exclude<ComparisonOperator, '=' | '<>'>;

function compileOrder(operator: OrderOperator, left: Evaluator, right: Evaluator, at: SqlPosition): Evaluator {
  const accepts = orderTest(operator);
  return (row) => {
    const result = placedOrder(left(row), right(row), at);
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

/** `x IN (…)`: the OR of `=`. A list of nothing but strings and integers is looked up in a set. */
export function compileIn(value: Evaluator, items: Evaluator[]): Evaluator {
  const constants = items.map(constantOf);
  const set = constants.every(isSetMember) ? new Set<Value>(constants) : undefined;
  return (row) => {
    const wanted = value(row);
    // Of a number that is no plain integer only comparing tells whether it equals one.
    if (set && isSetMember(wanted)) return set.has(wanted);
    let result: Truth = false;
    for (const item of items) {
      const same = equal(wanted, item(row));
      if (same === true) return true;
      if (same === null) result = null;
    }
    return result;
  };
}

function isSetMember(value: Value | undefined): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

/** `x IN path`: the list comes from the data. */
export function compileInValue(value: Evaluator, list: Evaluator, at: SqlPosition): Evaluator {
  return (row) => {
    const wanted = value(row);
    const values = list(row);
    if (isUnknown(values)) return null;
    if (!isNested(values) || !values.isList) {
      throw sqlError('ExternalEvalException', `IN takes a list, not a ${kindName(values)}`, at);
    }
    let result: Truth = false;
    for (const item of values.elements()) {
      const same = equal(wanted, item);
      if (same === true) return true;
      if (same === null) result = null;
    }
    return result;
  };
}

import { SelectError, sqlError } from '../errors.ts';
import { StringLiteral } from '../formats/record.ts';
import type { AggregateName, ComparisonOperator, Expression, FieldName } from '../sql/ast.ts';
import { calculate, negate } from '../values/arithmetic.ts';
import { equal, kindName, order, type Truth } from '../values/compare.ts';
import { Decimal } from '../values/decimal.ts';
import { likeMatcher, type LikeMatcher } from '../values/like.ts';
import { integer, isNested, isUnknown, MISSING, type Value } from '../values/value.ts';
import { functions } from './functions.ts';
import { compilePath } from './path.ts';
import type { Evaluator, Row } from './row.ts';

/** An aggregate of the select list: what it is, and what it takes from each row (undefined for `COUNT(*)`). */
export interface Aggregate {
  name: AggregateName;
  argument: Evaluator | undefined;
}

/** What expressions are compiled in. */
export interface Scope {
  /** What the row may be called. */
  rowNames: FieldName[];
  /** Where the aggregates of the select list are gathered; undefined where none may stand. */
  aggregates: Aggregate[] | undefined;
}

/** Turns an expression into a function of the row. Fails with the codes for what is wrong whatever the data. */
export function compileExpression(expression: Expression, scope: Scope): Evaluator {
  const compile = (inner: Expression) => compileExpression(inner, scope);
  switch (expression.kind) {
    case 'literal':
      return constant(expression.value);
    case 'number':
      return constant(numberValue(expression.text));
    case 'missing':
      return constant(MISSING);
    case 'path': {
      const resolve = compilePath(expression, scope.rowNames);
      return (row) => row.record.value(resolve(row));
    }
    case 'and':
    case 'or':
      return logical(expression.operands.map(compile), expression.kind === 'or');
    case 'not':
      return not(compile(expression.operand));
    case 'negate': {
      const operand = compile(expression.operand);
      return (row) => negate(operand(row));
    }
    case 'compare':
      return compileComparison(expression.operator, expression.left, expression.right, scope);
    case 'arithmetic': {
      const { operator } = expression;
      const left = compile(expression.left);
      const right = compile(expression.right);
      return (row) => calculate(operator, left(row), right(row));
    }
    case 'like':
      return like(compile(expression.value), expression.pattern, expression.escape, compile);
    case 'in':
      return isIn(compile(expression.value), expression.list, compile);
    case 'in-value':
      return isInValue(compile(expression.value), compile(expression.list));
    case 'between':
      return between(compile(expression.value), compile(expression.low), compile(expression.high));
    case 'is': {
      const value = compile(expression.value);
      // MISSING counts as NULL when asked for NULL, as in PartiQL.
      if (expression.type === 'null') return (row) => isUnknown(value(row));
      return (row) => value(row) === MISSING;
    }
    case 'case': {
      const whens = expression.whens.map(({ when, then }) => ({ when: compile(when), then: compile(then) }));
      const otherwise = expression.otherwise ? compile(expression.otherwise) : constant(null);
      if (expression.subject) {
        // Compiled and evaluated once: a subject that is a CASE itself would else double the work with every level.
        const subject = compile(expression.subject);
        return (row) => {
          const wanted = subject(row);
          return (whens.find(({ when }) => equal(wanted, when(row)) === true)?.then ?? otherwise)(row);
        };
      }
      return (row) => (whens.find(({ when }) => when(row) === true)?.then ?? otherwise)(row);
    }
    case 'call':
      return call(expression, expression.args.map(compile));
    case 'aggregate':
      return compileAggregate(expression, scope);
  }
}

function constant(value: Value): Evaluator {
  return () => value;
}

function numberValue(text: string): Value {
  if (/^[0-9]+$/.test(text)) {
    // A literal of more digits than any integer has: refused here, where its place in the SQL is not far.
    if (text.length > 1000) throw new SelectError('NumberFormatError', 'An integer literal is too long.');
    return integer(BigInt(text));
  }
  // `.5` and `1.` are numbers in SQL, but not in the JSON that may be printed.
  return new Decimal(text.replace(/^\./, '0.').replace(/\.(?![0-9])/, ''));
}

/** A value as an operand of AND, OR, NOT. */
function truth(value: Value): Truth {
  if (typeof value === 'boolean') return value;
  if (isUnknown(value)) return null;
  throw new SelectError('ExternalEvalException', `AND, OR and NOT take booleans, not a ${kindName(value)}.`);
}

/** AND (decided by false) or OR (decided by true), left to right, going no further than needed. */
function logical(operands: Evaluator[], decisive: boolean): Evaluator {
  return (row) => {
    let result: Truth = !decisive;
    for (const operand of operands) {
      const value = truth(operand(row));
      if (value === decisive) return value;
      if (value === null) result = null;
    }
    return result;
  };
}

function not(operand: Evaluator): Evaluator {
  return (row) => {
    const value = truth(operand(row));
    return value === null ? null : !value;
  };
}

function compileComparison(operator: ComparisonOperator, a: Expression, b: Expression, scope: Scope): Evaluator {
  if (operator === '=' || operator === '<>') {
    const equals = compileEquality(a, b, scope);
    return operator === '=' ? equals : not(equals);
  }
  const left = compileExpression(a, scope);
  const right = compileExpression(b, scope);
  const accepts = orderTest(operator);
  return (row) => {
    const result = order(left(row), right(row));
    return result === null ? null : accepts(result);
  };
}

function orderTest(operator: '<' | '<=' | '>' | '>='): (result: number) => boolean {
  if (operator === '<') return (result) => result < 0;
  if (operator === '<=') return (result) => result <= 0;
  if (operator === '>') return (result) => result > 0;
  return (result) => result >= 0;
}

function compileEquality(a: Expression, b: Expression, scope: Scope): Evaluator {
  const [path, text] = a.kind === 'path' ? [a, b] : [b, a];
  // The commonest filter compares bytes, and makes no string of the data.
  if (path.kind === 'path' && text.kind === 'literal' && typeof text.value === 'string') {
    const resolve = compilePath(path, scope.rowNames);
    const literal = new StringLiteral(text.value);
    return (row) => row.record.equalsString(resolve(row), literal);
  }
  const left = compileExpression(a, scope);
  const right = compileExpression(b, scope);
  return (row) => equal(left(row), right(row));
}

function like(
  value: Evaluator,
  pattern: Expression,
  escape: Expression | undefined,
  compile: (inner: Expression) => Evaluator,
): Evaluator {
  const patterns = compile(pattern);
  const escapes = escape && compile(escape);
  const fixed = fixedMatcher(pattern, escape);
  return (row) => {
    const text = value(row);
    if (fixed && typeof text === 'string') return fixed(text);
    const inputs: Value[] = [text, patterns(row)];
    if (escapes) inputs.push(escapes(row));
    if (inputs.some(isUnknown)) return null;
    const [, wanted, character] = inputs;
    if (typeof text !== 'string' || typeof wanted !== 'string') throw likeInputs(inputs);
    if (character !== undefined && typeof character !== 'string') throw likeInputs(inputs);
    return likeMatcher(wanted, character)(text);
  };
}

/** A pattern that does not depend on the row is compiled, and its faults reported, before anything is read. */
function fixedMatcher(pattern: Expression, escape: Expression | undefined): LikeMatcher | undefined {
  if (pattern.kind !== 'literal' || typeof pattern.value !== 'string') return undefined;
  if (escape === undefined) return likeMatcher(pattern.value);
  if (escape.kind !== 'literal' || typeof escape.value !== 'string') return undefined;
  return likeMatcher(pattern.value, escape.value);
}

function likeInputs(inputs: Value[]): SelectError {
  const kinds = inputs.map(kindName).join(' and ');
  return new SelectError('LikeInvalidInputs', `LIKE takes strings, not ${kinds}.`);
}

function isIn(value: Evaluator, list: Expression[], compile: (inner: Expression) => Evaluator): Evaluator {
  const strings = list.map((item) => (item.kind === 'literal' ? item.value : undefined));
  if (strings.every((item) => typeof item === 'string')) {
    const set = new Set<Value>(strings);
    return (row) => {
      const wanted = value(row);
      return isUnknown(wanted) ? null : set.has(wanted);
    };
  }
  const items = list.map(compile);
  return (row) => {
    const wanted = value(row);
    return any(wanted, items, (item) => item(row));
  };
}

function isInValue(value: Evaluator, list: Evaluator): Evaluator {
  return (row) => {
    const wanted = value(row);
    const values = list(row);
    if (isUnknown(values)) return null;
    if (!isNested(values) || !values.isList) {
      throw new SelectError('ExternalEvalException', `IN takes a list, not a ${kindName(values)}.`);
    }
    return any(wanted, values.elements(), (item) => item);
  };
}

/** The OR of `wanted = item` over the items. */
function any<T>(wanted: Value, items: T[], valueOf: (item: T) => Value): Truth {
  let result: Truth = false;
  for (const item of items) {
    const same = equal(wanted, valueOf(item));
    if (same === true) return true;
    if (same === null) result = null;
  }
  return result;
}

function between(value: Evaluator, low: Evaluator, high: Evaluator): Evaluator {
  return (row) => {
    const middle = value(row);
    const fromLow = order(middle, low(row));
    if (fromLow !== null && fromLow < 0) return false;
    const fromHigh = order(middle, high(row));
    if (fromHigh !== null && fromHigh > 0) return false;
    return fromLow === null || fromHigh === null ? null : true;
  };
}

function call(expression: Expression & { kind: 'call' }, args: Evaluator[]): Evaluator {
  const { name, at } = expression;
  const found = functions.get(name);
  if (!found) throw sqlError('UnsupportedFunction', `Unknown function ${name.toUpperCase()}`, at);
  const [fewest, most] = found.arity;
  if (args.length < fewest || args.length > most) {
    const wanted = most === Infinity ? `at least ${fewest}` : `exactly ${fewest}`;
    const message = `${name.toUpperCase()} takes ${wanted} argument(s), found ${args.length}`;
    throw sqlError('EvaluatorInvalidArguments', message, at);
  }
  return (row) => found.call(args.map((arg) => arg(row)));
}

function compileAggregate(expression: Expression & { kind: 'aggregate' }, scope: Scope): Evaluator {
  const { name, argument, at } = expression;
  const { aggregates } = scope;
  if (!aggregates) {
    throw sqlError('UnsupportedSqlOperation', `${name.toUpperCase()} may only stand in the select list`, at);
  }
  const index = aggregates.length;
  aggregates.push({ name, argument: argument && compileExpression(argument, { ...scope, aggregates: undefined }) });
  return (row: Row) => row.accumulators[index]?.result() ?? null;
}

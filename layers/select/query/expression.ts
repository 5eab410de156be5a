import { placed, type SqlPosition } from '../errors.ts';
import type { AggregateName, ArithmeticOperator, Expression, FieldName } from '../sql/ast.ts';
import { calculate, negate } from '../values/arithmetic.ts';
import { castTo } from '../values/cast.ts';
import { ListValue, StructValue, textLength } from '../values/nested.ts';
import { TextBudget } from '../values/text.ts';
import { isUnknown, MISSING, type Value } from '../values/value.ts';
import { constant, fold } from './constant.ts';
import { compileCall } from './expression-call.ts';
import { compileBetween, compileComparison } from './expression-comparison.ts';
import { compileIn, compileInNodes, compileInValue } from './expression-in.ts';
import { compileLike } from './expression-like.ts';
import { compileCase, compileLogical, compileNot } from './expression-logic.ts';
import { compilePath } from './path.ts';
import { compileWildcards, hasWildcard } from './path-wildcards.ts';
import type { Evaluator, Row } from './row.ts';

/** An aggregate of the select list: what it is, and what it takes from each row (undefined for `COUNT(*)`). */
export interface Aggregate {
  name: AggregateName;
  argument: Evaluator | undefined;
  at: SqlPosition;
}

/** What expressions are compiled in. */
export interface Scope {
  /** What the row may be called. */
  rowNames: FieldName[];
  /** Where the aggregates of the select list are gathered; undefined where none may stand. */
  aggregates: Aggregate[] | undefined;
  /** What UTCNOW asks for the time, in milliseconds since 1970. */
  clock: () => number;
}

/** Compiles an expression inside the one at hand, in the same scope or in another. */
export type Compile = (expression: Expression, scope?: Scope) => Evaluator;

/** Turns an expression into a function of the row. Fails with the codes for what is wrong whatever the data. */
export function compileExpression(expression: Expression, scope: Scope): Evaluator {
  return fold(expression, build(expression, scope));
}

function build(expression: Expression, scope: Scope): Evaluator {
  const compile: Compile = (inner, innerScope = scope) => compileExpression(inner, innerScope);
  const compileAll = (inner: Expression[]) => inner.map((one) => compile(one));
  const { at } = expression;
  switch (expression.kind) {
    case 'literal':
      return constant(expression.value);
    case 'missing':
      return constant(MISSING);
    case 'path': {
      const resolve = compilePath(expression, scope.rowNames);
      return (row) => row.record.value(resolve(row));
    }
    case 'and':
    case 'or':
      return compileLogical(compileAll(expression.operands), expression.kind === 'or', at);
    case 'not':
      return compileNot(compile(expression.operand), at);
    case 'negate':
      return sign(compile(expression.operand), at);
    case 'compare':
      return compileComparison(expression, scope, compile);
    case 'arithmetic':
      return arithmetic(expression.operator, compile(expression.left), compile(expression.right), at);
    case 'like':
      return compileLike(expression, compile);
    case 'in':
      return compileIn(compile(expression.value), compileAll(expression.list));
    case 'in-value':
      if (hasWildcard(expression.list)) {
        return compileInNodes(compile(expression.value), compileWildcards(expression.list, scope.rowNames));
      }
      return compileInValue(compile(expression.value), compile(expression.list), at);
    case 'between':
      return compileBetween(compile(expression.value), compile(expression.low), compile(expression.high), at);
    case 'is':
      return is(compile(expression.value), expression.type);
    case 'case':
      return compileCase(expression, compile);
    case 'list':
      return list(compileAll(expression.items));
    case 'struct':
      return struct(expression.names, compileAll(expression.values));
    case 'cast':
      return cast(compile(expression.value), castTo(expression.type), at);
    case 'call':
    case 'aggregate':
      return compileCall(expression, scope, compile);
  }
}

function sign(operand: Evaluator, at: SqlPosition): Evaluator {
  return (row) => {
    const value = operand(row);
    try {
      return negate(value);
    } catch (error) {
      throw placed(error, at);
    }
  };
}

function arithmetic(operator: ArithmeticOperator, left: Evaluator, right: Evaluator, at: SqlPosition): Evaluator {
  return (row) => {
    const a = left(row);
    const b = right(row);
    try {
      return calculate(operator, a, b);
    } catch (error) {
      throw placed(error, at);
    }
  };
}

/** MISSING counts as NULL when asked for NULL, as in PartiQL. */
function is(value: Evaluator, type: 'null' | 'missing'): Evaluator {
  return type === 'null' ? (row) => isUnknown(value(row)) : (row) => value(row) === MISSING;
}

function cast(operand: Evaluator, convert: (value: Value) => Value, at: SqlPosition): Evaluator {
  return (row) => {
    const value = operand(row);
    try {
      return convert(value);
    } catch (error) {
      throw placed(error, at);
    }
  };
}

function list(items: Evaluator[]): Evaluator {
  return (row) => new ListValue(evaluateAll(items, row));
}

function struct(names: string[], values: Evaluator[]): Evaluator {
  return (row) => new StructValue(names, evaluateAll(values, row));
}

/** The values that a list or a struct is made of; ends before their texts together fill the memory. */
function evaluateAll(evaluators: Evaluator[], row: Row): Value[] {
  const budget = new TextBudget();
  return evaluators.map((evaluate) => {
    const value = evaluate(row);
    budget.add(textLength(value));
    return value;
  });
}

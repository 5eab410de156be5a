import { SelectError } from '../errors.ts';
import type { Expression } from '../sql/ast.ts';
import { children } from '../sql/children.ts';
import type { Value } from '../values/value.ts';
import { noRow, type Evaluator } from './row.ts';

const values = new WeakMap<Evaluator, { value: Value }>();
const known = new WeakMap<Expression, boolean>();

/** An evaluator that gives the same value for every row, and is known to. */
export function constant(value: Value): Evaluator {
  const evaluate = () => value;
  values.set(evaluate, { value });
  return evaluate;
}

/** The value that an evaluator gives for every row; undefined when it depends on the row. */
export function constantOf(evaluate: Evaluator): Value | undefined {
  return values.get(evaluate)?.value;
}

/**
 * Evaluates once what does not depend on the row, so that `CAST('2020-01-01' AS TIMESTAMP)` costs nothing per row. What
 * fails is left as it is: it stands perhaps in a branch that is never taken, or there may be no rows.
 */
export function fold(expression: Expression, evaluate: Evaluator): Evaluator {
  if (values.has(evaluate) || !isConstant(expression)) return evaluate;
  try {
    return constant(evaluate(noRow()));
  } catch (error) {
    if (error instanceof SelectError) return evaluate;
    throw error;
  }
}

/** Each node is looked at once, however deep it lies. */
function isConstant(expression: Expression): boolean {
  const answer = known.get(expression) ?? find(expression);
  known.set(expression, answer);
  return answer;
}

function find(expression: Expression): boolean {
  if (expression.kind === 'path' || expression.kind === 'aggregate') return false;
  if (expression.kind === 'call' && expression.name === 'utcnow') return false;
  return children(expression).every(isConstant);
}

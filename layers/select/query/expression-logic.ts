import { sqlError, type SqlPosition } from '../errors.ts';
import type { Expression } from '../sql/ast.ts';
import { equal, oneOfKind, type Truth } from '../values/compare.ts';
import { isUnknown, type Value } from '../values/value.ts';
import { constant } from './constant.ts';
import type { Compile } from './expression.ts';
import type { Evaluator } from './row.ts';

/** AND (decided by false) or OR (decided by true), left to right, going no further than needed. */
export function compileLogical(operands: Evaluator[], decisive: boolean, at: SqlPosition): Evaluator {
  return (row) => {
    let result: Truth = !decisive;
    for (const operand of operands) {
      const value = truth(operand(row), at);
      if (value === decisive) return value;
      if (value === null) result = null;
    }
    return result;
  };
}

/** NOT: unknown stays unknown. */
export function compileNot(operand: Evaluator, at: SqlPosition): Evaluator {
  return (row) => {
    const value = truth(operand(row), at);
    return value === null ? null : !value;
  };
}

/** A value as an operand of AND, OR, NOT. */
function truth(value: Value, at: SqlPosition): Truth {
  if (typeof value === 'boolean') return value;
  if (isUnknown(value)) return null;
  throw sqlError('ExternalEvalException', `AND, OR and NOT take booleans, not ${oneOfKind(value)}`, at);
}

interface Branch {
  when: Evaluator;
  then: Evaluator;
}

/** CASE with a subject that each WHEN is compared with, or with conditions; NULL where none applies and there is no ELSE. */
export function compileCase(expression: Expression & { kind: 'case' }, compile: Compile): Evaluator {
  const branches: Branch[] = expression.whens.map(({ when, then }) => ({ when: compile(when), then: compile(then) }));
  const otherwise = expression.otherwise ? compile(expression.otherwise) : constant(null);
  if (!expression.subject) return searched(branches, otherwise);
  // Compiled and evaluated once: a subject that is a CASE itself would else double the work with every level.
  return simple(compile(expression.subject), branches, otherwise);
}

function searched(branches: Branch[], otherwise: Evaluator): Evaluator {
  return (row) => {
    for (const { when, then } of branches) if (when(row) === true) return then(row);
    return otherwise(row);
  };
}

function simple(subject: Evaluator, branches: Branch[], otherwise: Evaluator): Evaluator {
  return (row) => {
    const wanted = subject(row);
    for (const { when, then } of branches) if (equal(wanted, when(row)) === true) return then(row);
    return otherwise(row);
  };
}

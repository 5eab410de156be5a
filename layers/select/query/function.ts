import { placed, SelectError, type SqlPosition } from '../errors.ts';
import { oneOfKind } from '../values/compare.ts';
import { isUnknown, type Missing, type Value } from '../values/value.ts';
import { constant } from './constant.ts';
import type { Evaluator } from './row.ts';

/** A scalar function of the language. */
export interface SqlFunction {
  /** The fewest and the most arguments it takes. */
  arity: [number, number];
  /** Makes the evaluator of a call from those of its arguments, so that what is constant is prepared once. */
  compile: (args: Evaluator[], call: Call) => Evaluator;
}

/** What a function may know of the call it is compiled for. */
export interface Call {
  /** How the function is called in messages. */
  name: string;
  at: SqlPosition;
  clock: () => number;
}

/** A value that is neither NULL nor MISSING. */
export type Known = Exclude<Value, Missing | null>;

/** A call of one argument that is NULL when the argument is unknown. */
export function unary(args: Evaluator[], { at }: Call, apply: (value: Known) => Value): Evaluator {
  const first = argument(args, 0);
  return (row) => {
    const value = first(row);
    if (isUnknown(value)) return null;
    try {
      return apply(value);
    } catch (error) {
      throw placed(error, at);
    }
  };
}

/** A call of two arguments that is NULL when one of them is unknown. */
export function binary(args: Evaluator[], { at }: Call, apply: (a: Known, b: Known) => Value): Evaluator {
  const first = argument(args, 0);
  const second = argument(args, 1);
  return (row) => {
    const a = first(row);
    const b = second(row);
    if (isUnknown(a) || isUnknown(b)) return null;
    try {
      return apply(a, b);
    } catch (error) {
      throw placed(error, at);
    }
  };
}

/** A call of three arguments that is NULL when one of them is unknown. */
export function ternary(args: Evaluator[], { at }: Call, apply: (a: Known, b: Known, c: Known) => Value): Evaluator {
  const first = argument(args, 0);
  const second = argument(args, 1);
  const third = argument(args, 2);
  return (row) => {
    const a = first(row);
    const b = second(row);
    const c = third(row);
    if (isUnknown(a) || isUnknown(b) || isUnknown(c)) return null;
    try {
      return apply(a, b, c);
    } catch (error) {
      throw placed(error, at);
    }
  };
}

/** An argument of a call whose arity has been checked. */
export function argument(args: Evaluator[], index: number): Evaluator {
  return args[index] ?? constant(null);
}

/** An argument that must be a string. */
export function text(value: Known, { name }: Call): string {
  if (typeof value === 'string') return value;
  throw wrongType(name, 'a string', value);
}

/** An argument that must be an integer. One that a double does not hold is farther than anything it is used to count. */
export function int(value: Known, { name }: Call): number {
  if (typeof value === 'number' || typeof value === 'bigint') return Number(value);
  throw wrongType(name, 'an integer', value);
}

/** An argument of a kind that the function does not take. */
export function wrongType(name: string, wanted: string, value: Known): SelectError {
  return new SelectError('IncorrectSqlFunctionArgumentType', `${name} takes ${wanted}, not ${oneOfKind(value)}.`);
}

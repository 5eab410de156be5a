import { equal } from '../values/compare.ts';
import { isUnknown } from '../values/value.ts';
import { argument, type SqlFunction } from './function.ts';
import type { Evaluator } from './row.ts';

/** COALESCE and NULLIF, which see NULL and MISSING. https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-conditional.html */
export const conditionalFunctions: [string, SqlFunction][] = [
  ['coalesce', { arity: [1, Infinity], compile: coalesce }],
  ['nullif', { arity: [2, 2], compile: nullIf }],
];

function coalesce(args: Evaluator[]): Evaluator {
  return (row) => {
    for (const arg of args) {
      const value = arg(row);
      if (!isUnknown(value)) return value;
    }
    return null;
  };
}

function nullIf(args: Evaluator[]): Evaluator {
  const first = argument(args, 0);
  const second = argument(args, 1);
  return (row) => {
    const value = first(row);
    const other = second(row);
    return isUnknown(value) || equal(value, other) === true ? null : value;
  };
}

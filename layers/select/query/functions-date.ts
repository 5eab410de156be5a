import { placed, SelectError, shown, sqlError } from '../errors.ts';
import { dateAdd, dateDiff, extract, isDatePart, isExtractPart } from '../values/date-arithmetic.ts';
import { compileFormatter } from '../values/timestamp-formatter.ts';
import { compileParser } from '../values/timestamp-parser.ts';
import { Timestamp } from '../values/timestamp.ts';
import type { Value } from '../values/value.ts';
import { constantOf } from './constant.ts';
import { argument, binary, text, unary, wrongType, type Call, type Known, type SqlFunction } from './function.ts';
import type { Evaluator } from './row.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-date.html */
export const dateFunctions: [string, SqlFunction][] = [
  ['date_add', { arity: [3, 3], compile: compileDateAdd }],
  ['date_diff', { arity: [3, 3], compile: compileDateDiff }],
  ['extract', { arity: [2, 2], compile: compileExtract }],
  ['to_string', { arity: [2, 2], compile: compileToString }],
  ['to_timestamp', { arity: [1, 2], compile: compileToTimestamp }],
  ['utcnow', { arity: [0, 0], compile: compileUtcNow }],
];

function compileDateAdd(args: Evaluator[], call: Call): Evaluator {
  const part = partOf(args, call, isDatePart);
  return binary(args.slice(1), call, (quantity, moment) => {
    if (typeof quantity !== 'number' && typeof quantity !== 'bigint') {
      throw wrongType(call.name, 'an integer as its quantity', quantity);
    }
    return dateAdd(part, quantity, timestamp(moment, call));
  });
}

function compileDateDiff(args: Evaluator[], call: Call): Evaluator {
  const part = partOf(args, call, isDatePart);
  return binary(args.slice(1), call, (from, to) => dateDiff(part, timestamp(from, call), timestamp(to, call)));
}

function compileExtract(args: Evaluator[], call: Call): Evaluator {
  const part = partOf(args, call, isExtractPart);
  return unary(args.slice(1), call, (moment) => extract(part, timestamp(moment, call)));
}

function compileToString(args: Evaluator[], call: Call): Evaluator {
  const format = patternCompiler(args[1], call, compileFormatter);
  return binary(args, call, (moment, pattern) => format(text(pattern, call))(timestamp(moment, call)));
}

function compileToTimestamp(args: Evaluator[], call: Call): Evaluator {
  if (args.length === 1) return unary(args, call, (value) => parse(text(value, call)));
  const parser = patternCompiler(args[1], call, compileParser);
  return binary(args, call, (value, pattern) => parser(text(pattern, call))(text(value, call)));
}

/** The time is taken once in a run, so that all of its rows are compared with the same moment. */
function compileUtcNow(_args: Evaluator[], { clock }: Call): Evaluator {
  return (row) => {
    row.now ??= instant(clock());
    return row.now ?? null;
  };
}

function instant(milliseconds: number): Timestamp | undefined {
  const now = Math.floor(milliseconds);
  return Timestamp.fromEpoch(Math.floor(now / 1000), String(now % 1000).padStart(3, '0'), 0);
}

function parse(value: string): Timestamp {
  const moment = Timestamp.parse(value);
  if (moment) return moment;
  throw new SelectError(
    'ValueParseFailure',
    `'${shown(value)}' is not a timestamp; one with a time needs an offset or Z.`,
  );
}

/** The part of a date, which the parser has made the first argument. */
function partOf<Part extends string>(args: Evaluator[], { at }: Call, isPart: (word: string) => word is Part): Part {
  const part: Value | undefined = constantOf(argument(args, 0));
  if (typeof part === 'string' && isPart(part)) return part;
  throw sqlError('ParseExpectedDatePart', 'Expected a part of a date', at);
}

/**
 * Compiles patterns and keeps the last one. A pattern that does not depend on the row is compiled at once, so that its
 * faults are reported before anything is read.
 */
function patternCompiler<Compiled>(
  pattern: Evaluator | undefined,
  { at }: Call,
  compile: (pattern: string) => Compiled,
): (pattern: string) => Compiled {
  let last: { pattern: string; compiled: Compiled } | undefined;
  const compiled = (wanted: string) => {
    if (last?.pattern !== wanted) last = { pattern: wanted, compiled: compile(wanted) };
    return last.compiled;
  };
  const fixed = pattern && constantOf(pattern);
  if (typeof fixed !== 'string') return compiled;
  try {
    compiled(fixed);
    return compiled;
  } catch (error) {
    throw placed(error, at);
  }
}

function timestamp(value: Known, { name }: Call): Timestamp {
  if (value instanceof Timestamp) return value;
  throw wrongType(name, 'a timestamp', value);
}

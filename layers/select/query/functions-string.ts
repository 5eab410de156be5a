import { countCodePoints, substring, trimmer, type TrimSide } from '../values/text.ts';
import type { Value } from '../values/value.ts';
import { constantOf } from './constant.ts';
import { argument, binary, int, ternary, text, unary, type Call, type SqlFunction } from './function.ts';
import type { Evaluator } from './row.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-string.html */
export const stringFunctions: [string, SqlFunction][] = [
  ['lower', ofString((value) => value.toLowerCase())],
  ['upper', ofString((value) => value.toUpperCase())],
  ['char_length', ofString(countCodePoints)],
  ['character_length', ofString(countCodePoints)],
  ['substring', { arity: [2, 3], compile: compileSubstring }],
  ['trim', { arity: [3, 3], compile: compileTrim }],
];

function ofString(apply: (value: string) => Value): SqlFunction {
  return { arity: [1, 1], compile: (args, call) => unary(args, call, (value) => apply(text(value, call))) };
}

function compileSubstring(args: Evaluator[], call: Call): Evaluator {
  if (args.length === 2) return binary(args, call, (value, start) => substring(text(value, call), int(start, call)));
  return ternary(args, call, (value, start, length) =>
    substring(text(value, call), int(start, call), int(length, call)),
  );
}

/** The arguments are the side, which the parser has written, the characters and the string. */
function compileTrim(args: Evaluator[], call: Call): Evaluator {
  const side = sideOf(constantOf(argument(args, 0)));
  const characters = constantOf(argument(args, 1));
  if (typeof characters === 'string') {
    const trim = trimmer(side, characters);
    return unary(args.slice(2), call, (value) => trim(text(value, call)));
  }
  return binary(args.slice(1), call, (set, value) => trimmer(side, text(set, call))(text(value, call)));
}

function sideOf(word: Value | undefined): TrimSide {
  return word === 'leading' || word === 'trailing' ? word : 'both';
}

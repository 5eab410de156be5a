import { SelectError } from '../errors.ts';
import { equal, kindName } from '../values/compare.ts';
import { isUnknown, type Value } from '../values/value.ts';

/** A scalar function of the language. */
export interface SqlFunction {
  /** The fewest and the most arguments it takes. */
  arity: [number, number];
  call: (args: Value[]) => Value;
}

/** The scalar functions, by their name in lower case. https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-sql-functions.html */
export const functions: ReadonlyMap<string, SqlFunction> = new Map<string, SqlFunction>([
  ['lower', ofString('LOWER', (text) => text.toLowerCase())],
  ['upper', ofString('UPPER', (text) => text.toUpperCase())],
  ['char_length', ofString('CHAR_LENGTH', countCodePoints)],
  ['character_length', ofString('CHARACTER_LENGTH', countCodePoints)],
  ['coalesce', { arity: [1, Infinity], call: (args) => args.find((value) => !isUnknown(value)) ?? null }],
  ['nullif', { arity: [2, 2], call: ([value = null, other = null]) => nullIf(value, other) }],
]);

function ofString(name: string, call: (text: string) => Value): SqlFunction {
  return {
    arity: [1, 1],
    call: ([value = null]) => {
      if (isUnknown(value)) return null;
      if (typeof value === 'string') return call(value);
      throw new SelectError('IncorrectSqlFunctionArgumentType', `${name} takes a string, not a ${kindName(value)}.`);
    },
  };
}

function nullIf(value: Value, other: Value): Value {
  return isUnknown(value) || equal(value, other) === true ? null : value;
}

function countCodePoints(text: string): number {
  let count = text.length;
  for (let i = 1; i < text.length; i += 1) {
    const isPair = (text.charCodeAt(i) & 0xfc00) === 0xdc00 && (text.charCodeAt(i - 1) & 0xfc00) === 0xd800;
    if (isPair) count -= 1;
  }
  return count;
}

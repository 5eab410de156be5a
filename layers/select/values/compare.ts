import { SelectError } from '../errors.ts';
import { Decimal } from './decimal.ts';
import { Float } from './float.ts';
import { equalNested } from './nested.ts';
import { Timestamp } from './timestamp.ts';
import { isNested, isUnknown, type Value } from './value.ts';

/** True, false, or null for unknown: the values of SQL's three-valued logic. */
export type Truth = boolean | null;

/** A number of any kind. */
export type Numeric = number | bigint | Decimal | Float;

/** `=`: unknown when a side is NULL or MISSING, false between values of different kinds, deep for lists and structs. */
export function equal(left: Value, right: Value): Truth {
  if (isUnknown(left) || isUnknown(right)) return null;
  if (left === right) return true;
  if (typeof left === 'string' || typeof left === 'boolean') return false;
  if (isNumeric(left)) return isNumeric(right) && compareNumbers(left, right) === 0;
  if (left instanceof Timestamp) return right instanceof Timestamp && left.compare(right) === 0;
  return isNested(right) && equalNested(left, right);
}

/**
 * The order of two values: negative, zero or positive; null when a side is NULL or MISSING.
 *
 * Strings are compared by code point, which is the order of their UTF-8 bytes and not that of JavaScript's `<`.
 *
 * @throws SelectError `ExternalEvalException` between values that have no order, such as a string and a number.
 */
export function order(left: Value, right: Value): number | null {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (isUnknown(left) || isUnknown(right)) return null;
  if (isNumeric(left) && isNumeric(right)) return compareNumbers(left, right);
  if (typeof left === 'string' && typeof right === 'string') return compareCodePoints(left, right);
  if (left instanceof Timestamp && right instanceof Timestamp) return left.compare(right);
  if (typeof left === 'boolean' && typeof right === 'boolean') return Number(left) - Number(right);
  throw new SelectError('ExternalEvalException', `Cannot compare values: ${kindName(left)} with ${kindName(right)}.`);
}

function compareNumbers(left: Numeric, right: Numeric): number {
  if (typeof left === 'number') {
    if (typeof right === 'number') return left - right;
    if (right instanceof Decimal) return compareIntegerTo(left, right);
  }
  if (left instanceof Decimal) {
    return typeof right === 'number' ? -compareIntegerTo(right, left) : left.compare(decimal(right));
  }
  if (typeof left === 'object' || typeof right === 'object') return decimal(left).compare(decimal(right));
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function compareIntegerTo(left: number, right: Decimal): number {
  const { double } = right;
  if (left < double) return -1;
  if (left > double) return 1;
  return left === double ? 0 : decimal(left).compare(right);
}

/** Whether a value is a number of any kind. */
export function isNumeric(value: Value): value is Numeric {
  if (typeof value === 'number' || typeof value === 'bigint') return true;
  return value instanceof Decimal || value instanceof Float;
}

/** Any number as a decimal. */
export function decimal(value: Numeric): Decimal {
  if (typeof value !== 'object') return new Decimal(String(value));
  return value instanceof Float ? value.decimal() : value;
}

/** What a value is called in messages. */
export function kindName(value: Value): string {
  if (value === null) return 'NULL';
  switch (typeof value) {
    case 'symbol':
      return 'MISSING';
    case 'boolean':
      return 'bool';
    case 'string':
      return 'string';
    case 'number':
    case 'bigint':
      return 'integer';
    case 'object':
      if (value instanceof Decimal) return 'decimal';
      if (value instanceof Float) return 'float';
      if (value instanceof Timestamp) return 'timestamp';
      return value.isList ? 'list' : 'struct';
  }
}

/** The kind of a value with its article, for an error message: "an integer". */
export function oneOfKind(value: Value): string {
  const kind = kindName(value);
  return `${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind}`;
}

/** Orders two strings by code point. */
function compareCodePoints(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let i = 0; i < length; i += 1) {
    const a = left.charCodeAt(i);
    const b = right.charCodeAt(i);
    // A surrogate stands for a code point above all those of a single unit, U+E000 to U+FFFF included.
    if (a !== b) return isSurrogate(a) === isSurrogate(b) ? a - b : Number(isSurrogate(a)) - Number(isSurrogate(b));
  }
  return left.length - right.length;
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}

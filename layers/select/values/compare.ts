import { SelectError } from '../errors.ts';
import { Decimal } from './decimal.ts';
import { isUnknown, type Nested, type Value } from './value.ts';

/** True, false, or null for unknown: the values of SQL's three-valued logic. */
export type Truth = boolean | null;

/** `=`: unknown when a side is NULL or MISSING, false between values of different kinds, deep for lists and structs. */
export function equal(left: Value, right: Value): Truth {
  if (isUnknown(left) || isUnknown(right)) return null;
  if (left === right) return true;
  const order = numberOrder(left, right);
  if (order !== undefined) return order === 0;
  return isNested(left) && isNested(right) && left.equals(right);
}

/**
 * The order of two values: negative, zero or positive; null when a side is NULL or MISSING.
 *
 * Strings are compared by code point, which is the order of their UTF-8 bytes and not that of JavaScript's `<`.
 *
 * @throws SelectError `ExternalEvalException` between values that have no order, such as a string and a number.
 */
export function order(left: Value, right: Value): number | null {
  if (isUnknown(left) || isUnknown(right)) return null;
  const numbers = numberOrder(left, right);
  if (numbers !== undefined) return numbers;
  if (typeof left === 'string' && typeof right === 'string') return compareCodePoints(left, right);
  if (typeof left === 'boolean' && typeof right === 'boolean') return Number(left) - Number(right);
  throw new SelectError('ExternalEvalException', `Cannot compare values: ${kindName(left)} with ${kindName(right)}.`);
}

function numberOrder(left: Value, right: Value): number | undefined {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (!isNumeric(left) || !isNumeric(right)) return undefined;
  if (left instanceof Decimal || right instanceof Decimal) return decimal(left).compare(decimal(right));
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** Whether a value is a number of any kind. */
export function isNumeric(value: Value): value is number | bigint | Decimal {
  return typeof value === 'number' || typeof value === 'bigint' || value instanceof Decimal;
}

/** Any number as a decimal. */
export function decimal(value: number | bigint | Decimal): Decimal {
  return value instanceof Decimal ? value : new Decimal(String(value));
}

function isNested(value: Value): value is Nested {
  return typeof value === 'object' && value !== null && !(value instanceof Decimal);
}

/** What a value is called in messages. */
export function kindName(value: Value): string {
  if (isUnknown(value)) return value === null ? 'NULL' : 'MISSING';
  if (value instanceof Decimal) return 'decimal';
  if (typeof value === 'object') return value.isList ? 'list' : 'struct';
  if (typeof value === 'boolean') return 'bool';
  return typeof value === 'string' ? 'string' : 'integer';
}

/** Orders two strings by code point. */
export function compareCodePoints(left: string, right: string): number {
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

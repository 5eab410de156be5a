import { SelectError } from '../errors.ts';
import type { ArithmeticOperator } from '../sql/ast.ts';
import { decimal, isNumeric, kindName, type Numeric } from './compare.ts';
import { Decimal, fromUnscaled, maxDigits } from './decimal.ts';
import { Float } from './float.ts';
import { checkTextLength } from './text.ts';
import { integer, isUnknown, type Value } from './value.ts';

type NumberOperator = Exclude<ArithmeticOperator, '||'>;

const minInt64 = -(2n ** 63n);
const maxInt64 = 2n ** 63n - 1n;

/**
 * `+ - * / %` and `||`. Integers stay integers (`7/2` is 3) and are exact or overflow; a decimal on either side makes the
 * result one, of 38 digits at most; a float makes it a float. NULL or MISSING on either side gives NULL. There is no
 * implicit conversion: a string is not a number.
 *
 * @throws SelectError `IntegerOverflow`, `NumberFormatError`, `IncorrectSqlFunctionArgumentType`, `OverMaxRecordSize` (a
 * string that is too long), or `ExternalEvalException` for a division by 0.
 */
export function calculate(operator: ArithmeticOperator, left: Value, right: Value): Value {
  if (isUnknown(left) || isUnknown(right)) return null;
  if (operator === '||') {
    if (typeof left !== 'string' || typeof right !== 'string') throw wrongType(operator, left, right);
    checkTextLength(left.length + right.length);
    return left + right;
  }
  if (!isNumeric(left) || !isNumeric(right)) throw wrongType(operator, left, right);
  if (typeof left === 'number' && typeof right === 'number') {
    const result = doubles(operator, left, right);
    if (Number.isSafeInteger(result)) return result;
  }
  if (left instanceof Float || right instanceof Float) return floats(operator, left, right);
  if (left instanceof Decimal || right instanceof Decimal) return decimals(operator, decimal(left), decimal(right));
  return checkedInteger(integers(operator, BigInt(left), BigInt(right)));
}

/** Unary minus. */
export function negate(value: Value): Value {
  if (typeof value === 'number') return 0 - value;
  if (isUnknown(value)) return null;
  if (!isNumeric(value)) {
    throw new SelectError('IncorrectSqlFunctionArgumentType', `A ${kindName(value)} has no negative.`);
  }
  if (value instanceof Float) return new Float(-value.value);
  if (value instanceof Decimal) {
    return new Decimal(value.text.startsWith('-') ? value.text.slice(1) : `-${value.text}`);
  }
  return checkedInteger(-value);
}

/** An integer of 64 bits in its normal form; fails with IntegerOverflow beyond them. */
export function checkedInteger(value: bigint | undefined): number | bigint {
  if (value === undefined || value < minInt64 || value > maxInt64) {
    throw new SelectError('IntegerOverflow', 'An integer overflow or underflow occurred in the SQL expression.');
  }
  return integer(value);
}

/** Integers as doubles: right as long as the result is a safe integer, so that most of them cost no bigint. */
function doubles(operator: NumberOperator, a: number, b: number): number {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return b === 0 ? NaN : Math.trunc(a / b) + 0;
    case '%':
      return (a % b) + 0;
  }
}

function integers(operator: NumberOperator, a: bigint, b: bigint): bigint {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      if (b === 0n) throw divisionByZero();
      return a / b;
    case '%':
      if (b === 0n) throw divisionByZero();
      return a % b;
  }
}

function floats(operator: NumberOperator, left: Numeric, right: Numeric): Float {
  const a = asDouble(left);
  const b = asDouble(right);
  switch (operator) {
    case '+':
      return new Float(a + b);
    case '-':
      return new Float(a - b);
    case '*':
      return new Float(a * b);
    case '/':
      if (b === 0) throw divisionByZero();
      return new Float(a / b);
    case '%':
      if (b === 0) throw divisionByZero();
      return new Float(a % b);
  }
}

/** Any number as the double nearest to it. */
export function asDouble(value: Numeric): number {
  if (value instanceof Float) return value.value;
  return value instanceof Decimal ? Number(value.text) : Number(value);
}

function decimals(operator: NumberOperator, left: Decimal, right: Decimal): Decimal {
  const a = left.unscaled();
  const b = right.unscaled();
  if (operator === '*') return fromUnscaled(a.coefficient * b.coefficient, a.scale + b.scale);
  const scale = Math.max(a.scale, b.scale);
  const x = a.coefficient * 10n ** BigInt(scale - a.scale);
  const y = b.coefficient * 10n ** BigInt(scale - b.scale);
  if (operator === '+') return fromUnscaled(x + y, scale);
  if (operator === '-') return fromUnscaled(x - y, scale);
  if (y === 0n) throw divisionByZero();
  return operator === '%' ? fromUnscaled(x % y, scale) : quotient(x, y);
}

/** x / y to 38 digits, without the zeros at its end that a quotient which comes out even would have. */
function quotient(x: bigint, y: bigint): Decimal {
  // A digit more than is kept (or two: a sign counts as one), and a mark for what is left over, so that rounding is right.
  const shift = Math.max(0, maxDigits + 2 + String(y).length - String(x).length);
  const dividend = x * 10n ** BigInt(shift);
  const rest = dividend % y;
  const mark = rest === 0n ? 0n : dividend < 0n === y < 0n ? 1n : -1n;
  const rounded = fromUnscaled((dividend / y) * 10n + mark, shift + 1).text;
  return new Decimal(rounded.includes('.') ? rounded.replace(/\.?0+$/, '') : rounded);
}

function divisionByZero(): SelectError {
  return new SelectError('ExternalEvalException', 'Division by zero.');
}

function wrongType(operator: string, left: Value, right: Value): SelectError {
  return new SelectError(
    'IncorrectSqlFunctionArgumentType',
    `Operator ${operator} cannot be applied to ${kindName(left)} and ${kindName(right)}.`,
  );
}

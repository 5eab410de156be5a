import { SelectError } from '../errors.ts';
import type { ArithmeticOperator } from '../sql/ast.ts';
import { decimal, isNumeric, kindName } from './compare.ts';
import { Decimal, fromUnscaled } from './decimal.ts';
import { integer, isUnknown, type Value } from './value.ts';

const minInt64 = -(2n ** 63n);
const maxInt64 = 2n ** 63n - 1n;

/** Digits after the point that a division which does not come out even is carried to. */
const divisionScale = 38;

/**
 * `+ - * / %` and `||`. Integers stay integers (`7/2` is 3) and are exact or overflow; any decimal makes the result one.
 * NULL or MISSING on either side gives NULL. There is no implicit conversion: a string is not a number.
 *
 * @throws SelectError `IntegerOverflow`, `IncorrectSqlFunctionArgumentType`, or `ExternalEvalException` for a division by 0.
 */
export function calculate(operator: ArithmeticOperator, left: Value, right: Value): Value {
  if (isUnknown(left) || isUnknown(right)) return null;
  if (operator === '||') {
    if (typeof left !== 'string' || typeof right !== 'string') throw wrongType(operator, left, right);
    return left + right;
  }
  if (!isNumeric(left) || !isNumeric(right)) throw wrongType(operator, left, right);
  if (operator === '+' && typeof left === 'number' && typeof right === 'number') {
    const sum = left + right;
    if (Number.isSafeInteger(sum)) return sum;
  }
  if (left instanceof Decimal || right instanceof Decimal) return decimals(operator, decimal(left), decimal(right));
  return checked(integers(operator, BigInt(left), BigInt(right)));
}

/** Unary minus. */
export function negate(value: Value): Value {
  if (isUnknown(value)) return null;
  if (!isNumeric(value)) throw wrongType('-', value, value);
  if (value instanceof Decimal) {
    return new Decimal(value.text.startsWith('-') ? value.text.slice(1) : `-${value.text}`);
  }
  return checked(-BigInt(value));
}

function integers(operator: Exclude<ArithmeticOperator, '||'>, a: bigint, b: bigint): bigint {
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

function decimals(operator: Exclude<ArithmeticOperator, '||'>, left: Decimal, right: Decimal): Decimal {
  const a = left.unscaled();
  const b = right.unscaled();
  if (operator === '*') return fromUnscaled(a.coefficient * b.coefficient, a.scale + b.scale);
  const scale = Math.max(a.scale, b.scale);
  const x = a.coefficient * 10n ** BigInt(scale - a.scale);
  const y = b.coefficient * 10n ** BigInt(scale - b.scale);
  if (operator === '+') return fromUnscaled(x + y, scale);
  if (operator === '-') return fromUnscaled(x - y, scale);
  if (y === 0n) throw divisionByZero();
  if (operator === '%') return fromUnscaled(x % y, scale);
  return quotient(x, y);
}

function quotient(x: bigint, y: bigint): Decimal {
  const result = (x * 10n ** BigInt(divisionScale)) / y;
  const plain = fromUnscaled(result, divisionScale).text;
  return new Decimal(plain.replace(/\.?0+$/, ''));
}

function checked(result: bigint): number | bigint {
  if (result < minInt64 || result > maxInt64) {
    throw new SelectError('IntegerOverflow', 'An integer overflow or underflow occurred in the SQL expression.');
  }
  return integer(result);
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

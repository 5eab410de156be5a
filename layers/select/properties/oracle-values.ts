import { isList, isNumber, isStruct, number, type Datum } from './data.ts';

/** What an expression is to the oracle; undefined is MISSING. */
export type OracleValue = Datum | undefined;

/** What the oracle ends in where the engine must end in an error of the data or the query. */
export class OracleError extends Error {}

/** The oracle does not know: the result has more digits than the language keeps. */
export class Inexact extends Error {}

export function isUnknown(value: OracleValue): value is null | undefined {
  return value === null || value === undefined;
}

/** `coefficient` × 10 ^ `power`, exactly. */
export interface Exact {
  coefficient: bigint;
  power: number;
  isInteger: boolean;
}

/** Reads a number as JSON writes it. */
export function exact(text: string): Exact {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const digits = BigInt(whole + fraction);
  return {
    coefficient: sign === '' ? digits : -digits,
    power: Number(exponent) - fraction.length,
    isInteger: /^-?\d+$/.test(text),
  };
}

/** Two numbers as multiples of the same power of ten. */
export function align(a: Exact, b: Exact): { left: bigint; right: bigint; power: number } {
  const power = Math.min(a.power, b.power);
  const scaled = ({ coefficient, power: own }: Exact) => coefficient * 10n ** BigInt(own - power);
  return { left: scaled(a), right: scaled(b), power };
}

function compareNumbers(a: string, b: string): number {
  const { left, right } = align(exact(a), exact(b));
  return left === right ? 0 : left < right ? -1 : 1;
}

/** `=`: null where a side is NULL or MISSING, false between kinds, deep in lists and structs. */
export function equals(a: OracleValue, b: OracleValue): boolean | null {
  return isUnknown(a) || isUnknown(b) ? null : isSame(a, b);
}

/** Whether two values are the same; inside lists and structs NULL is a value like any other. */
export function isSame(a: Datum, b: Datum): boolean {
  if (isNumber(a)) return isNumber(b) && compareNumbers(a.text, b.text) === 0;
  if (isList(a)) {
    return isList(b) && a.items.length === b.items.length && a.items.every((item, i) => isSame(item, b.items[i]!));
  }
  if (!isStruct(a)) return a === b;
  if (!isStruct(b) || a.members.length !== b.members.length) return false;
  const rest = [...b.members];
  return a.members.every(([key, value]) => {
    const place = rest.findIndex(([other]) => other === key);
    return place >= 0 && isSame(value, rest.splice(place, 1)[0]![1]);
  });
}

/** Negative, 0 or positive; null where a side is NULL or MISSING, an error between what has no order. */
export function compare(a: OracleValue, b: OracleValue): number | null {
  if (isUnknown(a) || isUnknown(b)) return null;
  if (isNumber(a) && isNumber(b)) return compareNumbers(a.text, b.text);
  if (typeof a === 'string' && typeof b === 'string') return compareTexts(a, b);
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  throw new OracleError('no order');
}

function compareTexts(a: string, b: string): number {
  // The order of code points is that of the bytes of UTF-8.
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

const least = -(2n ** 63n);
const most = 2n ** 63n - 1n;

/** `+ - * / %`. Of decimals `/` and `%` are left to other tests, because digits would be lost. */
export function calculate(operator: string, a: OracleValue, b: OracleValue): OracleValue {
  if (isUnknown(a) || isUnknown(b)) return null;
  if (!isNumber(a) || !isNumber(b)) throw new OracleError('no numbers');
  const x = exact(a.text);
  const y = exact(b.text);
  if (x.isInteger && y.isInteger) {
    return numberOf({ coefficient: integers(operator, x.coefficient, y.coefficient), power: 0, isInteger: true });
  }
  const { left, right, power } = align(x, y);
  if (operator === '+') return numberOf({ coefficient: left + right, power, isInteger: false });
  if (operator === '-') return numberOf({ coefficient: left - right, power, isInteger: false });
  if (operator === '*') {
    return numberOf({ coefficient: x.coefficient * y.coefficient, power: x.power + y.power, isInteger: false });
  }
  throw new Error(`The oracle cannot calculate ${operator} of decimals.`);
}

function integers(operator: string, a: bigint, b: bigint): bigint {
  if (operator === '+') return a + b;
  if (operator === '-') return a - b;
  if (operator === '*') return a * b;
  if (b === 0n) throw new OracleError('division by zero');
  return operator === '/' ? a / b : a % b;
}

/** The number, if it is one of the language: an integer of 64 bits or a decimal of 38 digits. */
export function numberOf({ coefficient, power, isInteger }: Exact): Datum {
  if (isInteger && (coefficient < least || coefficient > most)) throw new OracleError('overflow');
  if (!isInteger && String(coefficient).length > 38) throw new Inexact();
  return number(isInteger ? String(coefficient) : `${coefficient}e${power}`);
}

export function negate(value: OracleValue): OracleValue {
  if (isUnknown(value)) return null;
  if (!isNumber(value)) throw new OracleError('no number');
  const operand = exact(value.text);
  return numberOf({ ...operand, coefficient: -operand.coefficient });
}

/** LIKE as the regular expression that it stands for; `%` is any sequence and `_` any one character. */
export function like(text: string, pattern: string, escape: string | undefined): boolean {
  const characters = Array.from(pattern);
  let source = '';
  for (let i = 0; i < characters.length; i += 1) {
    const character = characters[i]!;
    if (character === escape) {
      i += 1;
      const next = characters[i];
      if (next !== '%' && next !== '_' && next !== escape) throw new OracleError('a bad escape');
      source += literal(next);
    } else if (character === '%') source += '[^]*';
    else if (character === '_') source += '[^]';
    else source += literal(character);
  }
  return new RegExp(`^${source}$`, 'u').test(text);
}

function literal(character: string): string {
  return `\\u{${character.codePointAt(0)!.toString(16)}}`;
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calculate, negate } from './arithmetic.ts';
import { Decimal } from './decimal.ts';
import { Float } from './float.ts';
import { jsonText } from './json-text.ts';
import type { Value } from './value.ts';

const decimal = (text: string) => new Decimal(text);
const float = (value: number) => new Float(value);

describe('calculate', () => {
  it.each<[string, Value, '+' | '-' | '*' | '/' | '%', Value, string]>([
    ['integers divide to an integer, toward zero', -7, '/', 2, '-3'],
    ['the rest has the sign of the dividend', -7, '%', 4, '-3'],
    ['no integer is a negative zero', -1, '/', 2, '0'],
    ['integers beyond doubles stay exact', 9007199254740993n, '*', 3, '27021597764222979'],
    ['a decimal makes a decimal', decimal('7.0'), '/', 2, '3.5'],
    ['a quotient has 38 digits', decimal('1.0'), '/', 3, `0.${'3'.repeat(38)}`],
    ['the last of them is rounded', decimal('2.0'), '/', 3, `0.${'6'.repeat(37)}7`],
    ['also below zero', decimal('-2.0'), '/', 3, `-0.${'6'.repeat(37)}7`],
    ['whole quotients keep their zeros', decimal('200.0'), '/', 2, '100'],
    [
      'a product is rounded half to even',
      decimal(`0.${'1'.repeat(37)}5`),
      '*',
      decimal('0.5'),
      `0.0${'5'.repeat(36)}75`,
    ],
    ['a float makes a float', float(0.5), '+', 1, '1.5'],
    ['also with a decimal', float(0.5), '*', decimal('3.0'), '1.5'],
    ['a whole float shows that it is one', float(1), '+', 1, '2.0'],
  ])('%s', (_title, left, operator, right, expected) => {
    expect(jsonText(calculate(operator, left, right))).toBe(expected);
  });

  it('agrees with exact integers on all that 64 bits hold', () => {
    const int = fc.oneof(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), fc.bigInt({ min: -99n, max: 99n }));
    const exact = {
      '+': (a: bigint, b: bigint) => a + b,
      '-': (a: bigint, b: bigint) => a - b,
      '*': (a: bigint, b: bigint) => a * b,
      '/': (a: bigint, b: bigint) => a / b,
      '%': (a: bigint, b: bigint) => a % b,
    };
    const normal = (value: bigint) => (Number.isSafeInteger(Number(value)) ? Number(value) : value);
    fc.assert(
      fc.property(int, int, fc.constantFrom('+', '-', '*', '/', '%'), (a, b, operator) => {
        fc.pre(b !== 0n || (operator !== '/' && operator !== '%'));
        const expected = exact[operator](a, b);
        const result = () => calculate(operator, normal(a), normal(b));
        if (BigInt.asIntN(64, expected) === expected) expect(jsonText(result())).toBe(String(expected));
        else expect(result).toThrow(expect.objectContaining({ code: 'IntegerOverflow' }));
      }),
      { numRuns: 1000 },
    );
  });

  it('gives no infinity', () => {
    const code = expect.objectContaining({ code: 'NumberFormatError' }) as Error;
    expect(() => calculate('*', float(1e308), 10)).toThrow(code);
    expect(() => calculate('*', decimal('1e400'), decimal('1e400'))).not.toThrow();
    expect(() => calculate('*', decimal('1e401'), 1)).toThrow(code);
  });
});

describe('negate', () => {
  it.each<[Value, string]>([
    [0, '0'],
    [5, '-5'],
    [2n ** 63n, '-9223372036854775808'],
    [decimal('-1.50'), '1.50'],
    [float(2), '-2.0'],
  ])('of %s is %s', (value, expected) => {
    expect(jsonText(negate(value))).toBe(expected);
  });
});

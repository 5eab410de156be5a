import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal, fromUnscaled } from './decimal.ts';

describe('Decimal', () => {
  it.each([
    ['1.0', '1', 0],
    ['0.10', '1e-1', 0],
    ['-0', '0.000', 0],
    ['1e400', '9e399', 1],
    ['-1e999999999', '1e-999999999', -1],
    ['123456789012345678901234567890.1', '123456789012345678901234567890.09', 1],
    ['-2', '-10', 1],
    ['0', '-0.1', 1],
    ['1e-300', '0', 1],
    ['1e-400', '-1e-400', 1],
    ['0.1', '0.10000000000000000001', -1],
    ['123456789012345', '123456789012345.5', -1],
  ])('orders %s and %s', (left, right, order) => {
    expect(Math.sign(new Decimal(left).compare(new Decimal(right)))).toBe(order);
  });

  it('orders like integers of the same scale', () => {
    const part = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n });
    fc.assert(
      fc.property(part, part, fc.nat(25), (a, b, scale) => {
        const order = fromUnscaled(a, scale).compare(fromUnscaled(b, scale));
        expect(Math.sign(order)).toBe(a === b ? 0 : a < b ? -1 : 1);
      }),
    );
  });

  it('keeps the digits it was written with', () => {
    expect(new Decimal('1.500').text).toBe('1.500');
    expect(new Decimal('1.500').unscaled()).toEqual({ coefficient: 15n, scale: 1 });
    expect(fromUnscaled(-5n, 2).text).toBe('-0.05');
  });

  it('refuses to calculate with more than 38 digits', () => {
    expect(() => new Decimal('1e1000').unscaled()).toThrow(expect.objectContaining({ code: 'NumberFormatError' }));
  });

  it('orders what doubles decide like exact digits do', () => {
    const digits = fc.stringMatching(/^-?[1-9][0-9]{0,6}(\.[0-9]{1,5})?(e-?[1-9])?$/);
    fc.assert(
      fc.property(digits, digits, (a, b) => {
        // The same numbers with so many digits that no double is looked at.
        const long = (text: string) =>
          new Decimal(
            text.includes('.')
              ? text.replace(/(\.[0-9]+)/, '$1' + '0'.repeat(20))
              : text.replace(/^(-?[0-9]+)/, `$1.${'0'.repeat(20)}`),
          );
        expect(Math.sign(new Decimal(a).compare(new Decimal(b)))).toBe(Math.sign(long(a).compare(long(b))));
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['007.50', '7.50'],
    ['+1', '1'],
    ['.5', '0.5'],
    ['5.', '5'],
    [' -0.10e3 ', '-0.10e3'],
    ['000', '0'],
  ])('reads %j, and prints it as %s', (text, printed) => {
    expect(Decimal.parse(text)?.text).toBe(printed);
  });

  it.each(['', '.', 'x', '1 2', '0x1', 'NaN', 'Infinity', '1e', '--1'])('takes %j for no number', (text) => {
    expect(Decimal.parse(text)).toBeUndefined();
  });
});

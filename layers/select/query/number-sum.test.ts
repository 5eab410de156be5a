import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal, fromUnscaled } from '../values/decimal.ts';
import { Float } from '../values/float.ts';
import { jsonText } from '../values/json-text.ts';
import { integer } from '../values/value.ts';
import { NumberSum } from './number-sum.ts';

describe('NumberSum', () => {
  it('is exact for integers and decimals of any length and sign', () => {
    const part = fc.record({
      digits: fc.oneof(
        fc.bigInt({ min: -(10n ** 4n), max: 10n ** 4n }),
        fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }),
      ),
      scale: fc.nat(18),
    });
    fc.assert(
      fc.property(fc.array(part, { maxLength: 50 }), (parts) => {
        const sum = new NumberSum();
        let exact = 0n;
        for (const { digits, scale } of parts) {
          sum.add(scale === 0 ? integer(digits) : fromUnscaled(digits, scale));
          exact += digits * 10n ** BigInt(18 - scale);
        }
        const expected = fromUnscaled(exact, 18);
        const total = sum.exact();
        expect(total instanceof Decimal && total.compare(expected)).toBe(0);
      }),
    );
  });

  it('is an integer of integers, and overflows only when all is added up', () => {
    const sum = new NumberSum();
    for (const value of [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, 2n ** 63n - 1n]) sum.add(value);
    expect(() => sum.total()).toThrow(expect.objectContaining({ code: 'IntegerOverflow' }));
    sum.add(-Number.MAX_SAFE_INTEGER);
    sum.add(-Number.MAX_SAFE_INTEGER);
    expect(jsonText(sum.total())).toBe('9223372036854775807');
  });

  it('keeps exponents, and is a float with a float', () => {
    const sum = new NumberSum();
    sum.add(new Decimal('1e3'));
    sum.add(new Decimal('-0.25'));
    expect(jsonText(sum.total())).toBe('999.75');
    sum.add(new Float(0.25));
    expect(jsonText(sum.total())).toBe('1000.0');
  });
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { shortDouble } from './short-double.ts';

it('reads every short number as JSON does', () => {
  const number = fc.stringMatching(/^-?(0|[1-9][0-9]{0,7})(\.[0-9]{1,5})?$/);
  fc.assert(
    fc.property(number, (text) => {
      expect(shortDouble(Buffer.from(`x${text},`), 1, 1 + text.length) + 0).toBe(Number(text) + 0);
    }),
  );
});

it.each(['1e3', '1234567890123456', '0.00000000000001'])('leaves %s, which may need more digits, alone', (text) => {
  expect(shortDouble(Buffer.from(text), 0, text.length)).toBeNaN();
});

// Aggregates against exact arithmetic, over many numbers in every way of writing.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isNumber, isStruct, number, struct, type Datum } from './data.ts';
import { ask } from './engine.ts';
import { readRows, writeJson, writeLines } from './json-text.ts';
import { choices, Choices } from './choices.ts';
import { align, exact, type Exact } from './oracle-values.ts';
import { runs, timeout } from './runs.ts';

/** Numbers of which any thousand add up to less than 38 digits, from 10^-12 to 10^20. */
const decimal = fc
  .tuple(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.integer({ min: -12, max: 5 }))
  .map(([coefficient, power]) => spelled(coefficient, power));
const integer = fc
  .oneof(
    fc.integer({ min: -100, max: 100 }),
    fc.maxSafeInteger(),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  )
  .map(String);

function spelled(coefficient: bigint, power: number): string {
  if (coefficient % 3n === 0n || power > 0) return `${coefficient}e${power}`;
  const digits = String(coefficient < 0n ? -coefficient : coefficient).padStart(1 - power, '0');
  const text = power === 0 ? `${digits}.0` : `${digits.slice(0, power)}.${digits.slice(power)}`;
  return coefficient < 0n ? `-${text}` : text;
}

const sql =
  'SELECT COUNT(*) n, COUNT(s.a) c, MIN(s.a) least, MAX(s.a) most, SUM(s.a) total, AVG(s.a) mean FROM S3Object s';

describe('aggregates', () => {
  it.each([
    ['integers', integer],
    ['decimals', decimal],
    ['both', fc.oneof(integer, decimal)],
    ['small integers', fc.integer({ min: -100, max: 100 }).map(String)],
    [
      'short decimals',
      fc
        .tuple(fc.integer({ min: -9999, max: 9999 }), fc.integer({ min: -3, max: -1 }))
        .map(([a, b]) => spelled(BigInt(a), b)),
    ],
  ])('of %s are exact', { timeout }, async (_, one) => {
    const value = fc.oneof(
      { weight: 8, arbitrary: one.map((text): Datum => number(text)) },
      { weight: 1, arbitrary: fc.constant(null) },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.option(value, { nil: undefined }), { maxLength: 40 }),
        choices,
        async (values, how) => {
          const data = values.map((datum) => (datum === undefined ? struct() : struct(['a', datum])));
          const { output, code } = await ask(sql, writeLines(data, new Choices(how)));
          const numbers = values.filter((datum) => isNumber(datum)).map(({ text }) => exact(text));
          const total = numbers.reduce(plus, { coefficient: 0n, power: 0, isInteger: true });
          if (total.isInteger && (total.coefficient < -(2n ** 63n) || total.coefficient >= 2n ** 63n)) {
            expect(code).toBe('IntegerOverflow');
            return;
          }
          const [row] = readRows(output);
          const found = isStruct(row) ? Object.fromEntries(row.members) : {};
          expect(found.n).toEqual(number(values.length));
          expect(found.c).toEqual(number(numbers.length));
          if (numbers.length === 0) {
            expect(found).toMatchObject({ least: null, most: null, total: null, mean: null });
            return;
          }
          const sorted = numbers.sort(order);
          expect(order(of(found.least), sorted[0]!)).toBe(0);
          expect(order(of(found.most), sorted.at(-1)!)).toBe(0);
          expect(order(of(found.total), total)).toBe(0);
          if (total.isInteger) expect(found.total).toEqual(number(String(total.coefficient)));
          expect(order(of(found.mean), quotient(total, BigInt(numbers.length)))).toBe(0);
        },
      ),
      runs(150),
    );
  });

  it('are told to be beyond the language where they are, and nothing else', { timeout }, async () => {
    const huge = fc
      .tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -2_000_000_000, max: 2_000_000_000 }))
      .map(([digit, power]) => number(`${digit}e${power}`));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(huge, decimal.map(number)), { minLength: 1, maxLength: 5 }),
        async (values) => {
          const data = values.map((value) => `{"a":${writeJson(value, new Choices([]))}}\n`).join('');
          for (const name of ['SUM', 'AVG', 'MIN', 'MAX']) {
            const { code } = await ask(`SELECT ${name}(s.a) FROM S3Object s`, data);
            expect([undefined, ...(name.startsWith('M') ? [] : ['NumberFormatError'])]).toContain(code);
          }
        },
      ),
      runs(200),
    );
  });
});

function of(value: Datum | undefined): Exact {
  if (!isNumber(value)) throw new TypeError(`No number: ${JSON.stringify(value)}`);
  return exact(value.text);
}

function plus(a: Exact, b: Exact): Exact {
  const { left, right, power } = align(a, b);
  return { coefficient: left + right, power, isInteger: a.isInteger && b.isInteger };
}

function order(a: Exact, b: Exact): number {
  const { left, right } = align(a, b);
  return left === right ? 0 : left < right ? -1 : 1;
}

/** a / b to 38 digits, half to even. */
function quotient({ coefficient, power }: Exact, by: bigint): Exact {
  // Sixty digits behind the point and a mark for what is left over, of which 38 are then kept.
  const scaled = coefficient * 10n ** 60n;
  const marked = (scaled / by) * 10n + (scaled % by === 0n ? 0n : scaled < 0n ? -1n : 1n);
  const size = String(marked < 0n ? -marked : marked).length;
  if (size <= 38) return { coefficient: marked, power: power - 61, isInteger: false };
  const unit = 10n ** BigInt(size - 38);
  const kept = marked / unit;
  const rest = 2n * (marked % unit);
  const away = rest < 0n ? -1n : 1n;
  const isUp = rest * away > unit || (rest * away === unit && kept % 2n !== 0n);
  return { coefficient: isUp ? kept + away : kept, power: power - 61 + size - 38, isInteger: false };
}

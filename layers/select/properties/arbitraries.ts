import fc from 'fast-check';
import { list, number, struct, type Datum } from './data.ts';

/** Keys that look alike, are words of the language, or have to be quoted or escaped. The same few come again and again. */
const keys = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom('a', 'b', 'c', 'name', 'city') },
  { weight: 3, arbitrary: fc.constantFrom('Name', 'A', 'select', 'size', 'S3Object', 's', '_1', 'a_$9') },
  {
    weight: 2,
    arbitrary: fc.constantFrom('größe', 'x y', 'q"u', "it's", '\u{1F409}', 'new\nline', '', '\u212a', 'k', '__proto__'),
  },
);

/** Text of few characters, so that texts are often equal, or nearly. */
const letters = fc.string({
  unit: fc.constantFrom('a', 'r', 'R', '%', '_', ' ', '"', '\\', '/', "'", '\n', '\u0001', 'é', 'ß', '\u{1F409}'),
  maxLength: 5,
});

export const texts = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      'red',
      'Red',
      'blue',
      'r"ed',
      'a/b',
      'x\\y',
      'tab\t',
      "O'Neill",
      '100%',
      'a_b',
      '',
      '1',
      'GRÖSSE',
      '\u{1F409}',
      '},',
      '\u007f',
    ),
  },
  { weight: 4, arbitrary: letters },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 6 }) },
);

export const integers = fc
  .oneof(
    { weight: 8, arbitrary: fc.integer({ min: -9, max: 12 }) },
    { weight: 1, arbitrary: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }) },
    { weight: 1, arbitrary: fc.constantFrom(2n ** 53n, 2n ** 53n + 1n, -(2n ** 63n), 2n ** 63n - 1n, 10n ** 20n) },
  )
  .map((value) => number(String(value)));

/** Decimals in every way of writing, of so few digits that sums and products of some are exact in 38. */
export const decimals = fc
  .tuple(
    fc.constantFrom('', '-'),
    fc.integer({ min: 0, max: 99 }),
    fc.constantFrom('.0', '.5', '.50', '.25', 'e0', 'E+1', 'e-2', '.75e1', '.001', '.10000000000000000001'),
  )
  .map(([sign, whole, rest]) => number(`${sign}${whole}${rest}`));

export const scalars: fc.Arbitrary<null | boolean | string | ReturnType<typeof number>> = fc.oneof(
  { weight: 6, arbitrary: texts },
  { weight: 4, arbitrary: integers },
  { weight: 2, arbitrary: decimals },
  { weight: 1, arbitrary: fc.boolean() },
  { weight: 1, arbitrary: fc.constant(null) },
);

/** A struct, mostly of distinct keys; now and then one is there twice, in the same or another case. */
function structOf(values: fc.Arbitrary<Datum>, maxLength: number): fc.Arbitrary<Datum> {
  const members = fc.oneof(
    {
      weight: 12,
      arbitrary: fc.uniqueArray(fc.tuple(keys, values), { maxLength, selector: ([key]) => key.toLowerCase() }),
    },
    { weight: 1, arbitrary: fc.array(fc.tuple(keys, values), { maxLength }) },
  );
  return members.map((all) => struct(...all));
}

const { inner } = fc.letrec<{ inner: Datum }>((tie) => ({
  inner: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { weight: 6, arbitrary: scalars },
    { weight: 1, arbitrary: fc.array(tie('inner'), { maxLength: 4 }).map((items) => list(...items)) },
    { weight: 1, arbitrary: structOf(tie('inner'), 3) },
  ),
}));

/** What stands at the root of an object: structs for the most part. */
export const roots = fc.array(
  fc.oneof(
    { weight: 12, arbitrary: structOf(inner, 5) },
    { weight: 1, arbitrary: fc.array(structOf(inner, 3), { maxLength: 4 }).map((items) => list(...items)) },
    { weight: 1, arbitrary: scalars },
  ),
  { maxLength: 8 },
);

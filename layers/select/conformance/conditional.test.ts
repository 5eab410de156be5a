// CASE, COALESCE, NULLIF.
// Sources: SQL reference "Conditional functions" (s3-select-sql-reference-conditional) [D].
import { describe, expect, it } from 'vitest';
import { evaluate, failureOf } from '../testing/evaluate.ts';
import { lines, run } from '../testing/run-select.ts';

describe('CASE', () => {
  const cities = lines(
    ...['Los Angeles', 'New York City', 'San Francisco', 'Baltimore'].map((venuecity) => ({ venuecity })),
  );
  const sales = lines(
    ...['12624.00', '10000.00', '10000.00', '9996.00', '9988.00'].map((pricepaid) => ({ pricepaid })),
  );

  it('replaces values, in its simple form [D, example 1]', async () => {
    const sql = `SELECT venuecity, CASE venuecity WHEN 'New York City' THEN 'Big Apple' ELSE 'other' END FROM S3Object;`;

    expect(await run(sql, cities)).toBe(
      lines(
        { venuecity: 'Los Angeles', _2: 'other' },
        { venuecity: 'New York City', _2: 'Big Apple' },
        { venuecity: 'San Francisco', _2: 'other' },
        { venuecity: 'Baltimore', _2: 'other' },
      ),
    );
  });

  it('takes the first condition that is true, in its searched form [D, example 2]', async () => {
    const sql =
      `SELECT pricepaid, CASE WHEN CAST(pricepaid as FLOAT) < 10000 THEN 'group 1' ` +
      `WHEN CAST(pricepaid as FLOAT) > 10000 THEN 'group 2' ELSE 'group 3' END FROM S3Object;`;

    expect(await run(sql, sales)).toBe(
      lines(
        { pricepaid: '12624.00', _2: 'group 2' },
        { pricepaid: '10000.00', _2: 'group 3' },
        { pricepaid: '10000.00', _2: 'group 3' },
        { pricepaid: '9996.00', _2: 'group 1' },
        { pricepaid: '9988.00', _2: 'group 1' },
      ),
    );
  });

  it.each([
    ['[D] no ELSE is NULL', 'CASE WHEN FALSE THEN 1 END', 'null'],
    ['[D] the first that matches', 'CASE 1 WHEN 1.0 THEN 2 WHEN 1 THEN 3 END', '2'],
    ['[E] NULL matches nothing', 'CASE s.nothing WHEN NULL THEN 1 WHEN MISSING THEN 2 ELSE 3 END', '3'],
    ['[E] an unknown condition is not true', 'CASE WHEN NULL THEN 1 ELSE 2 END', '2'],
    ['[own] a branch that is not taken is not evaluated', 'CASE WHEN TRUE THEN 1 ELSE 1 / 0 END', '1'],
  ])('%s', async (_source, expression, value) => {
    expect(await evaluate(expression)).toBe(value);
  });
});

describe('COALESCE and NULLIF [D, examples]', () => {
  it.each([
    ['COALESCE(1)', '1'],
    ['COALESCE(null)', 'null'],
    ['COALESCE(null, null)', 'null'],
    ['COALESCE(missing)', 'null'],
    ['COALESCE(missing, missing)', 'null'],
    ['COALESCE(1, null)', '1'],
    ['COALESCE(null, null, 1)', '1'],
    [`COALESCE(null, 'string')`, '"string"'],
    ['COALESCE(missing, 1)', '1'],
    ['NULLIF(1, 1)', 'null'],
    ['NULLIF(1, 2)', '1'],
    ['NULLIF(1.0, 1)', 'null'],
    [`NULLIF(1, '1')`, '1'],
    ['NULLIF([1], [1])', 'null'],
    ['NULLIF(1, NULL)', '1'],
    ['NULLIF(NULL, 1)', 'null'],
    ['NULLIF(null, null)', 'null'],
    ['NULLIF(missing, null)', 'null'],
    ['NULLIF(missing, missing)', 'null'],
  ])('%s is %s', async (expression, value) => {
    expect(await evaluate(expression)).toBe(value);
  });

  it('do not look at arguments behind the one that decides', async () => {
    expect(await evaluate('COALESCE(s.a, 1 / 0)', '{"a":2}')).toBe('2');
  });

  it.each(['COALESCE()', 'NULLIF(1)', 'NULLIF(1, 2, 3)'])('%s has the wrong number of arguments', async (call) => {
    expect(await failureOf(call)).toBe('EvaluatorInvalidArguments');
  });
});

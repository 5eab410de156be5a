// CAST and the types it converts to.
// Sources: SQL reference "Conversion functions" and "Data types" [D]; the rules between types are those of PartiQL v0.1 [E],
// of which only what cannot sensibly be otherwise is asserted here.
import { describe, expect, it } from 'vitest';
import { evaluate, failureOf, messageOf } from '../testing/evaluate.ts';

describe('CAST', () => {
  it.each([
    [`CAST('2007-04-05T14:30Z' AS TIMESTAMP)`, '"2007-04-05T14:30Z"'],
    ['CAST(0.456 AS FLOAT)', '0.456'],
    // INT and INTEGER
    [`CAST('100000' AS INT)`, '100000'],
    [`CAST('-9223372036854775808' AS INTEGER)`, '-9223372036854775808'],
    [`CAST('9223372036854775807' AS INT)`, '9223372036854775807'],
    [`CAST('+007' AS INT)`, '7'],
    ['CAST(1.9 AS INT)', '1'],
    ['CAST(-1.9 AS INT)', '-1'],
    ['CAST(1e-999999999 AS INT)', '0'],
    ['CAST(TRUE AS INT)', '1'],
    // FLOAT
    [`CAST('1.5e3' AS FLOAT)`, '1500.0'],
    ['CAST(2 AS FLOAT) / 4', '0.5'],
    // DECIMAL and NUMERIC
    [`CAST('123.456' AS DECIMAL)`, '123.456'],
    [`CAST('123.450' AS NUMERIC)`, '123.450'],
    [`CAST('5' AS DECIMAL) / 2`, '2.5'],
    [`CAST('.5' AS DECIMAL(10, 2))`, '0.5'],
    [`CAST('${'9'.repeat(38)}' AS DECIMAL)`, '9'.repeat(38)],
    // STRING
    ['CAST(1 AS STRING)', '"1"'],
    ['CAST(1.50 AS STRING)', '"1.50"'],
    ['CAST(TRUE AS STRING)', '"true"'],
    ['CAST(`2010-01-01T` AS STRING)', '"2010-01-01"'],
    [`CAST('xyz' AS STRING)`, '"xyz"'],
    // BOOL
    [`CAST('TRUE' AS BOOL)`, 'true'],
    [`CAST('false' AS BOOLEAN)`, 'false'],
    ['CAST(0 AS BOOL)', 'false'],
    ['CAST(0.10 AS BOOL)', 'true'],
    // NULL and MISSING stay what they are
    ['CAST(NULL AS INT)', 'null'],
    ['CAST(MISSING AS INT)', 'MISSING'],
    ['CAST(s.nothing AS TIMESTAMP)', 'MISSING'],
  ])('%s is %s', async (expression, value) => {
    expect(await evaluate(expression)).toBe(value);
  });

  it.each([
    [`CAST('abc' AS INT)`, 'CastFailed'],
    [`CAST('1.5' AS INT)`, 'CastFailed'],
    [`CAST('' AS INT)`, 'CastFailed'],
    [`CAST('1e' AS DECIMAL)`, 'CastFailed'],
    [`CAST('abc' AS FLOAT)`, 'CastFailed'],
    [`CAST('1e999' AS FLOAT)`, 'CastFailed'],
    [`CAST('1${'0'.repeat(38)}1' AS DECIMAL)`, 'CastFailed'],
    [`CAST('2007-04-05T14:30' AS TIMESTAMP)`, 'CastFailed'],
    [`CAST('9223372036854775808' AS INT)`, 'IntegerOverflow'],
    ['CAST(1e19 AS INT)', 'IntegerOverflow'],
    ['CAST(1e999999999 AS INT)', 'IntegerOverflow'],
    ['CAST(1 AS TIMESTAMP)', 'InvalidCast'],
    ['CAST([1] AS STRING)', 'InvalidCast'],
    ['CAST(`2010T` AS INT)', 'InvalidCast'],
    ['CAST(s AS BOOL)', 'InvalidCast'],
  ])('%s fails with %s', async (expression, code) => {
    expect(await failureOf(expression)).toBe(code);
  });

  it('says where in the SQL it failed', async () => {
    expect(await messageOf(`SELECT s.n, CAST(s.n AS INT) FROM S3Object s`, '{"n":"x"}')).toContain(
      `Cannot convert 'x' to INT at line 1, column 13.`,
    );
  });

  it('reads texts of any length in no more time than they have characters', async () => {
    const digits = '9'.repeat(900_000);
    expect(await failureOf('CAST(s.n AS INT)', `{"n":"${digits}"}`)).toBe('IntegerOverflow');
    expect(await failureOf('CAST(s.n AS DECIMAL)', `{"n":"${digits}"}`)).toBe('CastFailed');
    expect(await evaluate('CAST(s.n AS INT)', `{"n":"${'0'.repeat(900_000)}1"}`)).toBe('1');
  });
});

describe('a float [D]', () => {
  it.each([
    ['is compared by value with other numbers', 'CAST(0.5 AS FLOAT) = 0.50 AND CAST(2 AS FLOAT) = 2', 'true'],
    ['is ordered with them', 'CAST(0.5 AS FLOAT) < 1 AND 0.25 < CAST(0.5 AS FLOAT)', 'true'],
    ['makes a float of what it is calculated with', 'CAST(1 AS FLOAT) / 4', '0.25'],
  ])('%s', async (_title, expression, value) => {
    expect(await evaluate(expression)).toBe(value);
  });
});

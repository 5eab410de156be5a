// Integers, decimals, floats: what they hold, how they are calculated with and printed.
// Sources: SQL reference "Data types" and "Operators" [D]; PartiQL v0.1 for the kind of a result [E].
import { describe, expect, it } from 'vitest';
import { evaluate, failureOf, messageOf } from '../testing/evaluate.ts';

describe('arithmetic', () => {
  it.each([
    ['2 + 3 * 4', '14'],
    ['(2 + 3) * 4', '20'],
    ['10 - 2 - 3', '5'],
    ['-7 % 4', '-3'],
    ['-2 * -3', '6'],
    ['- - 1', '1'],
    ['+1', '1'],
    ['7 / 2', '3'],
    ['-7 / 2', '-3'],
    ['0.1 + 0.2', '0.3'],
    ['1.5 * 2', '3.0'],
    ['7.0 / 2', '3.5'],
    ['1 / 3.0', `0.${'3'.repeat(38)}`],
    ['5.5 % 2', '1.5'],
    ['9223372036854775806 + 1', '9223372036854775807'],
    ['-9223372036854775807 - 1', '-9223372036854775808'],
    ['3037000499 * 3037000499', '9223372030926249001'],
    ['s.i + 1', '9007199254740994'],
    ['s.d + 0.01', '1.11'],
    ['1 + NULL', 'null'],
    ['s.nothing * 2', 'null'],
    [`'a' || 'b'`, '"ab"'],
  ])('%s is %s', async (expression, value) => {
    expect(await evaluate(expression, '{"i":9007199254740993,"d":1.10}')).toBe(value);
  });

  it.each([
    ['9223372036854775807 + 1', 'IntegerOverflow'],
    ['-9223372036854775808 - 1', 'IntegerOverflow'],
    ['9223372036854775807 * 2', 'IntegerOverflow'],
    ['s.most + 1', 'IntegerOverflow'],
    ['- s.least', 'IntegerOverflow'],
    [`1 + 'a'`, 'IncorrectSqlFunctionArgumentType'],
    [`'1' + 1`, 'IncorrectSqlFunctionArgumentType'],
    [`- 'a'`, 'IncorrectSqlFunctionArgumentType'],
    ['TRUE * 2', 'IncorrectSqlFunctionArgumentType'],
    ['1 || 2', 'IncorrectSqlFunctionArgumentType'],
    ['1 / 0', 'ExternalEvalException'],
    ['1.0 / 0', 'ExternalEvalException'],
    ['1 % 0', 'ExternalEvalException'],
    ['CAST(1 AS FLOAT) / 0', 'ExternalEvalException'],
  ])('%s fails with %s', async (expression, code) => {
    expect(await failureOf(expression, '{"most":9223372036854775807,"least":-9223372036854775808}')).toBe(code);
  });

  it('says where it failed, in the data too, and over what', async () => {
    expect(await messageOf('SELECT LOWER(s.a) FROM S3Object s', '{"a":1}')).toContain(
      'LOWER takes a string, not an integer at line 1, column 8.',
    );
    expect(await messageOf('SELECT s.a FROM S3Object s WHERE s.a + 1 = 2', '{"a":"x"}')).toContain(
      'Operator + cannot be applied to string and integer at line 1, column 38.',
    );
  });
});

describe('comparison of numbers', () => {
  it.each([
    ['1 = 1.0', 'true'],
    ['1.10 = 1.1', 'true'],
    ['100 = 1e2', 'true'],
    ['9007199254740993 > 9007199254740992.9', 'true'],
    ['0.1 < 0.10000000000000000000000000001', 'true'],
    ['1e400 > 9e399', 'true'],
    ['-1e-400 < 0', 'true'],
    ['9007199254740993 = 9007199254740992', 'false'],
    [`1 = '1'`, 'false'],
    [`1 <> '1'`, 'true'],
  ])('%s is %s', async (expression, value) => {
    expect(await evaluate(expression)).toBe(value);
  });

  it('fails by order between kinds [E], and says where', async () => {
    expect(await messageOf(`SELECT 1 FROM S3Object s WHERE 'a' < s.n`, '{"n":1}')).toContain('at line 1, column 36.');
  });
});

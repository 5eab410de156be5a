// CHAR_LENGTH, LOWER, SUBSTRING, TRIM, UPPER.
// Sources: SQL reference "String functions" (s3-select-sql-reference-string) [D]; its examples of SUBSTRING write strings in
// double quotes, which are names in this language: here they are strings. PartiQL v0.1 [E] for NULL, MISSING and errors.
import { describe, expect, it } from 'vitest';
import { evaluate, failureOf } from '../testing/evaluate.ts';

describe('string functions', () => {
  it.each([
    // [D] examples
    [`CHAR_LENGTH('')`, '0'],
    [`CHAR_LENGTH('abcdefg')`, '7'],
    [`CHARACTER_LENGTH('abcdefg')`, '7'],
    [`LOWER('AbCdEfG!@#$')`, '"abcdefg!@#$"'],
    [`UPPER('AbCdEfG!@#$')`, '"ABCDEFG!@#$"'],
    [`SUBSTRING('123456789', 0)`, '"123456789"'],
    [`SUBSTRING('123456789', 1)`, '"123456789"'],
    [`SUBSTRING('123456789', 2)`, '"23456789"'],
    [`SUBSTRING('123456789', -4)`, '"123456789"'],
    [`SUBSTRING('123456789', 0, 999)`, '"123456789"'],
    [`SUBSTRING('123456789', 1, 5)`, '"12345"'],
    [`TRIM('       foobar         ')`, '"foobar"'],
    [`TRIM('      \tfoobar\t         ')`, '"\\tfoobar\\t"'],
    [`TRIM(LEADING FROM '       foobar         ')`, '"foobar         "'],
    [`TRIM(TRAILING FROM '       foobar         ')`, '"       foobar"'],
    [`TRIM(BOTH FROM '       foobar         ')`, '"foobar"'],
    [`TRIM(BOTH '12' FROM '1112211foobar22211122')`, '"foobar"'],
    // [D] the other syntax, and the rules in the note
    [`SUBSTRING('123456789' FROM 2)`, '"23456789"'],
    [`SUBSTRING('123456789' FROM 2 FOR 3)`, '"234"'],
    [`SUBSTRING('123456789', -1, 4)`, '"12"'],
    [`SUBSTRING('123456789', -1, 1)`, '""'],
    [`SUBSTRING('123456789', 0, 0)`, '""'],
    [`SUBSTRING('123456789', 10)`, '""'],
    [`SUBSTRING('123456789', 9, 99)`, '"9"'],
    [`SUBSTRING('123456789', -9223372036854775808, 9223372036854775807)`, '""'],
    [`SUBSTRING('123456789', -9223372036854775808)`, '"123456789"'],
    [`TRIM(LEADING '12' FROM '21x12')`, '"x12"'],
    [`TRIM(TRAILING '12' FROM '21x12')`, '"21x"'],
    [`TRIM('12' FROM '21x12')`, '"x"'],
    [`TRIM(BOTH 'x' FROM 'xxx')`, '""'],
    [`TRIM(BOTH '' FROM ' x ')`, '" x "'],
    [`trim(both s.nothing from 'x')`, 'null'],
    // characters are code points
    [`CHAR_LENGTH('\u{1F409}é')`, '2'],
    [`SUBSTRING('\u{1F409}ab', 2, 1)`, '"a"'],
    [`SUBSTRING('a\u{1F409}b', 2, 1)`, '"\u{1F409}"'],
    [`TRIM(BOTH '\u{1F409}' FROM '\u{1F409}a\u{1F409}')`, '"a"'],
    [`TRIM(BOTH '\u{1F40A}' FROM '\u{1F409}a')`, '"\u{1F409}a"'],
    // [E] NULL where an argument is unknown
    ['LOWER(NULL)', 'null'],
    ['CHAR_LENGTH(s.nothing)', 'null'],
    [`SUBSTRING('abc', NULL)`, 'null'],
    [`SUBSTRING('abc', 1, s.nothing)`, 'null'],
    ['TRIM(NULL)', 'null'],
  ])('%s is %s', async (expression, value) => {
    expect(await evaluate(expression)).toBe(value);
  });

  it.each([
    ['LOWER(1)', 'IncorrectSqlFunctionArgumentType'],
    ['CHAR_LENGTH(TRUE)', 'IncorrectSqlFunctionArgumentType'],
    [`SUBSTRING('abc', '1')`, 'IncorrectSqlFunctionArgumentType'],
    ['SUBSTRING(1, 1)', 'IncorrectSqlFunctionArgumentType'],
    ['TRIM(1)', 'IncorrectSqlFunctionArgumentType'],
    [`TRIM(BOTH 1 FROM 'a')`, 'IncorrectSqlFunctionArgumentType'],
    [`SUBSTRING('abc', 1, -1)`, 'EvaluatorInvalidArguments'],
    [`LOWER('a', 'b')`, 'EvaluatorInvalidArguments'],
    ['LOWER()', 'EvaluatorInvalidArguments'],
    [`SUBSTRING('abc')`, 'ParseExpectedArgumentDelimiter'],
    [`SUBSTRING('abc' FROM 1, 2)`, 'ParseExpected2TokenTypes'],
    [`SUBSTRING('abc', 1 FOR 2)`, 'ParseExpected2TokenTypes'],
    [`SUBSTRING('abc', 1, 2, 3)`, 'ParseExpectedRightParenBuiltinFunctionCall'],
    [`TRIM(LEADING 'a')`, 'ParseExpectedKeyword'],
    [`TRIM('a', 'b')`, 'ParseExpectedRightParenBuiltinFunctionCall'],
  ])('%s fails with %s', async (expression, code) => {
    expect(await failureOf(expression)).toBe(code);
  });

  it('takes long strings and far positions', async () => {
    const record = `{"t":"${'ab'.repeat(400_000)}"}`;
    expect(await evaluate('SUBSTRING(s.t, 799999)', record)).toBe('"ab"');
    expect(await evaluate(`CHAR_LENGTH(TRIM(BOTH 'ab' FROM s.t))`, record)).toBe('0');
  });

  it('bound what || makes of long strings', async () => {
    const long = Array(8).fill('(s.t || s.t || s.t || s.t)').join(' || ');

    expect(await failureOf(`CHAR_LENGTH(${long})`, `{"t":"${'a'.repeat(900_000)}"}`)).toBe('OverMaxRecordSize');
  });
});

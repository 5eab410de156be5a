import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SelectError } from '../errors.ts';
import { compileQuery } from '../query/query.ts';
import { documentedCodes } from '../testing/documented-codes.ts';
import { parse } from './parser.ts';

function failure(sql: string): SelectError {
  try {
    compileQuery(sql);
  } catch (error) {
    if (error instanceof SelectError) return error;
    throw error;
  }
  throw new Error(`Accepted: ${sql}`);
}

describe('parse', () => {
  // Codes whose description in the service's error list names the mistake [D].
  it.each([
    ['SELECT *, s.a FROM S3Object s', 'ParseAsteriskIsNotAloneInSelectList'],
    ['SELECT s.a, * FROM S3Object s', 'ParseAsteriskIsNotAloneInSelectList'],
    ['SELECT s[*].a FROM S3Object s', 'ParseInvalidContextForWildcardInSelectList'],
    ['SELECT s.a[0].* FROM S3Object s', 'ParseCannotMixSqbAndWildcardInSelectList'],
    ['SELECT s.a', 'ParseSelectMissingFrom'],
    ['SELECT s.a AS 1 FROM S3Object s', 'ParseExpectedIdentForAlias'],
    [
      'SELECT s.1 FROM S3Object s',
      'ParseExpectedTokenType|ParseInvalidPathComponent|ParseUnexpectedToken|LexerInvalidLiteral',
    ],
    ['SELECT s.size FROM S3Object s', 'ParseInvalidPathComponent'],
    ['SELECT LOWER(s.a FROM S3Object s', 'ParseExpectedRightParenBuiltinFunctionCall'],
    ['SELECT LOWER s.a FROM S3Object s', 'ParseExpectedLeftParenBuiltinFunctionCall'],
    ['SELECT LOWER(*) FROM S3Object s', 'ParseUnsupportedCallWithStar'],
    ['SELECT LOWER(s.a, s.b) FROM S3Object s', 'EvaluatorInvalidArguments'],
    ['SELECT CASE END FROM S3Object s', 'ParseExpectedWhenClause'],
    [`SELECT * FROM S3Object s WHERE s.a NOT 'in' (1)`, 'ParseUnexpectedToken'],
    ['SELECT NOPE(s.a) FROM S3Object s', 'UnsupportedFunction'],
    ['SELECT s.a FROM S3Object s JOIN S3Object t', 'ParseMalformedJoin'],
    ["SELECT s.a FROM S3Object s WHERE s.a LIKE 'x' ESCAPE 'ab'", 'EvaluatorLikePatternInvalidEscapeSequence'],
  ])('%s fails with %s', (sql, codes) => {
    expect(codes.split('|')).toContain(failure(sql).code);
  });

  it.each([
    '',
    ';',
    'SELECT',
    'SELECT FROM S3Object',
    'DELETE FROM S3Object',
    'SELECT * FROM S3Object WHERE',
    'SELECT * FROM S3Object WHERE s.a =',
    'SELECT * FROM S3Object WHERE s.a IN ()',
    'SELECT * FROM S3Object WHERE s.a BETWEEN 1',
    'SELECT * FROM S3Object WHERE (s.a',
    'SELECT * FROM S3Object WHERE s.a IS STRING',
    'SELECT * FROM S3Object WHERE s.a = 1 2',
    'SELECT * FROM S3Object s ORDER BY s.a',
    'SELECT * FROM S3Object s GROUP BY s.a',
    'SELECT DISTINCT s.a FROM S3Object s',
    'SELECT * FROM S3Object; SELECT * FROM S3Object',
    'SELECT * FROM S3Object WHERE s.a = ?',
  ])('refuses "%s" with a documented code of status 400', (sql) => {
    const { code, status } = failure(sql);
    expect(documentedCodes).toContain(code);
    expect(status).toBe(400);
  });

  it.each(['POSITION(s.a)', 'BIT_LENGTH(s.a)', 'SIZE(s.a)', 'EXISTS(s.a)', 'ABS(s.a)', 'CONCAT(s.a)'])(
    'refuses %s, which S3 Select does not have, by name',
    (call) => {
      const { code, message } = failure(`SELECT ${call} FROM S3Object s`);
      expect(code).toBe('UnsupportedFunction');
      expect(message).toContain(call.slice(0, call.indexOf('(')));
    },
  );

  it('shows the place of a mistake', () => {
    expect(failure('SELECT s.a FROM S3Object s\nWHERE s.size = 1').message).toContain('at line 2, column 9.');
  });

  it('takes long lists and chains, and refuses deep nesting', () => {
    const alternatives = Array.from({ length: 5000 }, (_, i) => `s.a = ${i}`).join(' OR ');
    expect(() => compileQuery(`SELECT * FROM S3Object s WHERE ${alternatives}`)).not.toThrow();
    expect(() => compileQuery(`SELECT * FROM S3Object s WHERE s.a IN (${'1,'.repeat(100_000)}1)`)).not.toThrow();

    for (const deep of [
      `${'('.repeat(100_000)}1`,
      `${'NOT '.repeat(60_000)}TRUE`,
      `${'- '.repeat(100_000)}1`,
      `1${' + 1'.repeat(50_000)}`,
      `s${'.a'.repeat(100_000)}`,
      `${'CASE WHEN '.repeat(20_000)}1`,
      `${'LOWER('.repeat(40_000)}1`,
      `${'TRIM('.repeat(40_000)}1`,
      `${'CAST('.repeat(40_000)}1`,
      `${'['.repeat(100_000)}1`,
      `${"{'a':".repeat(40_000)}1`,
    ]) {
      expect(failure(`SELECT ${deep} FROM S3Object s`).code).toBe('MaxOperatorsExceeded');
    }
  });

  it('compiles a CASE whose subject is a CASE in time that grows with its length', () => {
    const levels = 60;
    const nested = `${'CASE '.repeat(levels)}s.a${' WHEN 1 THEN 2 WHEN 3 THEN 4 END'.repeat(levels)}`;

    expect(() => compileQuery(`SELECT ${nested} FROM S3Object s WHERE ${nested} = 2`)).not.toThrow();
  });

  it('ends any sequence of words in a statement or in a SelectError with a documented code', () => {
    const words =
      `SELECT FROM WHERE LIMIT AND OR NOT IN LIKE ESCAPE BETWEEN IS NULL MISSING AS CASE WHEN THEN ELSE END COUNT LOWER
      CAST( SUBSTRING( TRIM( EXTRACT( DATE_ADD( TO_STRING( UTCNOW() INT DECIMAL TIMESTAMP YEAR BOTH FOR 'y' -1 : \`2010T\`
      S3Object s a "b" 'c' 1 2.5 1e9 * , . ; ( ) [ ] [*] .* = <> < <= + - * / % || CAST TRUE { } ? @ << \`x\``.split(
        /\s+/,
      );
    const sql = fc.array(fc.constantFrom(...words), { maxLength: 25 }).map((parts) => parts.join(' '));
    const text = fc.oneof(
      sql,
      sql.map((rest) => `SELECT ${rest}`),
      sql.map((rest) => `SELECT * FROM S3Object s WHERE ${rest}`),
      fc.string({ unit: 'binary' }).map((rest) => `SELECT * FROM S3Object s WHERE s.a ${rest}`),
    );
    fc.assert(
      fc.property(text, (candidate) => {
        try {
          parse(candidate);
          compileQuery(candidate);
        } catch (error) {
          expect(error).toBeInstanceOf(SelectError);
          expect(documentedCodes).toContain((error as SelectError).code);
        }
      }),
      { numRuns: 3000 },
    );
  });
});

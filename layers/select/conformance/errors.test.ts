// The codes of the service's error list that an SQL text can end in, one expression or statement for each.
// Sources: the descriptions of the error list (API reference, "List of SELECT Object Content Error Codes") [D]; which fault
// gets which code comes from PartiQL v0.1's parser where the description leaves it open [E].
import { describe, expect, it } from 'vitest';
import { documentedCodes } from '../testing/documented-codes.ts';
import { outcome } from '../testing/run-select.ts';

/** What the service raises while it reads the SQL, so before it reads the object. */
const ofTheText: [code: string, sql: string][] = [
  ['EvaluatorInvalidArguments', 'SELECT NULLIF(s.a) FROM S3Object s'],
  ['EvaluatorInvalidTimestampFormatPattern', `SELECT TO_STRING(s.t, 'yyyyyyy') FROM S3Object s`],
  ['EvaluatorInvalidTimestampFormatPattern', `SELECT TO_TIMESTAMP(s.a, 'dd') FROM S3Object s`],
  ['EvaluatorInvalidTimestampFormatPatternSymbol', `SELECT TO_TIMESTAMP(s.a, 'yyyyy') FROM S3Object s`],
  ['EvaluatorInvalidTimestampFormatPatternSymbolForParsing', `SELECT TO_TIMESTAMP(s.a, 'y MMMMM') FROM S3Object s`],
  ['EvaluatorInvalidTimestampFormatPatternToken', `SELECT TO_TIMESTAMP(s.a, 'y é') FROM S3Object s`],
  ['EvaluatorTimestampFormatPatternDuplicateFields', `SELECT TO_TIMESTAMP(s.a, 'y y') FROM S3Object s`],
  ['EvaluatorTimestampFormatPatternHourClockAmPmMismatch', `SELECT TO_TIMESTAMP(s.a, 'y M d h m') FROM S3Object s`],
  ['EvaluatorUnterminatedTimestampFormatPatternToken', `SELECT TO_TIMESTAMP(s.a, 'y ''x') FROM S3Object s`],
  ['EvaluatorLikePatternInvalidEscapeSequence', `SELECT s.a LIKE '!a' ESCAPE '!' FROM S3Object s`],
  ['EvaluatorNegativeLimit', 'SELECT s.a FROM S3Object s LIMIT -1'],
  ['InvalidDataSource', 'SELECT s.a FROM dragons s'],
  ['InvalidDataType', 'SELECT CAST(s.a AS VARCHAR) FROM S3Object s'],
  ['InvalidKeyPath', 'SELECT s.a FROM S3Object.a s'],
  ['LexerInvalidChar', 'SELECT s.a # FROM S3Object s'],
  ['LexerInvalidChar', `SELECT 'open FROM S3Object s`],
  ['LexerInvalidIONLiteral', 'SELECT `2010-01-01T00:00` FROM S3Object s'],
  ['LexerInvalidLiteral', 'SELECT 1abc FROM S3Object s'],
  ['LexerInvalidOperator', 'SELECT s.a ! 1 FROM S3Object s'],
  ['LikeInvalidInputs', `SELECT s.a LIKE '%${'a_'.repeat(3000)}%' FROM S3Object s`],
  ['MaxOperatorsExceeded', `SELECT ${'('.repeat(300)}1 FROM S3Object s`],
  ['MultipleDataSourcesUnsupported', 'SELECT s.a FROM S3Object s, S3Object t'],
  ['NumberFormatError', `SELECT ${'9'.repeat(1001)} FROM S3Object s`],
  ['ParseAsteriskIsNotAloneInSelectList', 'SELECT *, s.a FROM S3Object s'],
  ['ParseCannotMixSqbAndWildcardInSelectList', 'SELECT s.a[0].* FROM S3Object s'],
  ['ParseCastArity', 'SELECT CAST(s.a AS INT(5)) FROM S3Object s'],
  ['ParseCastArity', 'SELECT CAST(s.a AS DECIMAL(1, 2, 3)) FROM S3Object s'],
  ['ParseEmptySelect', 'SELECT FROM S3Object s'],
  ['ParseExpected2TokenTypes', 'SELECT SUBSTRING(s.a FROM 1 TO 2) FROM S3Object s'],
  ['ParseExpectedArgumentDelimiter', 'SELECT SUBSTRING(s.a 1) FROM S3Object s'],
  ['ParseExpectedDatePart', 'SELECT EXTRACT(CENTURY FROM s.t) FROM S3Object s'],
  ['ParseExpectedExpression', 'SELECT s.a FROM S3Object s WHERE s.a ='],
  ['ParseExpectedIdentForAlias', 'SELECT s.a AS 1 FROM S3Object s'],
  ['ParseExpectedIdentForAt', 'SELECT s.a FROM S3Object s AT 1'],
  ['ParseExpectedKeyword', 'SELECT CASE WHEN TRUE 1 END FROM S3Object s'],
  ['ParseExpectedLeftParenAfterCast', 'SELECT CAST s.a AS INT FROM S3Object s'],
  ['ParseExpectedLeftParenBuiltinFunctionCall', 'SELECT LOWER s.a FROM S3Object s'],
  ['ParseExpectedMember', 'SELECT {1: 2} FROM S3Object s'],
  ['ParseExpectedNumber', 'SELECT s.a FROM S3Object s LIMIT'],
  ['ParseExpectedNumber', `SELECT s.a FROM S3Object s LIMIT 'x'`],
  ['ParseExpectedRightParenBuiltinFunctionCall', 'SELECT LOWER(s.a FROM S3Object s'],
  ['ParseExpectedTokenType', 'SELECT (s.a FROM S3Object s'],
  ['ParseExpectedTypeName', 'SELECT CAST(s.a AS dragon) FROM S3Object s'],
  ['ParseExpectedWhenClause', 'SELECT CASE s.a ELSE 1 END FROM S3Object s'],
  ['ParseInvalidContextForWildcardInSelectList', 'SELECT s[*].a FROM S3Object s'],
  ['ParseInvalidPathComponent', 'SELECT s.size FROM S3Object s'],
  ['ParseInvalidTypeParam', `SELECT CAST(s.a AS DECIMAL('1')) FROM S3Object s`],
  ['ParseMalformedJoin', 'SELECT s.a FROM S3Object s JOIN S3Object t ON s.a = t.a'],
  ['ParseMissingIdentAfterAt', 'SELECT @1 FROM S3Object s'],
  ['ParseNonUnaryAgregateFunctionCall', 'SELECT SUM(s.a, s.b) FROM S3Object s'],
  ['ParseSelectMissingFrom', 'SELECT s.a'],
  ['ParseUnExpectedKeyword', 'SELECT s.a FROM S3Object s WHERE table'],
  ['ParseUnexpectedOperator', 'SELECT = 1 FROM S3Object s'],
  ['ParseUnexpectedTerm', 'SELECT s.a FROM S3Object s WHERE }'],
  ['ParseUnexpectedToken', 'SELECT s.a FROM S3Object s WHERE s.a = 1 2'],
  ['ParseUnsupportedCallWithStar', 'SELECT SUM(*) FROM S3Object s'],
  ['ParseUnsupportedSelect', 'SELECT DISTINCT s.a FROM S3Object s'],
  ['ParseUnsupportedSyntax', 'SELECT s.a FROM S3Object s AT i'],
  ['ParseUnsupportedToken', 'SELECT s.a FROM S3Object s WHERE s.a = ?'],
  ['UnsupportedFunction', 'SELECT ABS(s.a) FROM S3Object s'],
  ['UnsupportedSqlOperation', 'DELETE FROM S3Object s'],
  ['UnsupportedSqlOperation', 'SELECT s.a FROM S3Object s WHERE COUNT(*) > 1'],
  ['UnsupportedSqlStructure', 'SELECT s.a FROM S3Object s ORDER BY s.a'],
  ['UnsupportedSqlStructure', 'SELECT s.a FROM S3Object s GROUP BY s.a'],
  ['UnsupportedSqlStructure', 'SELECT s.a FROM (SELECT * FROM S3Object) s'],
  ['UnsupportedSyntax', 'SELECT <<1>> FROM S3Object s'],
];

/** What depends on the record `{"n":1,"N":2,"t":"x","big":9223372036854775807}`. */
const ofTheData: [code: string, sql: string][] = [
  ['AmbiguousFieldName', 'SELECT s.n FROM S3Object s'],
  ['AmbiguousFieldName', 'SELECT n + 1 FROM S3Object s'],
  ['AmbiguousFieldName', 'SELECT x FROM S3Object[*].n x'],
  ['AmbiguousFieldName', `SELECT s.t FROM S3Object s WHERE s.n = 'x'`],
  ['CastFailed', 'SELECT CAST(s.t AS INT) FROM S3Object s'],
  ['InvalidCast', 'SELECT CAST(s.big AS TIMESTAMP) FROM S3Object s'],
  ['EvaluatorInvalidArguments', 'SELECT SUBSTRING(s.t, 1, -1) FROM S3Object s'],
  ['ExternalEvalException', 'SELECT s.t FROM S3Object s WHERE s.t < 1'],
  ['ExternalEvalException', 'SELECT s.big / 0 FROM S3Object s'],
  ['ExternalEvalException', 'SELECT NOT s.t FROM S3Object s'],
  ['ExternalEvalException', 'SELECT 1 IN s.t FROM S3Object s'],
  ['ExternalEvalException', 'SELECT MAX(s) FROM S3Object s'],
  ['IllegalSqlFunctionArgument', 'SELECT DATE_ADD(year, s.big, `2010T`) FROM S3Object s'],
  ['IncorrectSqlFunctionArgumentType', 'SELECT LOWER(s.big) FROM S3Object s'],
  ['IncorrectSqlFunctionArgumentType', 'SELECT SUM(s.t) FROM S3Object s'],
  ['IntegerOverflow', 'SELECT s.big + 1 FROM S3Object s'],
  ['IntegerOverflow', 'SELECT -s.big - 2 FROM S3Object s'],
  ['LikeInvalidInputs', `SELECT s.big LIKE 'x' FROM S3Object s`],
  ['NumberFormatError', 'SELECT CAST(s.big AS FLOAT) * 1e300 FROM S3Object s'],
  ['ValueParseFailure', 'SELECT TO_TIMESTAMP(s.t) FROM S3Object s'],
];

describe('an error in the SQL text', () => {
  it.each(ofTheText)('is %s: %s', async (code, sql) => {
    const { error } = await outcome(sql, '');

    expect(error).toMatchObject({ code, status: 400 });
    expect(error?.message).toMatch(/ at line 1, column [0-9]+\.$/);
    expect(documentedCodes).toContain(code);
  });

  it('is ParseUnsupportedSyntax for a wildcard where one value is meant', async () => {
    for (const sql of ['SELECT s.a FROM S3Object s WHERE s.a[*] = 1', 'SELECT 1 FROM S3Object s WHERE 1 IN (s.a[*])']) {
      expect((await outcome(sql, '')).error).toMatchObject({ code: 'ParseUnsupportedSyntax', status: 400 });
    }
  });

  it('is ExpressionTooLong beyond 256 KB, wherever it is', async () => {
    const { error } = await outcome(`SELECT '${'x'.repeat(256 * 1024)}' FROM S3Object`, '');

    expect(error?.code).toBe('ExpressionTooLong');
  });
});

describe('an error in what the SQL meets', () => {
  it.each(ofTheData)('is %s: %s', async (code, sql) => {
    const { error, output } = await outcome(sql, '{"n":1,"N":2,"t":"x","big":9223372036854775807}\n');

    expect(error).toMatchObject({ code, status: 400 });
    expect(error?.message).toMatch(/ at line 1, column [0-9]+\.$/);
    expect(documentedCodes).toContain(code);
    expect(output).toBe('');
  });

  it('comes after the rows before it', async () => {
    const { error, output } = await outcome('SELECT CAST(s.n AS INT) AS n FROM S3Object s', '{"n":"1"}\n{"n":"x"}\n');

    expect(output).toBe('{"n":1}\n');
    expect(error?.code).toBe('CastFailed');
  });
});

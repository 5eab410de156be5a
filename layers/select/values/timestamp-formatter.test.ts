// TO_STRING.
// Sources: SQL reference "Date functions" [D]; partiql-lang-kotlin v0.1, ToStringExprFunction.kt and its tests, which
// print with Java's DateTimeFormatter [E].
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-date.html
// [E] is what this package does after that example; the service may differ.
import { describe, expect, it } from 'vitest';
import { compileFormatter } from './timestamp-formatter.ts';
import { Timestamp } from './timestamp.ts';

describe('TO_STRING', () => {
  it.each([
    // [D] the examples of the page
    ['1969-07-20T20:18Z', 'MMMM d, y', 'July 20, 1969'],
    ['1969-07-20T20:18Z', 'MMM d, yyyy', 'Jul 20, 1969'],
    ['1969-07-20T20:18Z', 'M-d-yy', '7-20-69'],
    ['1969-07-20T20:18Z', 'MM-d-y', '07-20-1969'],
    ['1969-07-20T20:18Z', 'MMMM d, y h:m a', 'July 20, 1969 8:18 PM'],
    ['1969-07-20T20:18Z', "y-MM-dd'T'H:m:ssX", '1969-07-20T20:18:00Z'],
    ['1969-07-20T20:18+08:00', "y-MM-dd'T'H:m:ssXXXX", '1969-07-20T20:18:00+0800'],
    ['1969-07-20T20:18+08:00', "y-MM-dd'T'H:m:ssXXXXX", '1969-07-20T20:18:00+08:00'],
    // [E] The page's example of X has an offset that is none, +08:00Z, and the result of Z alone.
    ['1969-07-20T20:18+08:00', "y-MM-dd'T'H:m:ssX", '1969-07-20T20:18:00+08'],
    // [D] the table of symbols, symbol by symbol
    ['0069T', 'y yy yyyy', '69 69 0069'],
    ['1905T', 'yy', '05'],
    ['2000-01-02T', 'M MM MMM MMMM MMMMM', '1 01 Jan January J'],
    ['2000-01-02T', 'd dd', '2 02'],
    ['2000-01-02T03:04Z', 'a h hh H HH m mm', 'AM 3 03 3 03 4 04'],
    ['2000-01-02T15:04:05Z', 'a h hh H HH s ss', 'PM 3 03 15 15 5 05'],
    ['2000-01-02T03:04:05.06Z', 'S SS SSS SSSSSSSSS n', '0 06 060 060000000 60000000'],
    ['2000-01-02T03:04+07:00', 'X XX XXX XXXX XXXXX', '+07 +0700 +07:00 +0700 +07:00'],
    ['2000-01-02T03:04+07:00', 'x xx xxx xxxx xxxxx', '+07 +0700 +07:00 +0700 +07:00'],
    ['2000-01-02T03:04Z', 'X XX XXX XXXX XXXXX', 'Z Z Z Z Z'],
    ['2000-01-02T03:04Z', 'x xx xxx xxxx xxxxx', '+00 +0000 +00:00 +0000 +00:00'],
    // [E]
    ['2000-01-02T00:04Z', 'h hh a', '12 12 AM'],
    ['2000-01-02T12:04Z', 'h hh a', '12 12 PM'],
    ['2000-01-02T03:04-08:30', 'X XX XXX x', '-0830 -0830 -08:30 -0830'],
    ['2000-01-02T03:04-00:30', 'X XXX', '-0030 -00:30'],
    ['2000-01-02T03:04-00:00', 'X x', 'Z +00'],
    ['2000-01-02T03:04:05.999999999999Z', 's SSS SSSSSSSSS n', '5 999 999999999 999999999'],
    ['2000-01-02T03:04:05Z', 'SSS n', '000 0'],
    ['0500-03-09', 'M/d/y', '3/9/500'],
    ['0500-03-09', 'yyy', '500'],
    ['1969T', "MMMM d, y 'at' HH:mm", 'January 1, 1969 at 00:00'],
    // [E] text
    ['1969T', '', ''],
    ['1969T', "''y''", "'1969'"],
    ['1969T', "'it''s' y", "it's 1969"],
    ['1969T', "''''y", "'1969"],
    ['1969T', "'y'yyyy'y'", 'y1969y'],
    ['1969T', '(y_年)', '(1969_年)'],
    ['1969-07-20', 'yMMdd', '19690720'],
  ])('of %s by %s is %s', (text, pattern, expected) => {
    const timestamp = Timestamp.parse(text);
    expect(timestamp && compileFormatter(pattern)(timestamp)).toBe(expected);
  });

  it.each([
    'b',
    'Y',
    'VV',
    'yyyyy',
    'MMMMMM',
    'ddd',
    'HHH',
    'hhh',
    'mmm',
    'sss',
    'aa',
    'nn',
    'xxxxxx',
    "y'T",
    '[y]',
    'T',
  ])('refuses the pattern %s [E]', (pattern) => {
    const invalid = expect.objectContaining({ code: 'EvaluatorInvalidTimestampFormatPattern' });
    expect(() => compileFormatter(pattern)).toThrow(invalid);
  });

  it('tells what is wrong with which pattern, however long that is', () => {
    expect(() => compileFormatter(`${'y-'.repeat(500_000)}Q`)).toThrow(
      /^The timestamp pattern '(y-){30}…' has Q at character 1000001, which is no symbol; text is put in single quotes\.$/,
    );
  });
});

// TO_TIMESTAMP with a pattern, which the SQL reference mentions in the table of symbols and in the errors alone [D].
// Sources: the errors' descriptions in https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html [D];
// partiql-lang-kotlin v0.1, TimestampParser.kt, FormatPattern.kt and their tests [E].
// [E] is what this package does after that example; the service may differ.
import { describe, expect, it } from 'vitest';
import { compileParser } from './timestamp-parser.ts';

describe('TO_TIMESTAMP with a pattern', () => {
  it.each([
    // [E] years
    ['y', '7', '0007T'],
    ['y', '0007', '0007T'],
    ['yyyy', '2007', '2007T'],
    ['yyy', '0007', '0007T'],
    ['yy', '00', '2000T'],
    ['yy', '69', '2069T'],
    ['yy', '70', '1970T'],
    // [E] months and days
    ['y M', '2007 6', '2007-06T'],
    ['y M', '2007 06', '2007-06T'],
    ['y MM', '2007 06', '2007-06T'],
    ['y MMM', '2007 jun', '2007-06T'],
    ['y MMMM', '2007 June', '2007-06T'],
    ['MMMM y', 'MAY 2007', '2007-05T'],
    ['y M d', '2007 6 5', '2007-06-05'],
    ['y M dd', '2007 6 05', '2007-06-05'],
    // [E] times, where an hour alone stands for its first minute
    ['y M d H', '2007 6 5 9', '2007-06-05T09:00-00:00'],
    ['y M d h a', '2007 6 5 9 pm', '2007-06-05T21:00-00:00'],
    ['y M d h a', '2007 6 5 12 AM', '2007-06-05T00:00-00:00'],
    ['y M d h a', '2007 6 5 12 PM', '2007-06-05T12:00-00:00'],
    ['y M d HH:mm', '2007 6 5 09:08', '2007-06-05T09:08-00:00'],
    ['y M d H m s', '2007 6 5 9 8 6', '2007-06-05T09:08:06-00:00'],
    ['y M d h m s a', '2007 6 5 1 2 6 PM', '2007-06-05T13:02:06-00:00'],
    // [E] fractions
    ['y M d H m s S', '2007 6 5 9 8 6 2', '2007-06-05T09:08:06.2-00:00'],
    ['y M d H m s.SSSSSSSSS', '2007 6 5 9 8 6.123456789', '2007-06-05T09:08:06.123456789-00:00'],
    ['y M d H m s n', '2007 6 5 9 8 6 100', '2007-06-05T09:08:06.0000001-00:00'],
    ['y M d H m s n', '2007 6 5 9 8 6 00100', '2007-06-05T09:08:06.0000001-00:00'],
    ['y M d H m s n', '2007 6 5 9 8 6 999999999', '2007-06-05T09:08:06.999999999-00:00'],
    // [E] offsets
    ['y M d H m X', '1969 07 20 20 01 Z', '1969-07-20T20:01Z'],
    ['y M d H m XXXXX', '1969 07 20 20 01 z', '1969-07-20T20:01Z'],
    ['y M d H m X', '1969 07 20 20 01 +02', '1969-07-20T20:01+02:00'],
    ['y M d H m X', '1969 07 20 20 01 -0203', '1969-07-20T20:01-02:03'],
    ['y M d H m XX', '1969 07 20 20 01 +0203', '1969-07-20T20:01+02:03'],
    ['y M d H m XXX', '1969 07 20 20 01 -02:03', '1969-07-20T20:01-02:03'],
    ['y M d H m xxxx', '1969 07 20 20 01 +0000', '1969-07-20T20:01Z'],
    ['y M d H m xxxxx', '1969 07 20 20 01 -18:00', '1969-07-20T20:01-18:00'],
    // [E] the timestamps' own form
    ["y'T'", '1969T', '1969T'],
    ["y-MM-dd'T'H:m:ss.SSSX", '1969-07-20T20:18:00.123Z', '1969-07-20T20:18:00.123Z'],
    // [E] digits without a sign between them
    ['yyyyMMddHHmmss', '20070605040302', '2007-06-05T04:03:02-00:00'],
    ['yyyyMMddHHmmssSSS', '20070605040302100', '2007-06-05T04:03:02.1-00:00'],
    ['yMMdd', '70605', '0007-06-05'],
    // [E] text
    [' y M d ', ' 2007 6 5 ', '2007-06-05'],
    ["'Some'y'crazy'M'delimiter'd'here'", 'some2007CRAZY6delimiter5here', '2007-06-05'],
    ["'😸'y'😸'M'😸'", '😸2007😸6😸', '2007-06T'],
    ["'o''clock 'y", "o'clock 2007", '2007T'],
  ])('%s reads %j as %s', (pattern, text, expected) => {
    expect(compileParser(pattern)(text).toString()).toBe(expected);
  });

  it.each([
    // [E] what does not fit
    ['y', ''],
    ['y', '12345'],
    ['y', '-2007'],
    ['y', '２００７'],
    ['yyyy-MM-dd', ' 2017-01-01'],
    ['yyyy-MM-dd', '2017-01-01 '],
    ['yyyy-MM-dd', '2017/01/01'],
    ['yyyy M', '7 6'],
    ['y MM', '7 6'],
    ['yM', '2007'],
    ['y MMM', '2007 Ju'],
    ['y MMMM', '2007 Jun'],
    ['y M dd', '7 6 5'],
    ['y M d H m x', '1969 07 20 20 01 Z'],
    ['y M d H m x', '1969 07 20 20 01 +2'],
    ['y M d H m x', '1969 07 20 20 01 +2400'],
    ['y M d H m x', '1969 07 20 20 01 -240'],
    ['y M d H m XXX', '1969 07 20 20 01 +0200'],
    ['y M d H m xxxxx', '1969 07 20 20 01 +01:00:01'],
    ['y M d h a', '2007 6 5 9 xm'],
    ['y M d H m s SSS', '2007 6 5 9 8 6 12'],
    ['y M d H m s n', '2007 6 5 9 8 6 1000000000'],
    // [E] what there is not
    ['yyyy-MM-dd', '0000-01-01'],
    ['yyyy-MM-dd', '2017-00-01'],
    ['yyyy-MM-dd', '2017-13-01'],
    ['yyyy-MM-dd', '2017-01-00'],
    ['yyyy-MM-dd', '2017-01-32'],
    ['yyyy-MM-dd hh:mm a', '2017-01-01 13:01 PM'],
    ['yyyy-MM-dd HH:mm', '2017-01-01 24:01'],
    ['yyyy-MM-dd HH:mm', '2017-01-01 01:60'],
    ['yyyy-MM-dd HH:mm:ss', '2017-01-01 01:01:60'],
    ['yyyy-MM-dd', '2017-02-29'],
  ])('%s does not read %j', (pattern, text) => {
    const failure = expect.objectContaining({ code: 'ValueParseFailure' });
    expect(() => compileParser(pattern)(text)).toThrow(failure);
  });

  it.each([
    ['EvaluatorInvalidTimestampFormatPatternToken', ['asdf', 'yyyyP', 'y_M', '年']],
    ['EvaluatorInvalidTimestampFormatPatternSymbol', ['yyyyy', 'y M ddd', 'hhh', 'HHH', 'mmm', 'sss', 'aa', 'XXXXXX']],
    ['EvaluatorUnterminatedTimestampFormatPatternToken', ["yy-mm-dd-'Thh:mm", "'", "y'''"]],
    ['EvaluatorInvalidTimestampFormatPatternSymbolForParsing', ['y MMMMM', 'MMMMM']],
    [
      'EvaluatorTimestampFormatPatternDuplicateFields',
      ['y yy', 'M MMM', 'd dd', 'h H', 'm mm', 's ss', 'n S', 'y x XX'],
    ],
    ['EvaluatorTimestampFormatPatternHourClockAmPmMismatch', ['yyyy M dd H m a', 'yyyy M dd h m']],
    // [E] A timestamp without its coarser fields; the service documents no code of its own for it.
    ['EvaluatorInvalidTimestampFormatPattern', ['', "'text' /-,:.", 'M', 'y d', 'y M d m', 'y M d H s', 'y M d H m S']],
    ['EvaluatorInvalidTimestampFormatPattern', ['a', 'x', 'y X', 'y M d a']],
  ])('%s for %j, whatever the text', (code, patterns) => {
    for (const pattern of patterns) {
      expect(() => compileParser(pattern), pattern).toThrow(expect.objectContaining({ code }));
    }
  });

  it('takes patterns and texts of any length', () => {
    const parse = compileParser(`${"'a'-".repeat(200_000)}y`);
    expect(parse(`${'a-'.repeat(200_000)}2007`).toString()).toBe('2007T');
    expect(() => parse('a-'.repeat(500_000))).toThrow(expect.objectContaining({ code: 'ValueParseFailure' }));
    const digits = compileParser("y M d H m s n 'of it'");
    expect(() => digits(`2007 6 5 9 8 6 ${'1'.repeat(1_000_000)}`)).toThrow(/does not fit/);
  });

  it('names what is missing', () => {
    expect(() => compileParser('y M s')).toThrow(
      "The timestamp pattern 'y M s' has no symbol for the day, hour, minute, which a timestamp needs.",
    );
    expect(() => compileParser('y X')).toThrow('has no symbol for the month, day, hour, which');
    expect(() => compileParser('')).toThrow('has no symbol for the year, which');
  });

  it('shows the text and the pattern that do not fit, cut off where they are long', () => {
    expect(() => compileParser('y M')('x'.repeat(1_000_000))).toThrow(
      /^'x{60}…' does not fit the timestamp pattern 'y M'\.$/,
    );
  });
});

// DATE_ADD, DATE_DIFF, EXTRACT, TO_STRING, TO_TIMESTAMP, UTCNOW.
// Sources: SQL reference "Date functions" (s3-select-sql-reference-date) [D]. Two of its examples hold timestamps that its own
// "Data types" refuses: a time without an offset, and an offset followed by Z; they stand below with the offset mended.
import { afterEach, describe, expect, it, vi } from 'vitest';
import { evaluate, failureOf } from '../testing/evaluate.ts';
import { lines, run } from '../testing/run-select.ts';

afterEach(() => void vi.useRealTimers());

describe('date functions [D, examples]', () => {
  it.each([
    ['DATE_ADD(year, 5, `2010-01-01T`)', '"2015-01-01"'],
    ['DATE_ADD(month, 1, `2010T`)', '"2010-02T"'],
    ['DATE_ADD(month, 13, `2010T`)', '"2011-02T"'],
    ['DATE_ADD(day, -1, `2017-01-10T`)', '"2017-01-09"'],
    ['DATE_ADD(hour, 1, `2017T`)', '"2017-01-01T01:00-00:00"'],
    ['DATE_ADD(hour, 1, `2017-01-02T03:04Z`)', '"2017-01-02T04:04Z"'],
    ['DATE_ADD(minute, 1, `2017-01-02T03:04:05.006Z`)', '"2017-01-02T03:05:05.006Z"'],
    ['DATE_ADD(second, 1, `2017-01-02T03:04:05.006Z`)', '"2017-01-02T03:04:06.006Z"'],
    ['DATE_DIFF(year, `2010-01-01T`, `2011-01-01T`)', '1'],
    ['DATE_DIFF(month, `2010T`, `2011T`)', '12'],
    ['DATE_DIFF(month, `2011T`, `2010T`)', '-12'],
    ['DATE_DIFF(day, `2010-01-01T23:00Z`, `2010-01-02T01:00Z`)', '0'],
    ['EXTRACT(YEAR FROM `2010-01-01T`)', '2010'],
    ['EXTRACT(MONTH FROM `2010T`)', '1'],
    ['EXTRACT(MONTH FROM `2010-10T`)', '10'],
    ['EXTRACT(HOUR FROM `2017-01-02T03:04:05+07:08`)', '3'],
    ['EXTRACT(MINUTE FROM `2017-01-02T03:04:05+07:08`)', '4'],
    ['EXTRACT(TIMEZONE_HOUR FROM `2017-01-02T03:04:05+07:08`)', '7'],
    ['EXTRACT(TIMEZONE_MINUTE FROM `2017-01-02T03:04:05+07:08`)', '8'],
    ["TO_STRING(`1969-07-20T20:18Z`, 'MMMM d, y')", '"July 20, 1969"'],
    ["TO_STRING(`1969-07-20T20:18Z`, 'MMM d, yyyy')", '"Jul 20, 1969"'],
    ["TO_STRING(`1969-07-20T20:18Z`, 'M-d-yy')", '"7-20-69"'],
    ["TO_STRING(`1969-07-20T20:18Z`, 'MM-d-y')", '"07-20-1969"'],
    ["TO_STRING(`1969-07-20T20:18Z`, 'MMMM d, y h:m a')", '"July 20, 1969 8:18 PM"'],
    ["TO_STRING(`1969-07-20T20:18Z`, 'y-MM-dd''T''H:m:ssX')", '"1969-07-20T20:18:00Z"'],
    ["TO_STRING(`1969-07-20T20:18Z`, 'y-MM-dd''T''H:m:ssX')", '"1969-07-20T20:18:00Z"'],
    ["TO_STRING(`1969-07-20T20:18+08:00`, 'y-MM-dd''T''H:m:ssXXXX')", '"1969-07-20T20:18:00+0800"'],
    ["TO_STRING(`1969-07-20T20:18+08:00`, 'y-MM-dd''T''H:m:ssXXXXX')", '"1969-07-20T20:18:00+08:00"'],
    [`TO_TIMESTAMP('2007T')`, '"2007T"'],
    [`TO_TIMESTAMP('2007-02-23T12:14:33.079-08:00')`, '"2007-02-23T12:14:33.079-08:00"'],
  ])('%s is %s', async (expression, value) => {
    expect(await evaluate(expression)).toBe(value);
  });
});

describe('date functions', () => {
  it.each([
    ['[D] work on the data, once it is cast', 'EXTRACT(DAY FROM CAST(s.t AS TIMESTAMP))', '5'],
    ['[D] and on what TO_TIMESTAMP reads', 'DATE_DIFF(day, TO_TIMESTAMP(s.t), `2007-04-10T14:30Z`)', '5'],
    ['[D] TO_TIMESTAMP is the inverse of TO_STRING', `TO_TIMESTAMP('July 20, 1969', 'MMMM d, y')`, '"1969-07-20"'],
    ['[D] timestamps are compared as moments', 'TO_TIMESTAMP(s.t) = `2007-04-05T16:30+02:00`', 'true'],
    ['[D] and ordered', 'CAST(s.t AS TIMESTAMP) BETWEEN `2007T` AND `2008T`', 'true'],
    ['[E] a timestamp is no string', `\`2007T\` = '2007T'`, 'false'],
    ['[E] NULL where an argument is unknown', 'DATE_ADD(year, s.nothing, `2007T`)', 'null'],
    ['[E] also for EXTRACT', 'EXTRACT(YEAR FROM NULL)', 'null'],
    ['[E] also for TO_STRING', 'TO_STRING(s.nothing, s.t)', 'null'],
    ['[D] a pattern may come from the data', 'TO_STRING(`2007T`, s.p)', '"07"'],
  ])('%s', async (_source, expression, value) => {
    expect(await evaluate(expression, '{"t":"2007-04-05T14:30Z","p":"yy"}')).toBe(value);
  });

  it.each([
    ['DATE_ADD(week, 1, `2007T`)', 'ParseExpectedDatePart'],
    [`DATE_ADD('year', 1, \`2007T\`)`, 'ParseExpectedDatePart'],
    ['DATE_ADD(timezone_hour, 1, `2007T`)', 'ParseExpectedDatePart'],
    ['EXTRACT(FROM `2007T`)', 'ParseExpectedDatePart'],
    ['EXTRACT(YEAR, `2007T`)', 'ParseExpectedKeyword'],
    ['DATE_ADD(year, 1)', 'ParseExpectedArgumentDelimiter'],
    ['DATE_DIFF(year `2007T`, `2008T`)', 'ParseExpectedArgumentDelimiter'],
    ['DATE_DIFF(year, `2007T`, `2008T`, 1)', 'ParseExpectedRightParenBuiltinFunctionCall'],
    [`DATE_ADD(year, 'x', \`2007T\`)`, 'IncorrectSqlFunctionArgumentType'],
    [`DATE_ADD(year, 1, '2007T')`, 'IncorrectSqlFunctionArgumentType'],
    [`EXTRACT(YEAR FROM '2007T')`, 'IncorrectSqlFunctionArgumentType'],
    ['TO_STRING(`2007T`, 1)', 'IncorrectSqlFunctionArgumentType'],
    ['TO_STRING(`2007T`)', 'EvaluatorInvalidArguments'],
    ['UTCNOW(1)', 'EvaluatorInvalidArguments'],
    [`TO_TIMESTAMP('2007-02-30')`, 'ValueParseFailure'],
    [`TO_TIMESTAMP('yesterday')`, 'ValueParseFailure'],
    [`TO_TIMESTAMP('x', 'yyyy')`, 'ValueParseFailure'],
  ])('%s fails with %s', async (expression, code) => {
    expect(await failureOf(expression)).toBe(code);
  });

  it('report a fault in a literal pattern before anything is read', async () => {
    await expect(run(`SELECT TO_STRING(s.t, 'y''') FROM S3Object s`, '')).rejects.toThrow('at line 1, column 8.');
  });
});

describe('UTCNOW [D]', () => {
  it('is the current time in UTC, in milliseconds', async () => {
    vi.useFakeTimers({ now: new Date('2017-10-13T16:02:11.023Z'), toFake: ['Date'] });

    expect(await evaluate('UTCNOW()')).toBe('"2017-10-13T16:02:11.023Z"');
  });

  it('is one moment in all of a run', async () => {
    let now = 0;
    vi.spyOn(Date, 'now').mockImplementation(() => (now += 1000));

    const output = await run('SELECT UTCNOW() AS a, UTCNOW() AS b FROM S3Object', lines({}, {}));
    vi.restoreAllMocks();

    expect(new Set(output.match(/[0-9T:.-]+Z/g)).size).toBe(1);
  });
});

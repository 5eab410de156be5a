// DATE_ADD, DATE_DIFF and EXTRACT.
// Sources: SQL reference "Date functions" [D]; partiql-lang-kotlin v0.1, DateAddExprFunction.kt, DateDiffExprFunction.kt,
// ExtractExprFunction.kt and their tests [E].
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-date.html
// [E] is what this package does after that example; the service may differ.
import { describe, expect, it } from 'vitest';
import { dateAdd, dateDiff, type DatePart, extract, isDatePart, isExtractPart } from './date-arithmetic.ts';
import { Timestamp } from './timestamp.ts';

describe('DATE_ADD', () => {
  it.each<[DatePart, number | bigint, string, string]>([
    // [D]
    ['year', 5, '2010-01-01T', '2015-01-01'],
    ['month', 1, '2010T', '2010-02T'],
    ['month', 13, '2010T', '2011-02T'],
    ['day', -1, '2017-01-10T', '2017-01-09'],
    ['hour', 1, '2017T', '2017-01-01T01:00-00:00'],
    ['hour', 1, '2017-01-02T03:04Z', '2017-01-02T04:04Z'],
    ['minute', 1, '2017-01-02T03:04:05.006Z', '2017-01-02T03:05:05.006Z'],
    ['second', 1, '2017-01-02T03:04:05.006Z', '2017-01-02T03:04:06.006Z'],
    // [E] precision grows as needed and never shrinks
    ['year', 1, '2017T', '2018T'],
    ['day', 1, '2017T', '2017-01-02'],
    ['second', 1, '2017T', '2017-01-01T00:00:01-00:00'],
    ['year', 1, '2017-01-02T03:04Z', '2018-01-02T03:04Z'],
    ['second', 1, '2017-01-02T03:04Z', '2017-01-02T03:04:01Z'],
    // [E] over the ends of minutes, days, months and years
    ['month', -1, '2017T', '2016-12T'],
    ['month', -13, '2017-01-31', '2015-12-31'],
    ['day', 365, '2017T', '2018-01-01'],
    ['minute', 24 * 60, '2017-02-28T', '2017-03-01T00:00-00:00'],
    ['second', -1, '2017-02-03T04:05Z', '2017-02-03T04:04:59Z'],
    ['hour', 2, '2016-12-31T23:30:00.5+05:30', '2017-01-01T01:30:00.5+05:30'],
    ['day', 1n, '2017-02-28', '2017-03-01'],
    // [E] a day that is not there becomes the last of its month
    ['month', 1, '2017-01-31', '2017-02-28'],
    ['month', 1, '2016-01-31T10:00Z', '2016-02-29T10:00Z'],
    ['year', 1, '2016-02-29', '2017-02-28'],
  ])('DATE_ADD(%s, %i, %s) is %s', (part, quantity, text, expected) => {
    expect(dateAdd(part, quantity, timestamp(text)).toString()).toBe(expected);
  });

  it.each<[DatePart, number | bigint, string]>([
    ['year', 10_000, '2017-06-27T'],
    ['year', -10_000, '2000-06-27T'],
    ['month', 120_000, '2017-06-27T'],
    ['month', -1, '0001T'],
    ['day', 1, '9999-12-31'],
    ['hour', -1, '0001T'],
    ['second', 1, '9999-12-31T23:59:59.5Z'],
    ['year', Number.MAX_SAFE_INTEGER, '2017T'],
    ['month', 2n ** 63n - 1n, '2017T'],
    ['second', -(2n ** 63n), '2017T'],
  ])('DATE_ADD(%s, %s, %s) leaves the years 1 to 9999', (part, quantity, text) => {
    const outside = expect.objectContaining({ code: 'IllegalSqlFunctionArgument' });
    expect(() => dateAdd(part, quantity, timestamp(text))).toThrow(outside);
  });
});

describe('DATE_DIFF', () => {
  it.each<[DatePart, string, string, number]>([
    // [D]
    ['year', '2010-01-01T', '2011-01-01T', 1],
    ['month', '2010T', '2011T', 12],
    ['month', '2011T', '2010T', -12],
    // [D] The page says `year` here, and PartiQL's, which it was taken from, `month`; only the latter can be meant.
    ['month', '2010T', '2010-05T', 4],
    // [D] The page leaves the offsets out here, which it says are required.
    ['day', '2010-01-01T23:00Z', '2010-01-02T01:00Z', 0],
    // [E]
    ['year', '2010T', '2010-05T', 0],
    ['year', '2016-02-29', '2017-02-28', 0],
    ['year', '2017-02-28', '2016-02-29', 0],
    ['month', '2017-01-31', '2017-02-28', 0],
    ['month', '2017-02-28', '2017-01-31', 0],
    ['month', '2017-03-15', '2017-01-16', -1],
    ['day', '2016-01-10T05:30:55Z', '2017-01-10T05:30:55Z', 366],
    ['hour', '2016-01-10T05:30:55Z', '2017-01-10T05:30:55Z', 8784],
    ['minute', '2016-01-10T05:30:55Z', '2017-01-10T05:30:55Z', 527_040],
    ['second', '2016-01-10T05:30:55Z', '2017-01-10T05:30:55Z', 31_622_400],
    ['hour', '2017-01-02T04:04Z', '2017-01-02T03:04Z', -1],
    ['hour', '2017-01-02T03:04+01:00', '2017-01-02T03:04Z', 1],
    ['second', '2017-01-02T03:04:05.007Z', '2017-01-02T03:04:05.008Z', 0],
    ['minute', '2017-01-02T03:05:30Z', '2017-01-02T03:04:31Z', 0],
    // Fractions count: the page asks for "at least 24h".
    ['second', '2017-01-02T03:04:05.9Z', '2017-01-02T03:04:06.1Z', 0],
    ['second', '2017-01-02T03:04:06.1Z', '2017-01-02T03:04:05.9Z', 0],
    ['day', '2017-01-02T03:04:05.2Z', '2017-01-03T03:04:05.1Z', 0],
    ['day', '2017-01-02T03:04:05.2Z', '2017-01-03T03:04:05.20Z', 1],
  ])('DATE_DIFF(%s, %s, %s) is %i', (part, from, to, difference) => {
    expect(dateDiff(part, timestamp(from), timestamp(to))).toBe(difference);
  });
});

describe('EXTRACT', () => {
  it.each([
    // [D]
    ['year', '2010-01-01T', 2010],
    ['month', '2010T', 1],
    ['month', '2010-10T', 10],
    ['hour', '2017-01-02T03:04:05+07:08', 3],
    ['minute', '2017-01-02T03:04:05+07:08', 4],
    ['timezone_hour', '2017-01-02T03:04:05+07:08', 7],
    ['timezone_minute', '2017-01-02T03:04:05+07:08', 8],
    // [E]
    ['day', '2017-01-02T03:04:05.9Z', 2],
    ['second', '2017-01-02T03:04:05.9Z', 5],
    ['timezone_hour', '2017-01-02T03:04-08:30', -8],
    ['timezone_minute', '2017-01-02T03:04-08:30', -30],
    ['timezone_hour', '2017-01-02T03:04-00:30', 0],
    ['timezone_minute', '2017-01-02T03:04-08:00', 0],
    ['timezone_hour', '2017-01-02T03:04-00:00', 0],
    ['timezone_minute', '2017T', 0],
  ] as const)('EXTRACT(%s FROM %s) is %i', (part, text, value) => {
    expect(extract(part, timestamp(text))).toBe(value);
  });
});

it('knows the parts of a date, and those of an offset for EXTRACT alone [D]', () => {
  expect(['year', 'month', 'day', 'hour', 'minute', 'second'].every(isDatePart)).toBe(true);
  expect(['timezone_hour', 'timezone_minute', 'week', 'YEAR'].some(isDatePart)).toBe(false);
  expect(['year', 'second', 'timezone_hour', 'timezone_minute'].every(isExtractPart)).toBe(true);
  expect(isExtractPart('week')).toBe(false);
});

function timestamp(text: string): Timestamp {
  const parsed = Timestamp.parse(text);
  if (!parsed) throw new TypeError(`Not a timestamp: ${text}`);
  return parsed;
}

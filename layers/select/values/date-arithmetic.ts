import { SelectError, shown } from '../errors.ts';
import { daysInMonth } from './date-calendar.ts';
import { Timestamp, type TimestampPrecision } from './timestamp.ts';

/** What DATE_ADD and DATE_DIFF count in. */
export type DatePart = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second';

/** What EXTRACT takes out of a timestamp. */
export type ExtractPart = DatePart | 'timezone_hour' | 'timezone_minute';

const dateParts: ReadonlySet<string> = new Set<DatePart>(['year', 'month', 'day', 'hour', 'minute', 'second']);

const precisions: readonly TimestampPrecision[] = ['year', 'month', 'day', 'minute', 'second'];

const secondsOf = { day: 86_400, hour: 3600, minute: 60, second: 1 };

/** Whether a name, in lower case, is a part that DATE_ADD and DATE_DIFF take. */
export function isDatePart(name: string): name is DatePart {
  return dateParts.has(name);
}

/** Whether a name, in lower case, is a part that EXTRACT takes. */
export function isExtractPart(name: string): name is ExtractPart {
  return dateParts.has(name) || name === 'timezone_hour' || name === 'timezone_minute';
}

/**
 * DATE_ADD: the timestamp moved by a whole quantity of a part, at its own offset.
 *
 * The result is as precise as the part needs (`DATE_ADD(month, 1, 2010T)` is `2010-02T`), and no less than before. A day
 * that the new month does not have becomes its last one.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-date.html
 *
 * @throws SelectError `IllegalSqlFunctionArgument` where the result would lie outside the years 1 to 9999.
 */
export function dateAdd(part: DatePart, quantity: number | bigint, timestamp: Timestamp): Timestamp {
  const result = moved(part, Number(quantity), timestamp);
  if (result) return result;
  const message = `DATE_ADD(${part}, ${quantity}, ${shown(timestamp.toString())}) lies outside the years 1 to 9999.`;
  throw new SelectError('IllegalSqlFunctionArgument', message);
}

/**
 * DATE_DIFF: how many whole parts lie between two timestamps, negative if the second is the earlier one.
 *
 * Years and months are counted on the calendar, from date to date as each is written at its own offset; the others on
 * the clock: a day is 24 hours. What is finer than a timestamp's precision is taken to be at its start.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-date.html
 */
export function dateDiff(part: DatePart, from: Timestamp, to: Timestamp): number {
  if (part === 'year') return towardsZero(wholeMonths(from, to) / 12);
  if (part === 'month') return wholeMonths(from, to);
  return towardsZero(wholeSeconds(from, to) / secondsOf[part]);
}

/**
 * EXTRACT: a part of the timestamp as it is written at its own offset, as an integer; seconds without their fraction.
 * Both parts of an offset have its sign, and are 0 where it is unknown.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-date.html
 */
export function extract(part: ExtractPart, timestamp: Timestamp): number {
  const { offset = 0 } = timestamp;
  if (part === 'timezone_hour') return towardsZero(offset / 60);
  if (part === 'timezone_minute') return towardsZero(offset % 60);
  return timestamp[part];
}

function moved(part: DatePart, quantity: number, timestamp: Timestamp): Timestamp | undefined {
  const precision = finer(timestamp.precision, part === 'hour' ? 'minute' : part);
  if (part === 'year') return movedByMonths(quantity * 12, precision, timestamp);
  if (part === 'month') return movedByMonths(quantity, precision, timestamp);
  const { epochSeconds, fraction, offset } = timestamp;
  return Timestamp.fromEpoch(epochSeconds + quantity * secondsOf[part], fraction, offset)?.with({ precision });
}

function movedByMonths(months: number, precision: TimestampPrecision, timestamp: Timestamp): Timestamp | undefined {
  const total = monthsOf(timestamp) + months;
  const year = Math.floor(total / 12);
  const month = total - year * 12 + 1;
  return timestamp.with({ precision, year, month, day: Math.min(timestamp.day, daysInMonth(year, month)) });
}

function finer(left: TimestampPrecision, right: TimestampPrecision): TimestampPrecision {
  return precisions.indexOf(left) < precisions.indexOf(right) ? right : left;
}

function monthsOf({ year, month }: Timestamp): number {
  return year * 12 + month - 1;
}

function wholeMonths(from: Timestamp, to: Timestamp): number {
  const months = monthsOf(to) - monthsOf(from);
  if (months > 0 && to.day < from.day) return months - 1;
  if (months < 0 && to.day > from.day) return months + 1;
  return months;
}

function wholeSeconds(from: Timestamp, to: Timestamp): number {
  const seconds = to.epochSeconds - from.epochSeconds;
  const fractions = to.compareFraction(from);
  if (seconds > 0 && fractions < 0) return seconds - 1;
  if (seconds < 0 && fractions > 0) return seconds + 1;
  return seconds;
}

/** Cuts off what is not whole; the sum makes 0 of the -0 that would else be printed. */
function towardsZero(value: number): number {
  return Math.trunc(value) + 0;
}

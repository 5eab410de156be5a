import { civilFromDays, daysFromCivil, daysInMonth } from './date-calendar.ts';

/** How exactly a timestamp is known. There is no precision of an hour: a time has minutes at least. */
export type TimestampPrecision = 'year' | 'month' | 'day' | 'minute' | 'second';

/** What a timestamp is made of; fields finer than the precision are at their lowest. */
export interface TimestampFields {
  precision: TimestampPrecision;
  year: number;
  month?: number;
  day?: number;
  hour?: number;
  minute?: number;
  second?: number;
  /** The digits after the point of the seconds, kept as they are however many. */
  fraction?: string;
  /** Minutes east of UTC, less than a day; left out where the offset is unknown. */
  offset?: number | undefined;
}

const secondsPerDay = 86_400;
const minutesPerDay = 1440;
const firstSecond = daysFromCivil({ year: 1, month: 1, day: 1 }) * secondsPerDay;
const lastSecond = daysFromCivil({ year: 10_000, month: 1, day: 1 }) * secondsPerDay - 1;

/**
 * A moment with the precision, the digits and the local offset it was written with, as Ion has it.
 *
 * Years are 1 to 9999, both at the local offset and in UTC. Without a time there is no offset; such a timestamp stands
 * for the start of its year, month or day in UTC. Equal moments may print differently.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-data-types.html
 * https://amazon-ion.github.io/ion-docs/docs/spec.html#timestamp
 */
export class Timestamp {
  readonly precision: TimestampPrecision;
  /** The fields as they are at the local offset. */
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** The digits after the point of the seconds; empty without any. */
  readonly fraction: string;
  /** Minutes east of UTC; undefined where it is unknown, which is printed `-00:00`. */
  readonly offset: number | undefined;
  /** Whole seconds since 1970-01-01T00:00Z, rounded down; the moment is this and the fraction. */
  readonly epochSeconds: number;

  private constructor(fields: TimestampFields) {
    this.precision = fields.precision;
    this.year = fields.year;
    this.month = fields.month ?? 1;
    this.day = fields.day ?? 1;
    this.hour = fields.hour ?? 0;
    this.minute = fields.minute ?? 0;
    this.second = fields.second ?? 0;
    this.fraction = fields.fraction ?? '';
    this.offset = fields.offset;
    const minutes = this.hour * 60 + this.minute - (this.offset ?? 0);
    this.epochSeconds = daysFromCivil(this) * secondsPerDay + minutes * 60 + this.second;
  }

  /** A timestamp of checked fields; undefined where one is out of its range, as the 30th of February is. */
  static of(fields: TimestampFields): Timestamp | undefined {
    const { year, month = 1, day = 1, hour = 0, minute = 0, second = 0, offset = 0 } = fields;
    if (!inRange(year, 1, 9999) || !inRange(month, 1, 12) || !inRange(day, 1, daysInMonth(year, month)))
      return undefined;
    if (!inRange(hour, 0, 23) || !inRange(minute, 0, 59) || !inRange(second, 0, 59)) return undefined;
    if (!inRange(offset, 1 - minutesPerDay, minutesPerDay - 1)) return undefined;
    const result = new Timestamp(fields);
    return inRange(result.epochSeconds, firstSecond, lastSecond) ? result : undefined;
  }

  /**
   * A moment to the second, and to the digits of a fraction (may be empty), seen at an offset (undefined where it is
   * unknown); undefined outside the years 1 to 9999. The current time is
   * `fromEpoch(Math.floor(now / 1000), String(now % 1000).padStart(3, '0'), 0)`.
   */
  static fromEpoch(seconds: number, fraction: string, offset: number | undefined): Timestamp | undefined {
    if (!inRange(seconds, firstSecond, lastSecond)) return undefined;
    const local = seconds + (offset ?? 0) * 60;
    const days = Math.floor(local / secondsPerDay);
    const ofDay = local - days * secondsPerDay;
    return Timestamp.of({
      ...civilFromDays(days),
      precision: 'second',
      hour: Math.floor(ofDay / 3600),
      minute: Math.floor(ofDay / 60) % 60,
      second: ofDay % 60,
      fraction,
      offset,
    });
  }

  /**
   * Reads `2007T`, `2007-02T`, `2007-02-23`, `2007-02-23T`, `2007-02-23T12:14Z` and `2007-02-23T12:14:33.079-08:00`;
   * undefined for anything else. A time needs an offset, a date may have none.
   */
  static parse(text: string): Timestamp | undefined {
    const year = number(text, 0, 4);
    if (endsInT(text, 4)) return Timestamp.of({ precision: 'year', year });
    if (text[4] !== '-') return undefined;
    const month = number(text, 5, 2);
    if (endsInT(text, 7)) return Timestamp.of({ precision: 'month', year, month });
    if (text[7] !== '-') return undefined;
    const day = number(text, 8, 2);
    if (text.length === 10 || endsInT(text, 10)) return Timestamp.of({ precision: 'day', year, month, day });
    if (text[10] !== 'T' || text[13] !== ':') return undefined;
    const date = { year, month, day, hour: number(text, 11, 2), minute: number(text, 14, 2) };
    if (text[16] !== ':') return withOffset({ ...date, precision: 'minute' }, text, 16);
    const second = number(text, 17, 2);
    if (text[19] !== '.') return withOffset({ ...date, precision: 'second', second }, text, 19);
    const end = endOfDigits(text, 20);
    if (end === 20) return undefined;
    return withOffset({ ...date, precision: 'second', second, fraction: text.slice(20, end) }, text, end);
  }

  /** The same timestamp with other fields in part; undefined where that is none, as the 30th of February is. */
  with(changes: Partial<TimestampFields>): Timestamp | undefined {
    const { precision, year, month, day, hour, minute, second, fraction, offset } = this;
    return Timestamp.of({ precision, year, month, day, hour, minute, second, fraction, offset, ...changes });
  }

  /** Negative, zero or positive, as this moment is before, at or after the other; neither precision nor offset counts. */
  compare(other: Timestamp): number {
    return this.epochSeconds - other.epochSeconds || this.compareFraction(other);
  }

  /** Negative, zero or positive, as the fraction of this second is less than, equal to or greater than the other's. */
  compareFraction(other: Timestamp): number {
    return compareFractions(this.fraction, other.fraction);
  }

  /** The timestamp in the form that `parse` reads: `2007T`, `2007-02-23`, `2007-02-23T12:14:33.079-08:00`. */
  toString(): string {
    const year = String(this.year).padStart(4, '0');
    if (this.precision === 'year') return `${year}T`;
    if (this.precision === 'month') return `${year}-${twoDigits(this.month)}T`;
    const date = `${year}-${twoDigits(this.month)}-${twoDigits(this.day)}`;
    if (this.precision === 'day') return date;
    const time = `${date}T${twoDigits(this.hour)}:${twoDigits(this.minute)}`;
    if (this.precision === 'minute') return time + offsetText(this.offset);
    const fraction = this.fraction === '' ? '' : `.${this.fraction}`;
    return `${time}:${twoDigits(this.second)}${fraction}${offsetText(this.offset)}`;
  }
}

/** A number below 100 in two digits. */
export function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

function offsetText(offset: number | undefined): string {
  if (offset === undefined) return '-00:00';
  if (offset === 0) return 'Z';
  const minutes = Math.abs(offset);
  return `${offset < 0 ? '-' : '+'}${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
}

/** Adds the offset that the text must end in: `Z`, `+hh:mm`, `-hh:mm`, where `-00:00` says that it is unknown. */
function withOffset(fields: TimestampFields, text: string, at: number): Timestamp | undefined {
  if (text[at] === 'Z' && text.length === at + 1) return Timestamp.of({ ...fields, offset: 0 });
  const sign = text[at];
  if ((sign !== '+' && sign !== '-') || text[at + 3] !== ':' || text.length !== at + 6) return undefined;
  const hours = number(text, at + 1, 2);
  const minutes = number(text, at + 4, 2);
  if (!inRange(hours, 0, 23) || !inRange(minutes, 0, 59)) return undefined;
  const offset = hours * 60 + minutes;
  if (sign === '+') return Timestamp.of({ ...fields, offset });
  return Timestamp.of(offset === 0 ? fields : { ...fields, offset: -offset });
}

/** So many digits as a number; NaN, which is in no range, where something else stands. */
function number(text: string, at: number, digits: number): number {
  let value = 0;
  for (let i = at; i < at + digits; i += 1) {
    if (!isDigit(text, i)) return NaN;
    value = value * 10 + text.charCodeAt(i) - 48;
  }
  return value;
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
}

function endOfDigits(text: string, from: number): number {
  let end = from;
  while (isDigit(text, end)) end += 1;
  return end;
}

function endsInT(text: string, at: number): boolean {
  return text.length === at + 1 && text[at] === 'T';
}

function inRange(value: number, lowest: number, highest: number): boolean {
  return Number.isInteger(value) && value >= lowest && value <= highest;
}

/** Orders digits after a point: `.5` and `.50` are equal. */
function compareFractions(left: string, right: string): number {
  if (left === right) return 0;
  const common = Math.min(left.length, right.length);
  const a = left.slice(0, common);
  const b = right.slice(0, common);
  if (a !== b) return a < b ? -1 : 1;
  if (!hasNonZero(left, common) && !hasNonZero(right, common)) return 0;
  return left.length - right.length;
}

function hasNonZero(digits: string, from: number): boolean {
  for (let i = from; i < digits.length; i += 1) if (digits[i] !== '0') return true;
  return false;
}

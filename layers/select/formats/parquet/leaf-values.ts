import { isUtf8 } from 'node:buffer';
import { civilFromDays } from '../../values/date-calendar.ts';
import { fromUnscaled } from '../../values/decimal.ts';
import { Float } from '../../values/float.ts';
import { Timestamp } from '../../values/timestamp.ts';
import { integer, type Value } from '../../values/value.ts';
import { invalidTextEncoding } from '../reader.ts';
import { parquetError } from './parquet-error.ts';

/** Turns what is stored, which is never NULL, into a value of the language. */
export type ToValue = (raw: unknown) => Value;

const daysOfJulianEpoch = 2_440_588n;
const nanosPerDay = 86_400_000_000_000n;

export const toBoolean: ToValue = (raw) => (typeof raw === 'boolean' ? raw : unexpected());

export const toInteger: ToValue = (raw) => {
  if (typeof raw === 'number') return raw;
  return typeof raw === 'bigint' ? integer(raw) : unexpected();
};

/** Unsigned integers are stored in the bits of signed ones. */
export const toUnsigned: ToValue = (raw) => {
  if (typeof raw === 'number') return raw >>> 0;
  return typeof raw === 'bigint' ? integer(BigInt.asUintN(64, raw)) : unexpected();
};

export const toDouble: ToValue = (raw) => (typeof raw === 'number' ? float(raw) : unexpected());

/** A FLOAT has the digits that tell it from other floats, not those of the double it becomes: 0.1, not 0.10000000149011612. */
export const toSingle: ToValue = (raw) => {
  if (typeof raw !== 'number') return unexpected();
  for (let digits = 6; digits < 9; digits += 1) {
    const shorter = Number(raw.toPrecision(digits));
    if (Math.fround(shorter) === raw) return float(shorter);
  }
  return float(raw);
};

export const toHalf: ToValue = (raw) => {
  if (!(raw instanceof Uint8Array) || raw.length !== 2) return unexpected();
  const bits = ((raw[1] ?? 0) << 8) | (raw[0] ?? 0);
  const sign = bits >> 15 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return null;
  return float(exponent === 0 ? sign * 2 ** -24 * fraction : sign * 2 ** (exponent - 15) * (1 + fraction / 1024));
};

/** Infinity and NaN, which neither the language nor its output formats have, are NULL. */
function float(value: number): Value {
  return Number.isFinite(value) ? new Float(value) : null;
}

/** A decimal keeps the zeros of its scale. */
export function toDecimal(scale: number): ToValue {
  return (raw) => {
    if (typeof raw === 'number' || typeof raw === 'bigint') return fromUnscaled(BigInt(raw), scale);
    return raw instanceof Uint8Array ? fromUnscaled(bigEndian(raw), scale) : unexpected();
  };
}

/** A signed number, the highest byte first. */
function bigEndian(bytes: Uint8Array): bigint {
  // 38 digits take 16 bytes; some writers put more signs in front of them.
  if (bytes.length > 32) throw parquetError('a decimal has more than 38 digits');
  let number = 0n;
  let at = bytes.length % 4;
  let high = 0;
  for (let i = 0; i < at; i += 1) high = high * 256 + (bytes[i] ?? 0);
  if (high > 0) number = BigInt(high);
  for (; at < bytes.length; at += 4) {
    const [a = 0, b = 0, c = 0, d = 0] = [bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]];
    number = (number << 32n) | BigInt(((a << 24) | (b << 16) | (c << 8) | d) >>> 0);
  }
  return BigInt.asIntN(bytes.length * 8, number);
}

export const toText: ToValue = (raw) => textOf(raw);

/** The text of bytes. Fails with InvalidTextEncoding for what is not UTF-8. */
export function textOf(raw: unknown): string {
  if (!(raw instanceof Uint8Array)) return unexpected();
  if (!isUtf8(raw)) throw invalidTextEncoding();
  return Buffer.from(raw.buffer, raw.byteOffset, raw.length).toString();
}

export const toUuid: ToValue = (raw) => {
  if (!(raw instanceof Uint8Array) || raw.length !== 16) return unexpected();
  const hex = Buffer.from(raw).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
};

/** DATE: a timestamp without a time, which is printed as `1996-03-13`. [C] https://github.com/minio/minio/issues/11926 */
export const toDate: ToValue = (raw) => {
  if (typeof raw !== 'number') return unexpected();
  return Timestamp.of({ precision: 'day', ...civilFromDays(raw) }) ?? outOfRange(`${raw} days`);
};

/** TIMESTAMP in units of 10^-digits seconds. One that is not of a time zone is taken for UTC: the language has none without. */
export function toTimestamp(digits: 3 | 6 | 9): ToValue {
  const perSecond = 10n ** BigInt(digits);
  return (raw) => {
    if (typeof raw !== 'bigint') return unexpected();
    const rest = raw % perSecond;
    const fraction = rest < 0n ? rest + perSecond : rest;
    const seconds = Number((raw - fraction) / perSecond);
    const timestamp = Timestamp.fromEpoch(seconds, String(fraction).padStart(digits, '0'), 0);
    return timestamp ?? outOfRange(`${seconds} seconds`);
  };
}

/**
 * INT96: Hive's and Spark's old timestamps, days and nanoseconds in one. The service gives the number that the 96 bits are
 * [C] https://github.com/aws/aws-sdk-pandas/issues/1060 and takes it for nothing else.
 *
 * @param raw nanoseconds since 1970, which is what the decoder makes of the bits
 */
export const toInt96: ToValue = (raw) => {
  if (typeof raw !== 'bigint') return unexpected();
  const rest = raw % nanosPerDay;
  const nanos = rest < 0n ? rest + nanosPerDay : rest;
  return (((raw - nanos) / nanosPerDay + daysOfJulianEpoch) << 64n) | nanos;
};

function unexpected(): never {
  throw parquetError('a value is not of the type of its column');
}

function outOfRange(what: string): never {
  throw parquetError(`a timestamp of ${what} since 1970 lies outside of the years 1 to 9999`);
}

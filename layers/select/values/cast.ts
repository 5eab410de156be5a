import { SelectError, shown } from '../errors.ts';
import { asDouble, checkedInteger } from './arithmetic.ts';
import { decimal, isNumeric, oneOfKind, type Numeric } from './compare.ts';
import { Decimal, maxDigits, maxDoubleLength } from './decimal.ts';
import { Float } from './float.ts';
import { jsonText } from './json-text.ts';
import { Timestamp } from './timestamp.ts';
import { isUnknown, type Value } from './value.ts';

/** The types that CAST converts to. https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-data-types.html */
export type CastType = 'bool' | 'int' | 'string' | 'float' | 'decimal' | 'timestamp';

/** Converts a value that is neither NULL nor MISSING; undefined when values of its kind cannot be converted. */
type Conversion = (value: Value) => Value | undefined;

const conversions: Record<CastType, Conversion> = {
  bool: toBool,
  int: toInt,
  string: toText,
  float: toFloat,
  decimal: toDecimal,
  timestamp: toTimestamp,
};

/** What a text must look like to be an integer; blanks around it are passed over. */
const integerShape = /^[+-]?[0-9]+$/;

/**
 * The function that CAST to a type is. NULL and MISSING stay what they are.
 *
 * The rules are those of PartiQL, which the service is built on, except that a text other than `true` and `false` is no
 * boolean rather than false.
 * https://github.com/partiql/partiql-lang-kotlin/blob/v0.1.0-alpha/lang/src/org/partiql/lang/eval/ExprValueExtensions.kt
 *
 * The function fails with `InvalidCast` for kinds that have nothing in common, `CastFailed` for a text that is no value of
 * the type, and `IntegerOverflow`.
 */
export function castTo(type: CastType): (value: Value) => Value {
  const convert = conversions[type];
  return (value) => {
    if (isUnknown(value)) return value;
    const result = convert(value);
    if (result !== undefined) return result;
    throw new SelectError('InvalidCast', `Cannot convert ${oneOfKind(value)} to ${type.toUpperCase()}.`);
  };
}

function toBool(value: Value): Value | undefined {
  if (typeof value === 'boolean') return value;
  if (isNumeric(value)) return decimal(value).precision() > 0;
  if (typeof value !== 'string') return undefined;
  const word = value.length <= 5 ? value.toLowerCase() : '';
  if (word === 'true' || word === 'false') return word === 'true';
  throw failed(value, 'BOOL');
}

function toInt(value: Value): Value | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return Number(value);
  if (typeof value === 'string') return textToInt(value);
  return isNumeric(value) ? checkedInteger(typeof value === 'bigint' ? value : decimal(value).truncated()) : undefined;
}

function textToInt(text: string): number | bigint {
  const trimmed = text.trim();
  if (!integerShape.test(trimmed)) throw failed(text, 'INT');
  return trimmed.length <= maxDoubleLength ? Number(trimmed) + 0 : checkedInteger(new Decimal(trimmed).truncated());
}

function toText(value: Value): Value | undefined {
  if (typeof value === 'string') return value;
  if (value instanceof Timestamp) return value.toString();
  return typeof value === 'boolean' || isNumeric(value) ? jsonText(value) : undefined;
}

function toFloat(value: Value): Value | undefined {
  if (value instanceof Float) return value;
  if (typeof value === 'boolean') return new Float(Number(value));
  const number = numberOf(value, 'FLOAT');
  if (number === undefined) return undefined;
  const double = asDouble(number);
  if (!Number.isFinite(double)) throw failed(value, 'FLOAT');
  return new Float(double);
}

function toDecimal(value: Value): Value | undefined {
  if (value instanceof Decimal) return value;
  if (typeof value === 'boolean') return new Decimal(value ? '1' : '0');
  const number = numberOf(value, 'DECIMAL');
  if (number === undefined) return undefined;
  const result = decimal(number);
  if (result.precision() > maxDigits) throw failed(value, 'DECIMAL');
  return result;
}

function numberOf(value: Value, type: string): Numeric | undefined {
  if (typeof value !== 'string') return isNumeric(value) ? value : undefined;
  const number = Decimal.parse(value);
  if (number === undefined) throw failed(value, type);
  return number;
}

function toTimestamp(value: Value): Value | undefined {
  if (value instanceof Timestamp) return value;
  if (typeof value !== 'string') return undefined;
  const timestamp = Timestamp.parse(value);
  if (timestamp === undefined) throw failed(value, 'TIMESTAMP');
  return timestamp;
}

function failed(value: Value, type: string): SelectError {
  const text = typeof value === 'string' ? value : jsonText(value);
  return new SelectError('CastFailed', `Cannot convert '${shown(text)}' to ${type}.`);
}

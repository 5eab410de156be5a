import { SelectError } from '../errors.ts';
import { monthNames, parsePattern, type PatternItem, type PatternSymbol } from './timestamp-pattern.ts';
import { type Timestamp, twoDigits } from './timestamp.ts';

type Format = (timestamp: Timestamp) => string;

/**
 * Compiles the pattern of TO_STRING. Fields finer than a timestamp's precision are printed at their lowest, an unknown
 * offset as that of UTC.
 *
 * Text other than letters may stand in the pattern without quotes.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-date.html
 *
 * @throws SelectError `EvaluatorInvalidTimestampFormatPattern` whatever is wrong with the pattern: PartiQL tells faults
 *   apart for TO_TIMESTAMP alone.
 *   https://github.com/partiql/partiql-lang-kotlin/blob/v0.1.0-alpha/lang/src/org/partiql/lang/eval/builtins/ToStringExprFunction.kt
 */
export function compileFormatter(pattern: string): Format {
  const formats = itemsOf(pattern).map((item) => (item.kind === 'text' ? () => item.text : formatOf(item)));
  return (timestamp) => {
    let text = '';
    for (const format of formats) text += format(timestamp);
    return text;
  };
}

function itemsOf(pattern: string): PatternItem[] {
  try {
    return parsePattern(pattern, isPlainText);
  } catch (error) {
    if (!(error instanceof SelectError)) throw error;
    throw new SelectError('EvaluatorInvalidTimestampFormatPattern', error.message, { cause: error });
  }
}

/** Letters are kept for symbols, and these signs for a use that Java's patterns, which PartiQL's are, have for them. */
function isPlainText(character: string): boolean {
  return !/[A-Za-z'{}#[\]]/.test(character);
}

function formatOf({ field, letter, width }: PatternSymbol): Format {
  switch (field) {
    case 'year':
      if (width === 2) return ({ year }) => twoDigits(year % 100);
      return ({ year }) => String(year).padStart(width, '0');
    case 'month':
      return monthFormat(width);
    case 'day':
      return padded(width, ({ day }) => day);
    case 'hour':
      if (letter === 'H') return padded(width, ({ hour }) => hour);
      return padded(width, ({ hour }) => hour % 12 || 12);
    case 'am or pm':
      return ({ hour }) => (hour < 12 ? 'AM' : 'PM');
    case 'minute':
      return padded(width, ({ minute }) => minute);
    case 'second':
      return padded(width, ({ second }) => second);
    case 'fraction of a second':
      // Digits beyond the symbol's are cut off, not rounded, so that no second ever turns into the next one.
      if (letter === 'S') return ({ fraction }) => fraction.slice(0, width).padEnd(width, '0');
      return ({ fraction }) => String(Number(fraction.slice(0, 9).padEnd(9, '0')));
    case 'offset':
      return offsetFormat(letter, width);
  }
}

function padded(width: number, valueOf: (timestamp: Timestamp) => number): Format {
  return width === 2 ? (timestamp) => twoDigits(valueOf(timestamp)) : (timestamp) => String(valueOf(timestamp));
}

function monthFormat(width: number): Format {
  if (width <= 2) return padded(width, ({ month }) => month);
  const letters = [3, Infinity, 1][width - 3];
  const names = monthNames.map((name) => name.slice(0, letters));
  return ({ month }) => names[month - 1] ?? '';
}

/** `X` is `+07`, `XX` and `XXXX` are `+0700`, `XXX` and `XXXXX` are `+07:00`; for UTC a capital letter prints `Z`. */
function offsetFormat(letter: string, width: number): Format {
  const colon = width === 3 || width === 5 ? ':' : '';
  return ({ offset = 0 }) => {
    if (offset === 0 && letter === 'X') return 'Z';
    const minutes = Math.abs(offset);
    const hours = `${offset < 0 ? '-' : '+'}${twoDigits(Math.floor(minutes / 60))}`;
    // Hours alone would be another offset; like Java's, a single letter prints the minutes that there are.
    if (width === 1 && minutes % 60 === 0) return hours;
    return `${hours}${colon}${twoDigits(minutes % 60)}`;
  };
}

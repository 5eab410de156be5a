import { monthNames, type PatternItem, type PatternSymbol } from './timestamp-pattern.ts';

/** What has been read of a timestamp so far; checked when it is whole. */
export interface ParsedFields {
  year: number;
  month?: number;
  day?: number;
  /** Of the day, or with `halfDay` of its half, where it is 0 to 12. */
  hour?: number;
  /** 0 before noon and 1 after it. */
  halfDay?: number;
  minute?: number;
  second?: number;
  fraction?: string;
  /** Minutes east of UTC. */
  offset?: number;
}

/** Reads one item of a pattern at a place in the text; gives the place behind it, or -1 where it does not stand there. */
export type Reader = (text: string, at: number, fields: ParsedFields) => number;

/** Digits of a year that a timestamp can have. */
const yearDigits = 4;
/** Days, hours, minutes and seconds. */
const commonDigits = 2;
/** What Java's patterns read for a single letter, leading zeros included. */
const nanosecondDigits = 19;

/** Makes the reader of an item; it needs those behind it, because digits may follow digits without a sign between. */
export function compileReader(item: PatternItem, behind: PatternItem[]): Reader {
  if (item.kind === 'text') return literalReader(item.text);
  const { field, letter, width } = item;
  if (field === 'month' && width >= 3) return nameReader(width === 3 ? 3 : Infinity);
  if (field === 'am or pm') return halfDayReader;
  if (field === 'offset') return offsetReader(item);
  if (letter === 'S') return fractionReader(width);
  if (letter === 'n') return nanosecondReader(digitsOf(behind));
  return numberReader(item, digitsOf(behind));
}

function literalReader(literal: string): Reader {
  const lowered = literal.toLowerCase();
  return (text, at) => {
    const end = at + literal.length;
    return text.slice(at, end).toLowerCase() === lowered ? end : -1;
  };
}

/** One letter reads one digit or more, two and more letters exactly as many; but `yyy` reads a year of four, too. */
function numberReader(symbol: PatternSymbol, behind: number): Reader {
  const { field, letter, width } = symbol;
  const most = field === 'year' ? yearDigits : commonDigits;
  const digits = width === 2 ? 2 : most;
  const store = storeOf(symbol);
  return (text, at, fields) => {
    const end = endOfNumber(text, at, width, digits, behind);
    if (end < 0) return -1;
    const value = Number(text.slice(at, end));
    if (letter === 'h' && value > 12) return -1;
    store(fields, value);
    return end;
  };
}

function storeOf({ field, width }: PatternSymbol): (fields: ParsedFields, value: number) => void {
  switch (field) {
    case 'year':
      if (width !== 2) return (fields, value) => void (fields.year = value);
      // Two digits are a year from 1970 to 2069, as PartiQL's TimestampParser has it.
      return (fields, value) => void (fields.year = value < 70 ? 2000 + value : 1900 + value);
    case 'month':
      return (fields, value) => void (fields.month = value);
    case 'day':
      return (fields, value) => void (fields.day = value);
    case 'hour':
      return (fields, value) => void (fields.hour = value);
    case 'minute':
      return (fields, value) => void (fields.minute = value);
    default:
      return (fields, value) => void (fields.second = value);
  }
}

function nameReader(letters: number): Reader {
  const names = monthNames.map((name) => name.slice(0, letters).toLowerCase());
  return (text, at, fields) => {
    const found = text.slice(at, at + 9).toLowerCase();
    const index = names.findIndex((name) => found.startsWith(name));
    fields.month = index + 1;
    return index < 0 ? -1 : at + (names[index]?.length ?? 0);
  };
}

function halfDayReader(text: string, at: number, fields: ParsedFields): number {
  const half = text.slice(at, at + 2).toUpperCase();
  if (half !== 'AM' && half !== 'PM') return -1;
  fields.halfDay = half === 'AM' ? 0 : 1;
  return at + 2;
}

function fractionReader(width: number): Reader {
  return (text, at, fields) => {
    const end = endOfNumber(text, at, width, width, 0);
    if (end >= 0) fields.fraction = withoutZerosBehind(text.slice(at, end));
    return end;
  };
}

function nanosecondReader(behind: number): Reader {
  return (text, at, fields) => {
    const end = endOfNumber(text, at, 1, nanosecondDigits, behind);
    if (end < 0) return -1;
    const nanoseconds = Number(text.slice(at, end));
    if (nanoseconds > 999_999_999) return -1;
    fields.fraction = withoutZerosBehind(String(nanoseconds).padStart(9, '0'));
    return end;
  };
}

/** The digits that count, so that `.500` read by a pattern is printed `.5`; at most nine come here. */
function withoutZerosBehind(digits: string): string {
  return digits.replace(/0+$/, '');
}

/**
 * `+07`, `+0700` or `+07:00` as the symbol says; one letter takes minutes or not, a capital one `Z`, too. An offset of
 * `-00:00` is UTC here, because the patterns of PartiQL have none for an unknown offset.
 */
function offsetReader({ letter, width }: PatternSymbol): Reader {
  const colon = width === 3 || width === 5;
  const minutes = colon ? ':([0-5][0-9])' : `([0-5][0-9])${width === 1 ? '?' : ''}`;
  const shape = new RegExp(`([+-])([01][0-9]|2[0-3])${minutes}`, 'y');
  return (text, at, fields) => {
    if (letter === 'X' && (text[at] === 'Z' || text[at] === 'z')) {
      fields.offset = 0;
      return at + 1;
    }
    shape.lastIndex = at;
    const found = shape.exec(text);
    if (!found) return -1;
    const [all, sign, hour, minute = '0'] = found;
    const offset = Number(hour) * 60 + Number(minute);
    fields.offset = sign === '-' && offset > 0 ? -offset : offset;
    return at + all.length;
  };
}

/** How many digits symbols of fixed length at the head of the items take, to be left to them: 6 behind the y of `yMMddHH`. */
function digitsOf(items: PatternItem[]): number {
  let digits = 0;
  for (const item of items) {
    if (item.kind === 'text' || item.field === 'offset') break;
    const isName = item.field === 'month' && item.width >= 3;
    if (isName || (item.width === 1 && item.letter !== 'S')) break;
    digits += item.width;
  }
  return digits;
}

/** The end of `fewest` to `most` digits, with so many left behind them; or -1. */
function endOfNumber(text: string, at: number, fewest: number, most: number, behind: number): number {
  let end = at;
  while (end < at + most + behind && isDigit(text, end)) end += 1;
  const digits = Math.min(most, end - at - behind);
  return digits < fewest ? -1 : at + digits;
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
}

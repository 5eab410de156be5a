import { SelectError } from '../errors.ts';
import { checkForParsing } from './timestamp-pattern-check.ts';
import { parsePattern, type PatternItem, quote } from './timestamp-pattern.ts';
import { compileReader, type ParsedFields, type Reader } from './timestamp-readers.ts';
import { Timestamp, type TimestampPrecision } from './timestamp.ts';

/**
 * Compiles the pattern of TO_TIMESTAMP. The pattern's finest field is the precision of what it reads, where an hour alone
 * stands for its first minute. Without an offset in the pattern the offset is unknown.
 *
 * The text has to fit the pattern from end to end, letters in any case. Only ` /-,:.` may stand in the pattern without
 * quotes. https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-date.html
 *
 * @throws SelectError one of the `Evaluator…TimestampFormatPattern…` codes for the pattern; the function that comes back
 *   throws `ValueParseFailure` for a text that does not fit, or that names a day which does not exist.
 */
export function compileParser(pattern: string): (text: string) => Timestamp {
  const items = parsePattern(pattern, (character) => ' /-,:.'.includes(character));
  checkForParsing(pattern, items);
  const readers = items.map((item, index) => compileReader(item, items.slice(index + 1)));
  const precision = precisionOf(items);
  return (text) => {
    const timestamp = parse(text, readers, precision);
    if (timestamp) return timestamp;
    const message = `${quote(text)} does not fit the timestamp pattern ${quote(pattern)}.`;
    throw new SelectError('ValueParseFailure', message);
  };
}

function parse(text: string, readers: Reader[], precision: TimestampPrecision): Timestamp | undefined {
  const fields: ParsedFields = { year: 0 };
  let at = 0;
  for (const read of readers) {
    at = read(text, at, fields);
    if (at < 0) return undefined;
  }
  if (at < text.length) return undefined;
  const { halfDay, hour, ...others } = fields;
  if (hour === undefined) return Timestamp.of({ ...others, precision });
  // On the clock of twelve hours, 12 is the first of them.
  return Timestamp.of({ ...others, precision, hour: halfDay === undefined ? hour : (hour % 12) + halfDay * 12 });
}

function precisionOf(items: PatternItem[]): TimestampPrecision {
  const fields = new Set(items.map((item) => (item.kind === 'text' ? undefined : item.field)));
  if (fields.has('second')) return 'second';
  if (fields.has('hour')) return 'minute';
  if (fields.has('day')) return 'day';
  return fields.has('month') ? 'month' : 'year';
}

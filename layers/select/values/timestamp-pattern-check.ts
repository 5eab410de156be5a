import { patternError, type PatternField, type PatternItem, type PatternSymbol } from './timestamp-pattern.ts';

/** Fields from coarse to fine; a timestamp that has one has all before it. */
const fieldsByPrecision: readonly PatternField[] = [
  'year',
  'month',
  'day',
  'hour',
  'minute',
  'second',
  'fraction of a second',
];

/**
 * Checks that a pattern can be read back into a timestamp, in the order in which PartiQL does.
 * https://github.com/partiql/partiql-lang-kotlin/blob/v0.1.0-alpha/lang/src/org/partiql/lang/eval/builtins/timestamp/FormatPattern.kt
 *
 * @throws SelectError `EvaluatorInvalidTimestampFormatPatternSymbolForParsing` for `MMMMM`,
 *   `EvaluatorTimestampFormatPatternDuplicateFields`, `EvaluatorInvalidTimestampFormatPattern` where a field is missing
 *   (the service documents no code of its own for it), `EvaluatorTimestampFormatPatternHourClockAmPmMismatch`.
 */
export function checkForParsing(pattern: string, items: PatternItem[]): void {
  const symbols = items.filter((item) => item.kind === 'symbol');
  if (symbols.some(({ field, width }) => field === 'month' && width === 5)) {
    const message = 'has MMMMM, and the first letter of a month does not tell which it is';
    throw patternError('EvaluatorInvalidTimestampFormatPatternSymbolForParsing', pattern, message);
  }
  checkDuplicates(pattern, symbols);
  const fields = new Set(symbols.map(({ field }) => field));
  checkMissing(pattern, fields);
  checkClock(pattern, symbols, fields);
}

function checkDuplicates(pattern: string, symbols: PatternSymbol[]): void {
  const seen = new Set<PatternField>();
  for (const { field } of symbols) {
    if (seen.has(field)) {
      const message = `has more than one symbol for the ${field}`;
      throw patternError('EvaluatorTimestampFormatPatternDuplicateFields', pattern, message);
    }
    seen.add(field);
  }
}

function checkMissing(pattern: string, fields: Set<PatternField>): void {
  const finest = fieldsByPrecision.findLastIndex((field) => fields.has(field));
  const hour = fieldsByPrecision.indexOf('hour');
  const last = fields.has('offset') || fields.has('am or pm') ? Math.max(finest, hour) : Math.max(finest, 0);
  const missing = fieldsByPrecision.slice(0, last).filter((field) => !fields.has(field));
  if (finest < last) missing.push(fieldsByPrecision[last] ?? 'year');
  if (missing.length > 0) {
    const message = `has no symbol for the ${missing.join(', ')}, which a timestamp needs`;
    throw patternError('EvaluatorInvalidTimestampFormatPattern', pattern, message);
  }
}

function checkClock(pattern: string, symbols: PatternSymbol[], fields: Set<PatternField>): void {
  const hour = symbols.find(({ field }) => field === 'hour');
  if (!hour) return;
  if (fields.has('am or pm') === (hour.letter === 'h')) return;
  const message =
    hour.letter === 'h'
      ? 'has an hour of twelve (h) but no AM or PM (a)'
      : 'has both an hour of 24 (H) and AM or PM (a)';
  throw patternError('EvaluatorTimestampFormatPatternHourClockAmPmMismatch', pattern, message);
}

import { SelectError, shown } from '../errors.ts';

/** What a symbol of a timestamp pattern stands for. */
export type PatternField =
  'year' | 'month' | 'day' | 'hour' | 'am or pm' | 'minute' | 'second' | 'fraction of a second' | 'offset';

/** A run of one letter, such as `MMM`. */
export interface PatternSymbol {
  kind: 'symbol';
  field: PatternField;
  letter: string;
  /** How often the letter stands there. */
  width: number;
}

/** A piece of a pattern: text that stands for itself, never two in a row, or a symbol. */
export type PatternItem = { kind: 'text'; text: string } | PatternSymbol;

interface SymbolRule {
  field: PatternField;
  /** How often the letter may stand in a row. */
  widest: number;
}

const rules: ReadonlyMap<string, SymbolRule> = new Map<string, SymbolRule>([
  ['y', { field: 'year', widest: 4 }],
  ['M', { field: 'month', widest: 5 }],
  ['d', { field: 'day', widest: 2 }],
  ['a', { field: 'am or pm', widest: 1 }],
  ['h', { field: 'hour', widest: 2 }],
  ['H', { field: 'hour', widest: 2 }],
  ['m', { field: 'minute', widest: 2 }],
  ['s', { field: 'second', widest: 2 }],
  ['S', { field: 'fraction of a second', widest: 9 }],
  ['n', { field: 'fraction of a second', widest: 1 }],
  ['X', { field: 'offset', widest: 5 }],
  ['x', { field: 'offset', widest: 5 }],
]);

/** The names of the months; their first three letters are the short forms. */
export const monthNames: readonly string[] =
  'January February March April May June July August September October November December'.split(' ');

/**
 * Takes the pattern of TO_STRING or TO_TIMESTAMP apart.
 *
 * `isPlainText` tells which characters stand for themselves; any other text is put in single quotes, and a quote is
 * doubled. The symbols are those of the "time_format_pattern" table in
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-date.html
 *
 * @throws SelectError `EvaluatorUnterminatedTimestampFormatPatternToken` for a quote that is not closed,
 *   `EvaluatorInvalidTimestampFormatPatternToken` for a character that is neither symbol nor text,
 *   `EvaluatorInvalidTimestampFormatPatternSymbol` for a symbol of more letters than it may have.
 */
export function parsePattern(pattern: string, isPlainText: (character: string) => boolean): PatternItem[] {
  const items: PatternItem[] = [];
  let at = 0;
  while (at < pattern.length) {
    const character = pattern.charAt(at);
    const rule = rules.get(character);
    if (character === "'") {
      const end = endOfQuoted(pattern, at);
      addText(items, unquoted(pattern.slice(at, end)));
      at = end;
    } else if (rule) {
      const symbol = symbolAt(pattern, at, rule);
      items.push(symbol);
      at += symbol.width;
    } else {
      const end = endOfPlainText(pattern, at, isPlainText);
      addText(items, pattern.slice(at, end));
      at = end;
    }
  }
  return items;
}

/** An error about a pattern. */
export function patternError(code: string, pattern: string, message: string): SelectError {
  return new SelectError(code, `The timestamp pattern ${quote(pattern)} ${message}.`);
}

/** Text as it is shown in a message: in quotes, and cut off where it is long. */
export function quote(text: string): string {
  return `'${shown(text)}'`;
}

/** Adds text to that before it, if there is some, so that the items to read are few however long the pattern is. */
function addText(items: PatternItem[], text: string): void {
  const last = items.at(-1);
  if (last?.kind === 'text') last.text += text;
  else items.push({ kind: 'text', text });
}

function symbolAt(pattern: string, at: number, { field, widest }: SymbolRule): PatternSymbol {
  const letter = pattern.charAt(at);
  let end = at + 1;
  while (pattern[end] === letter) end += 1;
  const width = end - at;
  if (width > widest) {
    const message = `has ${letter} ${width} times in a row, where it may stand at most ${widest} times`;
    throw patternError('EvaluatorInvalidTimestampFormatPatternSymbol', pattern, message);
  }
  return { kind: 'symbol', field, letter, width };
}

/** The position after the quote that closes the one at `at`. */
function endOfQuoted(pattern: string, at: number): number {
  let end = at + 1;
  while (end < pattern.length) {
    if (pattern[end] !== "'") end += 1;
    else if (pattern[end + 1] === "'") end += 2;
    else return end + 1;
  }
  const message = `has a quote at character ${at + 1} that is not closed`;
  throw patternError('EvaluatorUnterminatedTimestampFormatPatternToken', pattern, message);
}

/** The text between quotes; nothing at all between them is a quote itself. */
function unquoted(quoted: string): string {
  return quoted === "''" ? "'" : quoted.slice(1, -1).replaceAll("''", "'");
}

function endOfPlainText(pattern: string, at: number, isPlainText: (character: string) => boolean): number {
  let end = at;
  while (end < pattern.length && isPlainText(pattern.charAt(end))) end += 1;
  if (end > at) return end;
  const character = String.fromCodePoint(pattern.codePointAt(at) ?? 0);
  const message = `has ${character} at character ${at + 1}, which is no symbol; text is put in single quotes`;
  throw patternError('EvaluatorInvalidTimestampFormatPatternToken', pattern, message);
}

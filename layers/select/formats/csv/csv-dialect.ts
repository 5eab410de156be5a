import type { CsvFormat } from '../../request/settings.ts';

/** The delimiters of a CSV format as the bytes they are in the data, whatever their number. */
export interface CsvDialect {
  field: Buffer;
  record: Buffer;
  /** Empty where fields cannot be quoted. */
  quote: Buffer;
  /** What `Buffer.indexOf` finds record delimiters and quotes by: a single byte is found faster as a number. */
  recordSearch: number | Buffer;
  quoteSearch: number | Buffer;
  /** Equal to the quote where a doubled quote stands for one; empty where fields cannot be quoted. */
  escape: Buffer;
  /** Empty where no line is a comment. */
  comment: Buffer;
  allowsQuotedRecordDelimiter: boolean;
  /** Takes the escapes out of what stands between two quotes. */
  unescape: (text: string) => string;
}

/** The bytes of a CSV format. */
export function csvDialect(format: CsvFormat): CsvDialect {
  const { quote = '', quoteEscape = quote, comment = '' } = format;
  const record = Buffer.from(format.recordDelimiter);
  const quoteBytes = Buffer.from(quote);
  return {
    field: Buffer.from(format.fieldDelimiter),
    record,
    quote: quoteBytes,
    recordSearch: searchable(record),
    quoteSearch: searchable(quoteBytes),
    escape: Buffer.from(quote === '' ? '' : quoteEscape),
    comment: Buffer.from(comment),
    allowsQuotedRecordDelimiter: format.allowsQuotedRecordDelimiter && quote !== '',
    unescape: unescaper(quote, quoteEscape),
  };
}

function searchable(delimiter: Buffer): number | Buffer {
  const [first] = delimiter;
  return delimiter.length === 1 && first !== undefined ? first : delimiter;
}

/**
 * Inside quotes the escape character makes a quote, or itself, a character like any other; before anything else it stands
 * for itself.
 */
function unescaper(quote: string, escape: string): (text: string) => string {
  if (quote === escape) return (text) => text.replaceAll(quote + quote, quote);
  const pairs = new RegExp(`${inPattern(escape)}(${inPattern(quote)}|${inPattern(escape)})`, 'gu');
  return (text) => text.replaceAll(pairs, '$1');
}

/** A character as it stands in a pattern, for itself alone; the pattern needs the flag `u`. */
export function inPattern(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

/** Whether the bytes at a place are a delimiter; false for an empty one. */
export function isAt(bytes: Uint8Array, place: number, delimiter: Uint8Array): boolean {
  const { length } = delimiter;
  for (let i = 0; i < length; i += 1) if (bytes[place + i] !== delimiter[i]) return false;
  return length > 0;
}

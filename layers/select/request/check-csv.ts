import { character, characterOrNone, delimiter, flag, invalidParameter, oneOf } from './check-value.ts';
import type { CsvInput, CsvOutput } from './select-request.ts';
import type { CsvFormat, CsvOutputFormat } from './settings.ts';

/**
 * Checks how CSV is to be read, and fills in what is left out. An empty QuoteCharacter is none, as are empty Comments.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_CSVInput.html
 *
 * @throws SelectError InvalidFileHeaderInfo, InvalidRequestParameter, MissingRequiredParameter
 */
export function checkCsvInput(csv: CsvInput): CsvFormat {
  const quote = characterOrNone('QuoteCharacter', csv.QuoteCharacter, '"');
  const format: CsvFormat = {
    kind: 'csv',
    header: oneOf('InvalidFileHeaderInfo', 'FileHeaderInfo', csv.FileHeaderInfo ?? 'NONE', ['NONE', 'USE', 'IGNORE']),
    fieldDelimiter: character('FieldDelimiter', csv.FieldDelimiter, ','),
    recordDelimiter: delimiter('RecordDelimiter', csv.RecordDelimiter, '\n'),
    quote,
    quoteEscape: characterOrNone('QuoteEscapeCharacter', csv.QuoteEscapeCharacter, quote ?? '"') ?? quote,
    comment: checkComments(csv.Comments, csv.FieldDelimiter),
    allowsQuotedRecordDelimiter: flag('AllowQuotedRecordDelimiter', csv.AllowQuotedRecordDelimiter),
  };
  refuseConfusion(format);
  if (format.comment === undefined) return format;
  if (format.comment === format.fieldDelimiter) throw confused('Comments', 'FieldDelimiter');
  if (format.comment === format.quote) throw confused('Comments', 'QuoteCharacter');
  if (format.recordDelimiter.startsWith(format.comment)) throw confused('Comments', 'RecordDelimiter');
  return format;
}

/** A number sign that separates fields begins no comment, unless both are asked for. */
function checkComments(comments: unknown, fieldDelimiter: unknown): string | undefined {
  const isLeftOut = comments === undefined || comments === null;
  return isLeftOut && fieldDelimiter === '#' ? undefined : characterOrNone('Comments', comments, '#');
}

/**
 * Checks how CSV is to be written, and fills in what is left out.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_CSVOutput.html
 *
 * @throws SelectError InvalidQuoteFields, InvalidRequestParameter, MissingRequiredParameter
 */
export function checkCsvOutput(csv: CsvOutput): CsvOutputFormat {
  const quote = character('QuoteCharacter', csv.QuoteCharacter, '"');
  const format: CsvOutputFormat = {
    kind: 'csv',
    quoteFields: oneOf('InvalidQuoteFields', 'QuoteFields', csv.QuoteFields ?? 'ASNEEDED', ['ASNEEDED', 'ALWAYS']),
    fieldDelimiter: character('FieldDelimiter', csv.FieldDelimiter, ','),
    recordDelimiter: delimiter('RecordDelimiter', csv.RecordDelimiter, '\n'),
    quote,
    quoteEscape: characterOrNone('QuoteEscapeCharacter', csv.QuoteEscapeCharacter, quote) ?? quote,
  };
  refuseConfusion(format);
  return format;
}

/** Refuses delimiters that nobody could tell apart in the data. */
function refuseConfusion(format: CsvFormat | CsvOutputFormat): void {
  const { fieldDelimiter, recordDelimiter, quote, quoteEscape } = format;
  if (fieldDelimiter === recordDelimiter) throw confused('FieldDelimiter', 'RecordDelimiter');
  if (quote === undefined || quoteEscape === undefined) return;
  if (quote === fieldDelimiter) throw confused('QuoteCharacter', 'FieldDelimiter');
  if (recordDelimiter.includes(quote)) throw confused('QuoteCharacter', 'RecordDelimiter');
  if (quoteEscape === fieldDelimiter) throw confused('QuoteEscapeCharacter', 'FieldDelimiter');
  if (recordDelimiter.includes(quoteEscape)) throw confused('QuoteEscapeCharacter', 'RecordDelimiter');
}

function confused(name: string, other: string): Error {
  return invalidParameter(name, `it cannot be told from ${other}`);
}

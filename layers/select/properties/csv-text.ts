import type { CsvInput } from '../request/select-request.ts';
import type { Choices } from './choices.ts';

/** The characters of CSV, those that a request leaves out filled in. */
export function dialectOf(csv: CsvInput) {
  const { FieldDelimiter = ',', RecordDelimiter = '\n', QuoteCharacter = '"', Comments = '#' } = csv;
  const { QuoteEscapeCharacter = QuoteCharacter } = csv;
  return { FieldDelimiter, RecordDelimiter, QuoteCharacter, QuoteEscapeCharacter, Comments };
}

/** Records as CSV: quoted where they must be, and elsewhere now and then; between them empty lines and comments. */
export function writeCsv(records: string[][], csv: CsvInput, choices: Choices): string {
  const { RecordDelimiter: end, Comments: comment } = dialectOf(csv);
  const lines = records.map((fields) => {
    const before = choices.of('', '', '', end, `${comment}a "comment${end}`);
    return before + writeRecord(fields, csv, choices) + end;
  });
  const all = lines.join('');
  return choices.below(3) === 0 && all.endsWith(end) ? all.slice(0, -end.length) : all;
}

function writeRecord(fields: string[], csv: CsvInput, choices: Choices): string {
  const { FieldDelimiter } = dialectOf(csv);
  return fields.map((field, i) => writeField(field, csv, choices, i === 0, fields.length === 1)).join(FieldDelimiter);
}

function writeField(text: string, csv: CsvInput, choices: Choices, isFirst: boolean, isOnly: boolean): string {
  const { FieldDelimiter, RecordDelimiter, QuoteCharacter, QuoteEscapeCharacter: escape, Comments } = dialectOf(csv);
  const mustQuote =
    [FieldDelimiter, RecordDelimiter[0]!, QuoteCharacter].some((special) => text.includes(special)) ||
    (isFirst && text.startsWith(Comments)) ||
    (isOnly && text === '');
  if (!mustQuote && choices.below(4) !== 3) return text;
  const escaped = Array.from(text, (c) => (c === QuoteCharacter || c === escape ? escape + c : c)).join('');
  return QuoteCharacter + escaped + QuoteCharacter;
}

import type { CsvInput, InputSerialization, OutputSerialization, SelectRequest } from '../request/select-request.ts';
import type { Arguments, CsvArguments, OutputArguments } from './arguments.ts';
import { delimiterOf } from './delimiter.ts';
import type { Format } from './formats.ts';

/** The request that the command line amounts to, for an input of that format. */
export function requestOf(args: Arguments, format: Format): SelectRequest {
  return {
    Expression: args.expression,
    ExpressionType: 'SQL',
    InputSerialization: inputOf(args.csv, format),
    OutputSerialization: outputOf(args.output),
    RequestProgress: { Enabled: true },
    ScanRange: args.scanRange,
  };
}

function inputOf(csv: CsvArguments, { input, compression, beginning }: Format): InputSerialization {
  const CompressionType = compression;
  if (input === 'parquet') return { CompressionType, Parquet: {} };
  if (input === 'lines') return { CompressionType, JSON: { Type: 'LINES' } };
  if (input === 'json') return { CompressionType, JSON: { Type: 'DOCUMENT' } };
  return { CompressionType, CSV: csvOf(csv, input, beginning) };
}

function csvOf(csv: CsvArguments, input: 'csv' | 'tsv', beginning: Buffer | undefined): CsvInput {
  return {
    FileHeaderInfo: csv.header ?? 'USE',
    FieldDelimiter: delimiterOf(csv, input, beginning),
    RecordDelimiter: csv.lineDelimiter ?? lineEnd(beginning),
    QuoteCharacter: csv.quote,
    QuoteEscapeCharacter: csv.escape,
    Comments: csv.comment,
    AllowQuotedRecordDelimiter: csv.multiline,
  };
}

/** The engine ends lines with LF unless it is told otherwise; files from Windows end them with CR LF. */
function lineEnd(beginning: Buffer | undefined): string | undefined {
  const lf = beginning?.indexOf('\n') ?? -1;
  return lf > 0 && beginning?.[lf - 1] === 0x0d ? '\r\n' : undefined;
}

function outputOf({ format, recordDelimiter, delimiter, quoteFields }: OutputArguments): OutputSerialization {
  if (format === 'json') return { JSON: { RecordDelimiter: recordDelimiter } };
  return { CSV: { RecordDelimiter: recordDelimiter, FieldDelimiter: delimiter, QuoteFields: quoteFields } };
}

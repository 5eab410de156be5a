import type { SelectError } from '../errors.ts';
import { checkCsvOutput } from '../request/check-csv.ts';
import type { SelectRequest } from '../request/select-request.ts';
import type { Arguments, CsvArguments } from './arguments.ts';
import type { MaybeFormat } from './formats.ts';
import { UsageError } from './option-values.ts';
import type { Source } from './source.ts';

const csvOptions: readonly (readonly [key: keyof CsvArguments, option: string])[] = [
  ['header', '--header'],
  ['delimiter', '--delimiter'],
  ['lineDelimiter', '--line-delimiter'],
  ['quote', '--quote'],
  ['escape', '--escape'],
  ['comment', '--comment'],
  ['multiline', '--multiline'],
];

/** What the fields of a request are called on the command line; a name that holds another one comes first. */
const inputOptions: readonly (readonly [field: string, option: string])[] = [
  ['AllowQuotedRecordDelimiter', '--multiline'],
  ['QuoteEscapeCharacter', '--escape'],
  ['QuoteCharacter', '--quote'],
  ['RecordDelimiter', '--line-delimiter'],
  ['FieldDelimiter', '--delimiter'],
  ['Comments', '--comment'],
  ['CompressionType', '--compression'],
];

const outputOptions: typeof inputOptions = [
  ['QuoteEscapeCharacter', 'the quote "'],
  ['QuoteCharacter', 'the quote "'],
  ['RecordDelimiter', '--record-delimiter'],
  ['FieldDelimiter', '--output-delimiter'],
];

/** Codes of errors about the fields of a request. */
const fieldCodes = new Set(['InvalidRequestParameter', 'MissingRequiredParameter']);
/** Codes of errors about fields that do not go with an input. */
const inputCodes = new Set(['InvalidScanRange', 'UnsupportedScanRangeInput', 'InvalidCompressionFormat']);

/** The message of an error about data or SQL, in words of the command line. */
export function messageOf({ code, message }: SelectError): string {
  if (code === 'InvalidColumnIndex') return message.replace('FileHeaderInfo USE', '--header use');
  return code === 'CSVEscapingRecordDelimiter'
    ? message.replace('set AllowQuotedRecordDelimiter', 'say --multiline')
    : message;
}

function inOptions(message: string, options = inputOptions): string {
  return options.reduce((text, [field, option]) => text.replaceAll(field, option), message);
}

/**
 * Refuses options that an input has no use for: whoever gave them takes it for something that it is not.
 *
 * @throws UsageError
 */
export function refuseUnused(args: Arguments, { input, beginning }: MaybeFormat, { name, size }: Source): void {
  if (args.scanRange && args.scanRange.Start === undefined && size === undefined) {
    throw new UsageError(`--scan-range=-N needs a file: the length of ${name} is not known`);
  }
  // Nothing is of no format.
  if (input === undefined || input === 'csv' || input === 'tsv' || beginning?.length === 0) return;
  for (const [key, option] of csvOptions) {
    if (args.csv[key] === undefined || args.csv[key] === false) continue;
    throw new UsageError(`${option} is for CSV, and ${name} is read as ${input}; --input csv reads it as CSV`);
  }
}

/** An error about a request that the command line has made up, as one about the command line; any other as it is. */
export function asUsageError(error: SelectError, request: SelectRequest, name: string): Error {
  const message = error.message.replace(/\.$/, '');
  if (inputCodes.has(error.code)) return new UsageError(`${name}: ${inOptions(message)}`, { cause: error });
  if (!fieldCodes.has(error.code)) return error;
  const text = inOptions(message, isOutputAtFault(request) ? outputOptions : inputOptions);
  const short = text
    .replace(/^The value of the parameter (.*) is not valid: it/, '$1')
    .replace(/^The SelectRequest entity is missing a required parameter: (.*)/, '$1 must not be empty');
  return new UsageError(short, { cause: error });
}

function isOutputAtFault({ OutputSerialization }: SelectRequest): boolean {
  try {
    if (OutputSerialization?.CSV) checkCsvOutput(OutputSerialization.CSV);
    return false;
  } catch {
    return true;
  }
}

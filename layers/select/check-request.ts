import { SelectError } from './errors.ts';
import type { InputSerialization, OutputSerialization, SelectRequest } from './request.ts';
import type { CsvFormat, CsvOutputFormat, InputFormat, OutputFormat, ScanRange, Settings } from './settings.ts';

/** Output delimiters are one or a few characters; anything longer is a mistake that would multiply with every row. */
const maxDelimiterLength = 1024;

/**
 * Checks a request. Values are compared at run time too, because a request may come from plain JavaScript or from XML.
 *
 * @throws SelectError with the code S3 Select has for the field.
 */
export function checkRequest(request: SelectRequest): Settings {
  const { Expression, ExpressionType, InputSerialization, OutputSerialization, RequestProgress } = request;
  if (typeof Expression !== 'string' || Expression === '') throw missing('Expression');
  if (ExpressionType === undefined) throw missing('ExpressionType');
  requireOneOf('InvalidExpressionType', 'ExpressionType', ExpressionType, ['SQL']);
  if (!InputSerialization) throw missing('InputSerialization');
  if (!OutputSerialization) throw missing('OutputSerialization');
  const input = checkInput(InputSerialization);
  const compression = InputSerialization.CompressionType ?? 'NONE';
  return {
    expression: Expression,
    compression,
    input,
    output: checkOutput(OutputSerialization),
    scanRange: checkScanRange(request.ScanRange, input, compression),
    reportsProgress: RequestProgress?.Enabled === true,
  };
}

function checkInput({ CompressionType, JSON, CSV, Parquet }: InputSerialization): InputFormat {
  requireOneOf('InvalidCompressionFormat', 'CompressionType', CompressionType, ['NONE', 'GZIP', 'BZIP2', undefined]);
  const formats = [JSON, CSV, Parquet].filter((format) => format !== undefined);
  if (formats.length > 1) throw conflict('InputSerialization', 'CSV, JSON or Parquet');
  if (CSV) return checkCsvInput();
  if (Parquet) return checkParquet();
  if (!JSON) throw missing('InputSerialization (one of CSV, JSON, Parquet)');
  if (JSON.Type === undefined) throw missing('JSON Type');
  requireOneOf('InvalidJsonType', 'JSON Type', JSON.Type, ['DOCUMENT', 'LINES']);
  return { kind: 'json', type: JSON.Type };
}

function checkParquet(): InputFormat {
  throw new SelectError('InvalidDataSource', 'Parquet input is not supported yet, only JSON.');
}

function checkCsvInput(): CsvFormat {
  throw new SelectError('InvalidDataSource', 'CSV input is not supported yet, only JSON.');
}

function checkOutput({ JSON, CSV }: OutputSerialization): OutputFormat {
  if (JSON && CSV) throw conflict('OutputSerialization', 'CSV or JSON');
  if (CSV) return checkCsvOutput();
  if (!JSON) throw missing('OutputSerialization (one of CSV, JSON)');
  const recordDelimiter = JSON.RecordDelimiter ?? '\n';
  if (recordDelimiter.length > maxDelimiterLength) {
    throw new SelectError('InvalidRequestParameter', 'The value of the parameter RecordDelimiter is too long.');
  }
  return { kind: 'json', recordDelimiter };
}

function checkCsvOutput(): CsvOutputFormat {
  throw new SelectError('InvalidRequestParameter', 'CSV output is not supported yet, only JSON.');
}

function checkScanRange(
  range: SelectRequest['ScanRange'],
  input: InputFormat,
  compression: Settings['compression'],
): ScanRange | undefined {
  if (range)
    throw new SelectError('UnsupportedScanRangeInput', `ScanRange is not supported yet: ${input.kind} ${compression}.`);
  return undefined;
}

function requireOneOf(code: string, name: string, value: string | undefined, allowed: (string | undefined)[]): void {
  if (allowed.includes(value)) return;
  const choices = allowed.filter((choice) => choice !== undefined).join(', ');
  throw new SelectError(code, `The ${name} value ${String(value)} is not valid. Only ${choices} are supported.`);
}

function conflict(where: string, formats: string): SelectError {
  return new SelectError('ObjectSerializationConflict', `${where} must specify exactly one format: ${formats}.`);
}

function missing(name: string): SelectError {
  return new SelectError(
    'MissingRequiredParameter',
    `The SelectRequest entity is missing a required parameter: ${name}.`,
  );
}

import { SelectError } from './errors.ts';
import type { InputSerialization, OutputSerialization, SelectRequest } from './request.ts';

/** A request that has been checked and has its defaults filled in. */
export interface Settings {
  expression: string;
  jsonType: 'DOCUMENT' | 'LINES';
  isGzip: boolean;
  recordDelimiter: string;
  reportsProgress: boolean;
}

/** Output delimiters are one or a few characters; anything longer is a mistake that would multiply with every row. */
const maxDelimiterLength = 1024;

/**
 * Checks a request. Values are compared at run time too, because a request may come from plain JavaScript or from XML.
 *
 * @throws SelectError with the code S3 Select has for the field, or for what is not supported yet, which the message names.
 */
export function checkRequest(request: SelectRequest): Settings {
  const { Expression, ExpressionType, InputSerialization, OutputSerialization, RequestProgress, ScanRange } = request;
  if (typeof Expression !== 'string' || Expression === '') throw missing('Expression');
  if (ExpressionType === undefined) throw missing('ExpressionType');
  requireOneOf('InvalidExpressionType', 'ExpressionType', ExpressionType, ['SQL']);
  if (!InputSerialization) throw missing('InputSerialization');
  if (!OutputSerialization) throw missing('OutputSerialization');
  const settings = {
    expression: Expression,
    jsonType: checkInput(InputSerialization),
    isGzip: InputSerialization.CompressionType === 'GZIP',
    recordDelimiter: checkOutput(OutputSerialization),
    reportsProgress: RequestProgress?.Enabled === true,
  };
  if (ScanRange) throw new SelectError('UnsupportedScanRangeInput', 'ScanRange is not supported yet.');
  return settings;
}

function checkInput({ CompressionType, JSON, CSV, Parquet }: InputSerialization): 'DOCUMENT' | 'LINES' {
  requireOneOf('InvalidCompressionFormat', 'CompressionType', CompressionType, ['NONE', 'GZIP', 'BZIP2', undefined]);
  const formats = [JSON, CSV, Parquet].filter((format) => format !== undefined);
  if (formats.length > 1) throw conflict('InputSerialization', 'CSV, JSON or Parquet');
  if (CSV) throw new SelectError('InvalidDataSource', 'CSV input is not supported yet, only JSON.');
  if (Parquet) throw new SelectError('InvalidDataSource', 'Parquet input is not supported yet, only JSON.');
  if (!JSON) throw missing('InputSerialization (one of CSV, JSON, Parquet)');
  if (JSON.Type === undefined) throw missing('JSON Type');
  requireOneOf('InvalidJsonType', 'JSON Type', JSON.Type, ['DOCUMENT', 'LINES']);
  if (CompressionType === 'BZIP2') {
    throw new SelectError('InvalidCompressionFormat', 'CompressionType BZIP2 is not supported yet.');
  }
  return JSON.Type;
}

function checkOutput({ JSON, CSV }: OutputSerialization): string {
  if (JSON && CSV) throw conflict('OutputSerialization', 'CSV or JSON');
  if (CSV) throw new SelectError('InvalidRequestParameter', 'CSV output is not supported yet, only JSON.');
  if (!JSON) throw missing('OutputSerialization (one of CSV, JSON)');
  const delimiter = JSON.RecordDelimiter ?? '\n';
  if (delimiter.length > maxDelimiterLength) {
    throw new SelectError('InvalidRequestParameter', 'The value of the parameter RecordDelimiter is too long.');
  }
  return delimiter;
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

import { SelectError } from '../errors.ts';
import { checkCsvInput } from './check-csv.ts';
import { element, missingParameter, oneOf } from './check-value.ts';
import type { InputSerialization } from './select-request.ts';
import type { InputFormat, Settings } from './settings.ts';

/**
 * Checks what the object is said to be.
 *
 * @throws SelectError ObjectSerializationConflict, InvalidJsonType, InvalidCompressionFormat and those of the format
 */
export function checkInput(input: InputSerialization): Pick<Settings, 'input' | 'compression'> {
  const { CompressionType } = input;
  const types = ['NONE', 'GZIP', 'BZIP2'] as const;
  const compression = oneOf('InvalidCompressionFormat', 'CompressionType', CompressionType ?? 'NONE', types);
  return { input: checkFormat(input, compression), compression };
}

function checkFormat(input: InputSerialization, compression: Settings['compression']): InputFormat {
  const json = element('JSON', input.JSON);
  const csv = element('CSV', input.CSV);
  const parquet = element('Parquet', input.Parquet);
  if ([json, csv, parquet].filter((format) => format !== undefined).length > 1) {
    const message = 'InputSerialization must specify exactly one format: CSV, JSON or Parquet.';
    throw new SelectError('ObjectSerializationConflict', message);
  }
  if (csv) return checkCsvInput(csv);
  if (parquet) return checkParquet(compression);
  if (!json) throw missingParameter('InputSerialization (one of CSV, JSON, Parquet)');
  if (json.Type === undefined) throw missingParameter('JSON Type');
  return { kind: 'json', type: oneOf('InvalidJsonType', 'JSON Type', json.Type, ['DOCUMENT', 'LINES']) };
}

function checkParquet(compression: Settings['compression']): InputFormat {
  // "Amazon S3 Select doesn't support whole-object compression for Parquet objects."
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/selecting-content-from-objects.html
  if (compression === 'NONE') return { kind: 'parquet' };
  throw new SelectError(
    'InvalidCompressionFormat',
    `A Parquet object is never compressed as a whole: leave CompressionType out instead of ${compression}.`,
  );
}

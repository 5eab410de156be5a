import { SelectError } from '../errors.ts';
import type { SelectRequest } from './select-request.ts';
import type { InputFormat, ScanRange, Settings } from './settings.ts';

/**
 * Checks a scan range: `Start`, `Start` and `End`, or `End` alone for that many bytes at the end of the object.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ScanRange.html
 *
 * @throws SelectError InvalidScanRange, UnsupportedScanRangeInput
 */
export function checkScanRange(
  range: SelectRequest['ScanRange'],
  input: InputFormat,
  compression: Settings['compression'],
): ScanRange | undefined {
  if (range === undefined) return undefined;
  if (typeof range !== 'object') throw invalid('it must be an object with Start, End or both');
  const { Start, End } = range;
  const start = place('Start', Start);
  const end = place('End', End);
  refuseInput(input, compression);
  if (start !== undefined && end !== undefined && start > end) throw invalid('its Start is behind its End');
  if (start !== undefined) return { kind: 'from', start, end };
  if (end !== undefined) return { kind: 'last', bytes: end };
  throw invalid('it must not be empty: give Start, End or both');
}

/** "Scan range requests support Parquet, CSV (without quoted delimiters), and JSON objects (in LINES mode only)", uncompressed. */
function refuseInput(input: InputFormat, compression: Settings['compression']): void {
  if (compression !== 'NONE') throw unsupported(`an object compressed with ${compression}`);
  if (input.kind === 'json' && input.type === 'DOCUMENT') throw unsupported('a JSON DOCUMENT, only on JSON LINES');
  if (input.kind !== 'csv') return;
  if (input.allowsQuotedRecordDelimiter) throw unsupported('CSV with AllowQuotedRecordDelimiter');
  // Where a record begins could only be told from the start of the object.
  if (overlapsItself(input.recordDelimiter)) throw unsupported('CSV with a RecordDelimiter that overlaps itself');
}

function overlapsItself(delimiter: string): boolean {
  for (let length = 1; length < delimiter.length; length += 1) {
    if (delimiter.startsWith(delimiter.slice(-length))) return true;
  }
  return false;
}

function place(name: string, value: unknown): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw invalid(`its ${name} must be a non-negative integer`);
}

function invalid(problem: string): SelectError {
  return new SelectError('InvalidScanRange', `The provided scan range is not valid: ${problem}.`);
}

function unsupported(what: string): SelectError {
  return new SelectError('UnsupportedScanRangeInput', `Scan range queries are not supported on ${what}.`);
}

import { SelectError } from '../errors.ts';
import { checkCsvOutput } from './check-csv.ts';
import { checkInput } from './check-input.ts';
import { checkScanRange } from './check-scan-range.ts';
import { delimiter, element, flag, invalidParameter, missingParameter, oneOf } from './check-value.ts';
import type { OutputSerialization, SelectRequest } from './select-request.ts';
import type { OutputFormat, Settings } from './settings.ts';

/**
 * Checks a request. Values are compared at run time too, because a request may come from plain JavaScript or from XML.
 *
 * @throws SelectError with the code S3 Select has for the field.
 */
export function checkRequest(request: SelectRequest): Settings {
  const { ExpressionType } = request;
  const expression = checkExpression(request.Expression);
  if (ExpressionType === undefined) throw missingParameter('ExpressionType');
  oneOf('InvalidExpressionType', 'ExpressionType', ExpressionType, ['SQL']);
  const inputSerialization = element('InputSerialization', request.InputSerialization);
  const outputSerialization = element('OutputSerialization', request.OutputSerialization);
  if (!inputSerialization) throw missingParameter('InputSerialization');
  if (!outputSerialization) throw missingParameter('OutputSerialization');
  const { input, compression } = checkInput(inputSerialization);
  return {
    expression,
    compression,
    input,
    output: checkOutput(outputSerialization),
    scanRange: checkScanRange(request.ScanRange, input, compression),
    reportsProgress: flag('Enabled', element('RequestProgress', request.RequestProgress)?.Enabled),
  };
}

function checkExpression(expression: unknown): string {
  if (expression === undefined || expression === null || expression === '') throw missingParameter('Expression');
  if (typeof expression !== 'string') throw invalidParameter('Expression', 'it must be a text');
  return expression;
}

function checkOutput({ JSON, CSV }: OutputSerialization): OutputFormat {
  const json = element('JSON', JSON);
  const csv = element('CSV', CSV);
  if (json && csv) {
    const message = 'OutputSerialization must specify exactly one format: CSV or JSON.';
    throw new SelectError('ObjectSerializationConflict', message);
  }
  if (csv) return checkCsvOutput(csv);
  if (!json) throw missingParameter('OutputSerialization (one of CSV, JSON)');
  const { RecordDelimiter } = json;
  // Objects tell themselves apart, so that nothing between them will do.
  const isNone = RecordDelimiter === '';
  return { kind: 'json', recordDelimiter: isNone ? '' : delimiter('RecordDelimiter', RecordDelimiter, '\n') };
}

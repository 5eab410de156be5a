// What is wrong with a request, whatever the object.
// Sources: descriptions of the error codes and the API reference [D]; paws-r/paws#296 and boto/boto3#2425, which quote the
// service [C]; own choices, which the service does not document [own].
import { describe, expect, it } from 'vitest';
import { SelectError } from '../errors.ts';
import type { SelectRequest } from '../request/select-request.ts';
import { prepare } from '../select.ts';
import { documentedCodes } from '../testing/documented-codes.ts';
import { request, run } from '../testing/run-select.ts';

/** The code that a request fails with; it may be anything that plain JavaScript can write. */
function codeOf(changes: object): string | undefined {
  try {
    prepare({ ...request('SELECT * FROM S3Object'), ...changes });
  } catch (error) {
    if (!(error instanceof SelectError)) throw error;
    expect(documentedCodes).toContain(error.code);
    return error.code;
  }
  return undefined;
}

const csv = (input: object) => ({ InputSerialization: { CSV: input } });
const toCsv = (output: object) => ({ OutputSerialization: { CSV: output } });
const json = { Type: 'LINES' };

describe('a request', () => {
  it.each<[code: string, what: string, changes: object]>([
    ['MissingRequiredParameter', 'no expression', { Expression: undefined }],
    ['MissingRequiredParameter', 'an empty expression', { Expression: '' }],
    ['InvalidRequestParameter', 'an expression that is no text', { Expression: 5 }],
    [
      'ExpressionTooLong',
      'an expression of more than 256 KB',
      { Expression: `SELECT * FROM S3Object${' '.repeat(2 ** 18)}` },
    ],
    ['MissingRequiredParameter', 'no type of expression', { ExpressionType: undefined }],
    ['InvalidExpressionType', 'an unknown type of expression', { ExpressionType: 'GraphQL' }],
    ['MissingRequiredParameter', 'no input', { InputSerialization: undefined }],
    ['MissingRequiredParameter', 'no format of the input', { InputSerialization: {} }],
    ['InvalidRequestParameter', 'an input that is no object', { InputSerialization: 'CSV' }],
    ['InvalidRequestParameter', 'a format that is no object', { InputSerialization: { CSV: true } }],
    ['ObjectSerializationConflict', 'two formats of the input', { InputSerialization: { CSV: {}, JSON: json } }],
    [
      'InvalidCompressionFormat',
      'an unknown compression',
      { InputSerialization: { JSON: json, CompressionType: 'ZSTD' } },
    ],
    [
      'InvalidCompressionFormat',
      'a compressed Parquet object',
      { InputSerialization: { Parquet: {}, CompressionType: 'GZIP' } },
    ],
    ['MissingRequiredParameter', 'no type of JSON', { InputSerialization: { JSON: {} } }],
    ['InvalidJsonType', 'an unknown type of JSON', { InputSerialization: { JSON: { Type: 'PRETTY' } } }],
    ['MissingRequiredParameter', 'no output', { OutputSerialization: undefined }],
    ['MissingRequiredParameter', 'no format of the output', { OutputSerialization: {} }],
    ['ObjectSerializationConflict', 'two formats of the output', { OutputSerialization: { CSV: {}, JSON: {} } }],
    ['InvalidRequestParameter', 'progress that is neither true nor false', { RequestProgress: { Enabled: 'yes' } }],
    [
      'InvalidRequestParameter',
      'a delimiter that is no text',
      { OutputSerialization: { JSON: { RecordDelimiter: 10 } } },
    ],
    [
      'InvalidRequestParameter',
      'a delimiter of 2 KB',
      { OutputSerialization: { JSON: { RecordDelimiter: ','.repeat(2048) } } },
    ],
    ['InvalidFileHeaderInfo', 'an unknown FileHeaderInfo', csv({ FileHeaderInfo: 'FIRST' })],
    ['InvalidFileHeaderInfo', 'a FileHeaderInfo that is no text', csv({ FileHeaderInfo: true })],
    ['MissingRequiredParameter', 'an empty RecordDelimiter [C]', csv({ RecordDelimiter: '' })],
    ['MissingRequiredParameter', 'an empty FieldDelimiter', csv({ FieldDelimiter: '' })],
    ['InvalidRequestParameter', 'a FieldDelimiter of two characters', csv({ FieldDelimiter: '::' })],
    ['InvalidRequestParameter', 'a QuoteCharacter of two', csv({ QuoteCharacter: '""' })],
    ['InvalidRequestParameter', 'a QuoteEscapeCharacter of two', csv({ QuoteEscapeCharacter: '\\\\' })],
    ['InvalidRequestParameter', 'Comments of two', csv({ Comments: '//' })],
    ['InvalidRequestParameter', 'half a character', csv({ FieldDelimiter: '\ud800' })],
    ['InvalidRequestParameter', 'an AllowQuotedRecordDelimiter in words', csv({ AllowQuotedRecordDelimiter: 'TRUE' })],
    ['InvalidRequestParameter', 'equal delimiters', csv({ FieldDelimiter: ';', RecordDelimiter: ';' })],
    ['InvalidRequestParameter', 'a quote that delimits fields', csv({ FieldDelimiter: '"' })],
    ['InvalidRequestParameter', 'a quote that ends records', csv({ RecordDelimiter: '"\n' })],
    [
      'InvalidRequestParameter',
      'an escape that delimits fields',
      csv({ FieldDelimiter: '|', QuoteEscapeCharacter: '|' }),
    ],
    [
      'InvalidRequestParameter',
      'an escape that ends records',
      csv({ RecordDelimiter: '\\\n', QuoteEscapeCharacter: '\\' }),
    ],
    ['InvalidRequestParameter', 'comments that begin with a quote', csv({ Comments: '"' })],
    ['InvalidRequestParameter', 'comments that begin with a delimiter', csv({ Comments: ',' })],
    ['InvalidRequestParameter', 'comments that are empty lines', csv({ Comments: '\n' })],
    ['InvalidQuoteFields', 'an unknown QuoteFields', toCsv({ QuoteFields: 'NEVER' })],
    ['MissingRequiredParameter', 'an empty RecordDelimiter of CSV output [C]', toCsv({ RecordDelimiter: '' })],
    ['MissingRequiredParameter', 'an empty QuoteCharacter of CSV output', toCsv({ QuoteCharacter: '' })],
    ['InvalidRequestParameter', 'equal delimiters of CSV output', toCsv({ FieldDelimiter: '\n' })],
    ['InvalidRequestParameter', 'a quote that delimits fields of CSV output', toCsv({ QuoteCharacter: ',' })],
  ])('fails with %s for %s', (code, _what, changes) => {
    expect(codeOf(changes)).toBe(code);
  });

  it('may leave out, or set to null, what has a default', () => {
    expect(
      codeOf({ InputSerialization: { CSV: { FileHeaderInfo: undefined, Comments: null } }, RequestProgress: null }),
    ).toBe(undefined);
    expect(
      codeOf({ InputSerialization: { CSV: {}, JSON: null }, OutputSerialization: { CSV: {}, JSON: undefined } }),
    ).toBe(undefined);
  });

  it('may spell its words in small letters, as the documentation does [C]', async () => {
    const input = { CSV: { FileHeaderInfo: 'Use' as 'USE' } };

    expect(codeOf({ InputSerialization: { JSON: { Type: 'Lines' }, CompressionType: 'None' } })).toBe(undefined);
    expect(codeOf({ InputSerialization: input, OutputSerialization: { CSV: { QuoteFields: 'Always' } } })).toBe(
      undefined,
    );
    expect(await run('SELECT s.a FROM S3Object s', 'a\n1\n', { csv: input.CSV })).toBe('{"a":"1"}\n');
  });

  it('may have nothing between the records of JSON [own]', async () => {
    expect(await run('SELECT * FROM S3Object', '{"a":1}\n{"a":2}', { delimiter: '' })).toBe('{"a":1}{"a":2}');
  });

  it('says whether a run reads from several places', () => {
    const base: SelectRequest = request('SELECT * FROM S3Object');

    expect(prepare(base).needsSeeking).toBe(false);
    expect(prepare({ ...base, ScanRange: { Start: 1 } }).needsSeeking).toBe(true);
  });
});

import { SelectError } from '../errors.ts';
import { oneOf } from '../request/check-value.ts';
import type {
  CsvInput,
  CsvOutput,
  InputSerialization,
  OutputSerialization,
  SelectRequest,
} from '../request/select-request.ts';
import { malformed, readXml, type XmlElement } from './xml.ts';

/**
 * Reads the body of a `SelectObjectContent` request. The root may have any name and any namespace, because AWS's own
 * documents use several. `prepare` finds what is missing or contradicts itself; this fails for what is wrong as XML.
 *
 * @throws SelectError `EmptyRequestBody`, `MalformedXML`, `InvalidRequestParameter`, `InvalidScanRange`, or the code for
 * the value of an enumeration, such as `InvalidJsonType`.
 */
export function parseSelectRequest(xml: string): SelectRequest {
  if (xml.trim() === '') throw new SelectError('EmptyRequestBody', 'Request body cannot be empty.');
  const root = fields(readXml(xml), [
    'Expression',
    'ExpressionType',
    'InputSerialization',
    'OutputSerialization',
    'RequestProgress',
    'ScanRange',
  ]);
  return {
    Expression: textOf(root, 'Expression'),
    ExpressionType: wordOf(root, 'ExpressionType', 'InvalidExpressionType', ['SQL']),
    InputSerialization: inputOf(root.get('InputSerialization')),
    OutputSerialization: outputOf(root.get('OutputSerialization')),
    RequestProgress: progressOf(root.get('RequestProgress')),
    ScanRange: scanRangeOf(root.get('ScanRange')),
  };
}

type Fields = Map<string, XmlElement>;

function inputOf(element: XmlElement | undefined): InputSerialization | undefined {
  if (!element) return undefined;
  const input = fields(element, ['CompressionType', 'JSON', 'CSV', 'Parquet']);
  return {
    CompressionType: wordOf(input, 'CompressionType', 'InvalidCompressionFormat', ['NONE', 'GZIP', 'BZIP2']),
    JSON: jsonInputOf(input.get('JSON')),
    CSV: csvInputOf(input.get('CSV')),
    Parquet: input.get('Parquet') && {},
  };
}

function jsonInputOf(element: XmlElement | undefined): InputSerialization['JSON'] {
  return element && { Type: wordOf(fields(element, ['Type']), 'Type', 'InvalidJsonType', ['DOCUMENT', 'LINES']) };
}

function csvInputOf(element: XmlElement | undefined): CsvInput | undefined {
  if (!element) return undefined;
  const csv = fields(element, [
    'FileHeaderInfo',
    'Comments',
    'QuoteEscapeCharacter',
    'RecordDelimiter',
    'FieldDelimiter',
    'QuoteCharacter',
    'AllowQuotedRecordDelimiter',
  ]);
  return {
    FileHeaderInfo: wordOf(csv, 'FileHeaderInfo', 'InvalidFileHeaderInfo', ['NONE', 'USE', 'IGNORE']),
    Comments: textOf(csv, 'Comments'),
    QuoteEscapeCharacter: textOf(csv, 'QuoteEscapeCharacter'),
    RecordDelimiter: textOf(csv, 'RecordDelimiter'),
    FieldDelimiter: textOf(csv, 'FieldDelimiter'),
    QuoteCharacter: textOf(csv, 'QuoteCharacter'),
    AllowQuotedRecordDelimiter: booleanOf(csv, 'AllowQuotedRecordDelimiter'),
  };
}

function outputOf(element: XmlElement | undefined): OutputSerialization | undefined {
  if (!element) return undefined;
  const output = fields(element, ['JSON', 'CSV']);
  const json = output.get('JSON');
  return {
    JSON: json && { RecordDelimiter: textOf(fields(json, ['RecordDelimiter']), 'RecordDelimiter') },
    CSV: csvOutputOf(output.get('CSV')),
  };
}

function csvOutputOf(element: XmlElement | undefined): CsvOutput | undefined {
  if (!element) return undefined;
  const csv = fields(element, [
    'QuoteFields',
    'QuoteEscapeCharacter',
    'RecordDelimiter',
    'FieldDelimiter',
    'QuoteCharacter',
  ]);
  return {
    QuoteFields: wordOf(csv, 'QuoteFields', 'InvalidQuoteFields', ['ASNEEDED', 'ALWAYS']),
    QuoteEscapeCharacter: textOf(csv, 'QuoteEscapeCharacter'),
    RecordDelimiter: textOf(csv, 'RecordDelimiter'),
    FieldDelimiter: textOf(csv, 'FieldDelimiter'),
    QuoteCharacter: textOf(csv, 'QuoteCharacter'),
  };
}

function progressOf(element: XmlElement | undefined): SelectRequest['RequestProgress'] {
  return element && { Enabled: booleanOf(fields(element, ['Enabled']), 'Enabled') };
}

function scanRangeOf(element: XmlElement | undefined): SelectRequest['ScanRange'] {
  if (!element) return undefined;
  const range = fields(element, ['Start', 'End']);
  return { Start: offsetOf(range, 'Start'), End: offsetOf(range, 'End') };
}

/** The elements inside an element by name; each may be there once, and no others may. */
function fields(element: XmlElement, allowed: string[]): Fields {
  const found: Fields = new Map();
  for (const child of element.children) {
    if (!allowed.includes(child.name)) throw malformed(`${child.name} is not known in ${element.name}`);
    if (found.has(child.name)) throw malformed(`${child.name} is there twice`);
    found.set(child.name, child);
  }
  return found;
}

/** The text of a field as it is: a delimiter may well be a blank. */
function textOf(from: Fields, name: string): string | undefined {
  return from.get(name)?.text;
}

/** One of some words, checked like that of a request that comes from JavaScript. */
function wordOf<T extends string>(from: Fields, name: string, code: string, choices: readonly T[]): T | undefined {
  const text = textOf(from, name)?.trim();
  return text === undefined ? undefined : oneOf(code, name, text, choices);
}

function booleanOf(from: Fields, name: string): boolean | undefined {
  const text = textOf(from, name)?.trim().toLowerCase();
  if (text === undefined) return undefined;
  if (text === 'true' || text === 'false') return text === 'true';
  throw new SelectError('InvalidRequestParameter', `The value of ${name} must be true or false.`);
}

function offsetOf(from: Fields, name: string): number | undefined {
  const text = textOf(from, name)?.trim();
  if (text === undefined) return undefined;
  const offset = /^[0-9]{1,16}$/.test(text) ? Number(text) : NaN;
  if (Number.isSafeInteger(offset)) return offset;
  throw new SelectError('InvalidScanRange', `The ${name} of ScanRange must be a non-negative integer.`);
}

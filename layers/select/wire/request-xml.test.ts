import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SelectError } from '../errors.ts';
import { prepare } from '../select.ts';
import { documentedCodes } from '../testing/documented-codes.ts';
import { parseSelectRequest } from './request-xml.ts';

const minimal =
  '<ExpressionType>SQL</ExpressionType><InputSerialization><JSON><Type>LINES</Type></JSON></InputSerialization>' +
  '<OutputSerialization><JSON/></OutputSerialization>';
const body = (inner: string) => `<SelectObjectContentRequest>${inner}</SelectObjectContentRequest>`;

function codeOf(xml: string): string | undefined {
  try {
    prepare(parseSelectRequest(xml));
    return undefined;
  } catch (error) {
    if (error instanceof SelectError) return error.code;
    throw error;
  }
}

describe('parseSelectRequest', () => {
  it('reads every field', () => {
    const request = parseSelectRequest(`<?xml version="1.0" encoding="UTF-8"?>
      <SelectObjectContentRequest xmlns="http://s3.amazonaws.com/doc/2006-03-01/">
        <Expression>SELECT s.name FROM S3Object[*][*] s WHERE s.a &lt; 1 AND s.b = &apos;x&#10;&#x1F409;&apos; &amp;</Expression>
        <ExpressionType>SQL</ExpressionType>
        <InputSerialization><CompressionType>GZIP</CompressionType><CSV>
          <FileHeaderInfo>USE</FileHeaderInfo><Comments>#</Comments><FieldDelimiter> </FieldDelimiter>
          <AllowQuotedRecordDelimiter>true</AllowQuotedRecordDelimiter></CSV></InputSerialization>
        <OutputSerialization><JSON><RecordDelimiter>,</RecordDelimiter></JSON></OutputSerialization>
        <!-- a comment --><RequestProgress><Enabled>TRUE</Enabled></RequestProgress>
        <ScanRange><Start>0</Start><End>1023</End></ScanRange>
      </SelectObjectContentRequest>`);

    expect(JSON.parse(JSON.stringify(request))).toEqual({
      Expression: "SELECT s.name FROM S3Object[*][*] s WHERE s.a < 1 AND s.b = 'x\n\u{1F409}' &",
      ExpressionType: 'SQL',
      InputSerialization: {
        CompressionType: 'GZIP',
        CSV: { FileHeaderInfo: 'USE', Comments: '#', FieldDelimiter: ' ', AllowQuotedRecordDelimiter: true },
      },
      OutputSerialization: { JSON: { RecordDelimiter: ',' } },
      RequestProgress: { Enabled: true },
      ScanRange: { Start: 0, End: 1023 },
    });
  });

  it.each([
    [
      'the root of the Glacier samples',
      `<SelectRequest><Expression>SELECT 1 FROM S3Object</Expression>${minimal}</SelectRequest>`,
    ],
    ['a namespace prefix', `<s3:R xmlns:s3="x"><s3:Expression>SELECT 1 FROM S3Object</s3:Expression>${minimal}</s3:R>`],
    [
      'CDATA and a byte order mark',
      `\uFEFF${body(`<Expression><![CDATA[SELECT 1 FROM S3Object WHERE 1 < 2]]></Expression>${minimal}`)}`,
    ],
  ])('accepts %s', (_what, xml) => {
    expect(codeOf(xml)).toBeUndefined();
  });

  it('takes words in small letters, as the documentation spells some [C, boto/boto3#2425]', () => {
    const xml = body(`<Expression>SELECT 1 FROM S3Object</Expression>${minimal.replace('LINES', 'Lines')}`);

    expect(codeOf(xml)).toBeUndefined();
    expect(parseSelectRequest(xml).InputSerialization?.JSON).toEqual({ Type: 'LINES' });
  });

  // Codes and descriptions of the service's error list [D].
  it.each([
    ['', 'EmptyRequestBody'],
    [' \n', 'EmptyRequestBody'],
    ['not xml', 'MalformedXML'],
    ['<a>', 'MalformedXML'],
    ['<a></b>', 'MalformedXML'],
    ['<a/><b/>', 'MalformedXML'],
    ['<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', 'MalformedXML'],
    [body('<Expression>&nope;</Expression>'), 'MalformedXML'],
    [body('<Expression>&constructor;</Expression>'), 'MalformedXML'],
    [body('<Expression>a</Expression><Expression>b</Expression>'), 'MalformedXML'],
    [body('<a>'.repeat(10_000)), 'MalformedXML'],
    [body('<Nope/>'), 'MalformedXML'],
    [body(minimal), 'MissingRequiredParameter'],
    [body(`<Expression/>${minimal}`), 'MissingRequiredParameter'],
    [body('<Expression>SELECT 1 FROM S3Object</Expression>'), 'MissingRequiredParameter'],
    [body(`<Expression>x</Expression>${minimal.replace('SQL', 'XQL')}`), 'InvalidExpressionType'],
    [body(`<Expression>x</Expression>${minimal.replace('LINES', 'ROWS')}`), 'InvalidJsonType'],
    [body(`<Expression>x</Expression>${minimal.replace('<JSON>', '<CSV/><JSON>')}`), 'ObjectSerializationConflict'],
    [body(`<Expression>x</Expression>${minimal.replace('<JSON/>', '<JSON/><CSV/>')}`), 'ObjectSerializationConflict'],
    [
      body(`<Expression>x</Expression>${minimal.replace('<JSON>', '<CompressionType>ZIP</CompressionType><JSON>')}`),
      'InvalidCompressionFormat',
    ],
  ])('refuses %j with %s', (xml, code) => {
    expect(codeOf(xml)).toBe(code);
  });

  it('ends every text in a request or in a SelectError', () => {
    const parts = fc.constantFrom(
      '<a>',
      '</a>',
      '<a/>',
      '<Expression>',
      '</Expression>',
      '&lt;',
      '&#0;',
      '&',
      '<',
      '>',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<?x?>',
      'x',
    );
    fc.assert(
      fc.property(fc.array(parts), (texts) => {
        const code = codeOf(texts.join(''));
        expect(documentedCodes).toContain(code);
      }),
      { numRuns: 1000 },
    );
  });
});

// Whatever the bytes of an object are: they are read, or end in an error that the service documents, and always in the same one.
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSelectRequest } from '../wire/request-xml.ts';
import { prepare } from '../select.ts';
import { questions } from './arbitrary-queries.ts';
import { texts } from './arbitraries.ts';
import { choices, Choices } from './choices.ts';
import { writeCsv } from './csv-text.ts';
import { ask, chunksOf, documented, type Formats } from './engine.ts';
import { writeDocument, writeLines } from './json-text.ts';
import { mutatedBytes, mutatedText, mutations } from './mutations.ts';
import { printSql } from './print-sql.ts';
import { runs, timeout } from './runs.ts';

const plainQueries = [
  'SELECT * FROM S3Object',
  'SELECT COUNT(*) FROM S3Object',
  `SELECT s.a FROM S3Object s WHERE s.a = 'red' OR s.name LIKE '%e%'`,
  'SELECT * FROM S3Object[*][*]',
];

/** Reads broken bytes whole and in pieces, and expects the same of both. */
async function expectSound(sql: string, data: Uint8Array, cuts: number[], formats: Formats): Promise<void> {
  const whole = await ask(sql, data, formats);
  const cut = await ask(sql, chunksOf(data, cuts), formats);
  expect({ ...cut, stats: undefined }).toEqual({ ...whole, stats: undefined });
}

describe('an object that was changed on its way', () => {
  const cuts = fc.array(fc.nat(600), { maxLength: 4 });

  it.each(['LINES', 'DOCUMENT'] as const)('is JSON %s, or fails with a documented code', { timeout }, async (json) => {
    const write = json === 'LINES' ? writeLines : writeDocument;
    await fc.assert(
      fc.asyncProperty(
        questions,
        mutations,
        cuts,
        fc.nat(),
        async ({ data, query, written, printed }, edits, places, pick) => {
          const sql = plainQueries[pick % 8] ?? printSql(query, new Choices(printed));
          await expectSound(sql, mutatedBytes(Buffer.from(write(data, new Choices(written))), edits), places, { json });
        },
      ),
      runs(500),
    );
  });

  it('is CSV, or fails with a documented code', { timeout }, async () => {
    const records = fc.array(fc.array(texts, { minLength: 1, maxLength: 4 }), { maxLength: 6 });
    const csv = fc.record(
      {
        FileHeaderInfo: fc.constantFrom('NONE' as const, 'USE' as const, 'IGNORE' as const),
        RecordDelimiter: fc.constantFrom('\n', '\r\n', 'aa'),
        QuoteEscapeCharacter: fc.constantFrom('"', '\\'),
        AllowQuotedRecordDelimiter: fc.boolean(),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(
        records,
        csv,
        choices,
        mutations,
        cuts,
        fc.nat(2),
        async (rows, format, how, edits, places, pick) => {
          const data = mutatedBytes(Buffer.from(writeCsv(rows, format, new Choices(how))), edits);
          const formats = { csv: format, ...(pick === 0 ? { toCsv: {} } : {}) };
          await expectSound(
            [
              'SELECT * FROM S3Object',
              'SELECT COUNT(*) FROM S3Object',
              `SELECT s._2, _1 FROM S3Object s WHERE _1 LIKE '%e%'`,
            ][pick]!,
            data,
            places,
            formats,
          );
        },
      ),
      runs(800),
    );
  });

  it('is GZIP, or fails with a documented code', { timeout }, async () => {
    await fc.assert(
      fc.asyncProperty(questions, mutations, fc.nat(1), async ({ data, written }, edits, pick) => {
        const packed = gzipSync(writeLines(data, new Choices(written)));
        const { code } = await ask(plainQueries[pick]!, mutatedBytes(packed, edits), { compression: 'GZIP' });
        const codes = [
          undefined,
          'InvalidCompressionFormat',
          'TruncatedInput',
          'JSONParsingError',
          'InvalidTextEncoding',
        ];
        expect(codes).toContain(code);
      }),
      runs(500),
    );
  });

  it('is LINES in a range of it, or fails with a documented code', { timeout }, async () => {
    await fc.assert(
      fc.asyncProperty(
        questions,
        mutations,
        cuts,
        fc.nat(300),
        fc.nat(300),
        async ({ data, written }, edits, places, Start, length) => {
          const bytes = mutatedBytes(Buffer.from(writeLines(data, new Choices(written))), edits);
          await expectSound('SELECT * FROM S3Object', bytes, places, { range: { Start, End: Start + length } });
        },
      ),
      runs(300),
    );
  });
});

describe('a request in XML', () => {
  const xml =
    '<?xml version="1.0" encoding="UTF-8"?><SelectObjectContentRequest xmlns="http://s3.amazonaws.com/doc/2006-03-01/">' +
    "<Expression>SELECT * FROM S3Object s WHERE s.a &lt; 5 AND s.b = '&#x1F409;'</Expression><ExpressionType>SQL</ExpressionType>" +
    '<InputSerialization><CompressionType>NONE</CompressionType><CSV><FileHeaderInfo>USE</FileHeaderInfo><FieldDelimiter>,</FieldDelimiter>' +
    '<AllowQuotedRecordDelimiter>FALSE</AllowQuotedRecordDelimiter></CSV></InputSerialization><!-- x --><OutputSerialization><JSON><RecordDelimiter><![CDATA[,]]></RecordDelimiter>' +
    '</JSON></OutputSerialization><RequestProgress><Enabled>true</Enabled></RequestProgress><ScanRange><Start>0</Start><End>9</End></ScanRange></SelectObjectContentRequest>';
  const pieces = [
    '<',
    '>',
    '/>',
    '</',
    '<![CDATA[',
    ']]>',
    '<!--',
    '-->',
    '<?',
    '?>',
    '<!DOCTYPE x [<!ENTITY a "b">]>',
    '&lt;',
    '&#0;',
    '&#x110000;',
    '&a;',
    '&',
    '"',
    '<JSON/>',
    '<JSON>',
    '</JSON>',
    '<Type>',
    'LINES',
    '\u0000',
    '\ud800',
    '-1',
    '1e3',
  ];

  it('is read, or refused with a documented code', { timeout }, () => {
    const some = fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(
        fc.oneof(
          fc.constant(xml),
          some.map((all) => all.join('')),
          fc.string(),
        ),
        mutations,
        some,
        (source, edits, inserted) => {
          try {
            prepare(parseSelectRequest(mutatedText(source, edits, inserted)));
          } catch (error) {
            documented(error);
          }
        },
      ),
      runs(3000),
    );
  });

  it.each([
    ['<', '<'.repeat(200_000)],
    ['elements', '<a>'.repeat(100_000)],
    ['comments', '<!--'.repeat(100_000)],
    ['closed comments', `<a>${'<!---->'.repeat(50_000)}`],
    ['attributes', `<a ${'b="c" '.repeat(50_000)}`],
    ['broken attributes', `<a ${'b = '.repeat(50_000)}`],
    ['blanks', `<a${' '.repeat(200_000)}`],
    ['declarations', `<?${'?'.repeat(200_000)}`],
    ['entities', `<a>${'&amp;'.repeat(100_000)}&`],
    ['broken entities', `<a>${'&'.repeat(200_000)}</a>`],
    ['CDATA', `<a>${'<![CDATA['.repeat(50_000)}`],
  ])('that is nothing but %s is refused', { timeout }, (_, source) => {
    expect(() => parseSelectRequest(source)).toThrow(expect.objectContaining({ code: 'MalformedXML' }));
  });
});

// What goes in comes out again: values, fields, the count of bytes, and the first rows where LIMIT asks for them.
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { questions } from './arbitrary-queries.ts';
import type { CsvInput } from '../request/select-request.ts';
import { roots, texts } from './arbitraries.ts';
import { choices, Choices } from './choices.ts';
import { dialectOf, writeCsv } from './csv-text.ts';
import { isStruct, struct } from './data.ts';
import { ask } from './engine.ts';
import { readRows, writeDocument, writeLines } from './json-text.ts';
import { printSql } from './print-sql.ts';
import { runs, timeout } from './runs.ts';

describe.each(['LINES', 'DOCUMENT'] as const)('SELECT * on JSON %s', (json) => {
  const write = json === 'LINES' ? writeLines : writeDocument;

  it('gives the values of the input, numbers with their own digits', { timeout }, async () => {
    await fc.assert(
      fc.asyncProperty(roots, choices, async (data, how) => {
        const { output } = await ask('SELECT * FROM S3Object', write(data, new Choices(how)), { json });
        expect(readRows(output)).toEqual(data.map((value) => (isStruct(value) ? value : struct(['_1', value]))));
      }),
      runs(400),
    );
  });

  it('gives its own output again', { timeout }, async () => {
    await fc.assert(
      fc.asyncProperty(roots, choices, async (data, how) => {
        const { output } = await ask('SELECT * FROM S3Object', write(data, new Choices(how)), { json });
        expect((await ask('SELECT * FROM S3Object', output, { json })).output).toBe(output);
      }),
      runs(200),
    );
  });

  it('counts the bytes that it read, unpacked and gave', { timeout }, async () => {
    await fc.assert(
      fc.asyncProperty(questions, async ({ data, query, written, printed }) => {
        const text = write(data, new Choices(written));
        const packed = gzipSync(text);
        const sql = printSql({ ...query, limit: undefined }, new Choices(printed));
        const plain = await ask(sql, text, { json });
        fc.pre(plain.code === undefined);
        const size = Buffer.byteLength(text);
        const returned = Buffer.byteLength(plain.output);
        expect(plain.stats).toEqual({
          kind: 'stats',
          BytesScanned: size,
          BytesProcessed: size,
          BytesReturned: returned,
        });
        const { stats } = await ask(sql, packed, { json, compression: 'GZIP' });
        expect(stats).toMatchObject({ BytesScanned: packed.length, BytesProcessed: size, BytesReturned: returned });
      }),
      runs(200),
    );
  });

  it('gives the first rows where LIMIT asks for so many', { timeout }, async () => {
    await fc.assert(
      fc.asyncProperty(questions, fc.nat(6), async ({ data, query, written, printed }, limit) => {
        const text = write(data, new Choices(written));
        const all = await ask(printSql({ ...query, limit: undefined }, new Choices(printed)), text, { json });
        const first = await ask(printSql({ ...query, limit }, new Choices(printed)), text, { json });
        const rows = all.output.split(/(?<=\n)/).slice(0, limit);
        expect(first.output).toBe(rows.join(''));
        // A fault behind the last row that is wanted is never met.
        const isReached =
          query.columns === '*' || Array.isArray(query.columns) ? rows.filter(Boolean).length === limit : limit === 0;
        if (isReached) expect(first.code).toBeUndefined();
        else expect(first.code).toBe(all.code);
      }),
      runs(400),
    );
  });
});

describe('numbers', () => {
  it('keep their own digits where nothing is calculated', { timeout }, async () => {
    const digits = fc.stringMatching(/^-?(0|[1-9][0-9]{0,25})(\.[0-9]{1,25})?([eE][+-]?[0-9]{1,3})?$/);
    // An integer has none of its own: a minus before 0 is lost.
    const number = digits.filter((text) => text !== '-0');
    await fc.assert(
      fc.asyncProperty(fc.array(number, { minLength: 1, maxLength: 20 }), async (all) => {
        const data = all.map((text) => `{"a":${text}}\n`).join('');
        const { output } = await ask('SELECT COALESCE(s.b, s.a) AS a FROM S3Object s WHERE s.a = s.a', data);
        expect(output).toBe(data);
      }),
      runs(100),
    );
  });
});

describe('SELECT * on CSV', () => {
  const format = fc
    .record(
      {
        RecordDelimiter: fc.constantFrom('\n', '\r\n', ';;', '\u{1F409}'),
        FieldDelimiter: fc.constantFrom(',', '\t', 'é', '#'),
        QuoteCharacter: fc.constantFrom('"', "'", 'ö'),
        QuoteEscapeCharacter: fc.constantFrom('"', "'", '\\', 'ß'),
        Comments: fc.constantFrom('#', '%', '//'.charAt(0)),
      },
      { requiredKeys: ['QuoteCharacter', 'QuoteEscapeCharacter', 'Comments'] },
    )
    .map((csv) => ({ ...csv, AllowQuotedRecordDelimiter: true }))
    .filter(({ FieldDelimiter, Comments }) => FieldDelimiter !== Comments);
  const field = fc.oneof(texts, fc.stringMatching(/^[,;#"'ö\r\n\tß\\é ]{0,4}$/), fc.constantFrom('\u{1F409}', ';;'));
  const records = fc.array(fc.array(field, { minLength: 1, maxLength: 4 }), { maxLength: 6 });

  it('gives the fields, as JSON by their position', { timeout }, async () => {
    await fc.assert(
      fc.asyncProperty(records, format, choices, async (rows, csv, how) => {
        const { output, message } = await ask('SELECT * FROM S3Object', writeCsv(rows, csv, new Choices(how)), { csv });
        expect(message).toBeUndefined();
        expect(readRows(output)).toEqual(
          rows.map((fields) => struct(...fields.map((text, i): [string, string] => [`_${i + 1}`, text]))),
        );
      }),
      runs(500),
    );
  });

  it(
    'gives the fields as CSV that reads back, unless a record would be an empty line or a comment',
    { timeout },
    async () => {
      await fc.assert(
        fc.asyncProperty(
          records,
          format,
          choices,
          fc.constantFrom('ASNEEDED' as const, 'ALWAYS' as const),
          async (rows, csv, how, QuoteFields) => {
            fc.pre(QuoteFields === 'ALWAYS' || !rows.some((fields) => isLost(fields, csv)));
            const { Comments: _, ...delimiters } = dialectOf(csv);
            const toCsv = { ...delimiters, QuoteFields };
            const text = writeCsv(rows, csv, new Choices(how));
            const { output } = await ask('SELECT * FROM S3Object', text, { csv, toCsv });
            const again = await ask('SELECT * FROM S3Object', output, { csv });
            expect(again.message).toBeUndefined();
            expect(again.output).toBe((await ask('SELECT * FROM S3Object', text, { csv })).output);
          },
        ),
        runs(500),
      );
    },
  );
});

/** Whether a record that is quoted only where its fields hold a delimiter reads back as an empty line or a comment. */
function isLost(fields: string[], { Comments }: CsvInput): boolean {
  return fields[0]!.startsWith(Comments!) || fields.join('') === '';
}

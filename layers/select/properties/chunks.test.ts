// However the bytes of an object are cut into chunks, the answer is the same, to the byte and to the message of the error.
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { questions } from './arbitrary-queries.ts';
import { texts } from './arbitraries.ts';
import { choices, Choices } from './choices.ts';
import { writeCsv } from './csv-text.ts';
import { ask, chunksOf, type Answer, type Formats } from './engine.ts';
import { writeDocument, writeLines } from './json-text.ts';
import { printSql } from './print-sql.ts';
import { runs, timeout } from './runs.ts';

/** Small objects in which every byte means something, and queries that take every way through the readers. */
const json = [
  '{"a":"r\\u0065d","b":[1,2.50]}\r\n\n {"a":"red","é":"\u{1F409}"} {"a":{"b":"}"}}\n[{"a":1},2]\n"red"',
  '{"a":"red"}\n{"a":tru}\n{"a":"red"}\n',
  '{"a":"red","b":"\\ud83d\\udc09"}\n{"a":"\\q"}\n',
  '{"a":"\\\\","b":"\\"]}"}[["\\"",{"c":"\\\\\\""}],"x"]\n',
  ' \n \n',
];
const jsonQueries = [
  'SELECT * FROM S3Object',
  `SELECT * FROM S3Object s WHERE s.a = 'red'`,
  `SELECT s.b FROM S3Object s WHERE s.a LIKE '%ed' OR s = 'red'`,
  'SELECT COUNT(*) FROM S3Object',
  'SELECT * FROM S3Object[*][*] s',
  'SELECT x."é" FROM S3Object AS x LIMIT 3',
];
const csvs = [
  'name,"ci""ty"\r\nred,"a, b"\r\n\r\n#no "record\r\n"r""ed",é\r\n"new\r\nline",\u{1F409}\r\n"",',
  'a,b\nred,"x"y\nred,1\n',
  'a,b\nred,"never\nclosed',
];
const csvQueries = [
  'SELECT * FROM S3Object',
  `SELECT s._2 FROM S3Object s WHERE s._1 = 'red'`,
  'SELECT COUNT(*) FROM S3Object',
];

const small: [name: string, data: Uint8Array, queries: string[], formats: Formats][] = [
  ...json.flatMap((text): [string, Uint8Array, string[], Formats][] => [
    [`LINES ${JSON.stringify(text)}`, Buffer.from(text), jsonQueries, { json: 'LINES' }],
    [`DOCUMENT ${JSON.stringify(text)}`, Buffer.from(text), jsonQueries, { json: 'DOCUMENT' }],
    [`GZIP ${JSON.stringify(text)}`, gzipSync(text), jsonQueries.slice(0, 2), { json: 'LINES', compression: 'GZIP' }],
  ]),
  ...csvs.flatMap((text): [string, Uint8Array, string[], Formats][] => [
    [`CSV ${JSON.stringify(text)}`, Buffer.from(text), csvQueries, { csv: {} }],
    [
      `CSV with quoted delimiters ${JSON.stringify(text)}`,
      Buffer.from(text),
      csvQueries,
      { csv: { AllowQuotedRecordDelimiter: true, RecordDelimiter: '\r\n' } },
    ],
    [
      `CSV with a header ${JSON.stringify(text)}`,
      Buffer.from(text),
      csvQueries,
      { csv: { FileHeaderInfo: 'USE' }, toCsv: {} },
    ],
  ]),
  ['not UTF-8', Buffer.from('7b7d0a22c3a9220a22c3220a7b7d0a', 'hex'), jsonQueries, { json: 'LINES' }],
  ['not UTF-8 either', Buffer.from('7b7d0a22c3a9220a22c3220a7b7d0a', 'hex'), jsonQueries, { json: 'DOCUMENT' }],
  ['CSV that is not UTF-8', Buffer.from('c3a92cc3a90a612cc30ac3a90a', 'hex'), csvQueries, { csv: {} }],
];

describe('every place to cut at', () => {
  it.each(small)('%s', { timeout }, async (_, data, queries, formats) => {
    for (const sql of queries) {
      const whole = seen(await ask(sql, data, formats));
      const bytes = Array.from(data.keys());
      expect(seen(await ask(sql, chunksOf(data, bytes), formats))).toEqual(whole);
      for (const cut of bytes) {
        expect({ cut, ...seen(await ask(sql, chunksOf(data, [cut]), formats)) }).toEqual({ cut, ...whole });
      }
    }
  });
});

describe('random places to cut at', () => {
  const cuts = fc.array(fc.nat(2000), { maxLength: 12 });

  it.each(['LINES', 'DOCUMENT'] as const)('JSON %s', { timeout }, async (type) => {
    const write = type === 'LINES' ? writeLines : writeDocument;
    await fc.assert(
      fc.asyncProperty(questions, cuts, fc.boolean(), async ({ data, query, written, printed }, places, isGzip) => {
        const text = write(data, new Choices(written));
        const sql = printSql(query, new Choices(printed));
        const plain = seen(await ask(sql, text, { json: type }));
        expect(seen(await ask(sql, chunksOf(text, places), { json: type }))).toEqual(plain);
        if (!isGzip) return;
        const packed = seen(await ask(sql, chunksOf(gzipSync(text), places), { json: type, compression: 'GZIP' }));
        // The place of a record is one in the bytes after decompression, as the message says.
        const message = packed.message?.replace(' of the object, as it is decompressed:', ' of the object:');
        expect({ ...packed, message }).toEqual(plain);
      }),
      runs(200),
    );
  });

  it('CSV', { timeout }, async () => {
    const records = fc.array(fc.array(texts, { minLength: 1, maxLength: 4 }), { maxLength: 8 });
    const format = fc.record(
      {
        RecordDelimiter: fc.constantFrom('\n', '\r\n', ';;', '\u{1F409}'),
        FieldDelimiter: fc.constantFrom(',', '\t', 'é'),
        QuoteEscapeCharacter: fc.constantFrom('"', '\\', 'ß'),
        AllowQuotedRecordDelimiter: fc.boolean(),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(
        records,
        format,
        choices,
        fc.constantFrom(...csvQueries),
        cuts,
        async (rows, csv, how, sql, places) => {
          const text = writeCsv(rows, csv, new Choices(how));
          const whole = seen(await ask(sql, text, { csv }));
          expect(seen(await ask(sql, chunksOf(text, places), { csv }))).toEqual(whole);
        },
      ),
      runs(400),
    );
  });
});

/** What must not depend on the chunks. How much of an object has been read when LIMIT is reached does. */
function seen({ output, code, message, stats }: Answer) {
  return { output, code, message, returned: stats?.BytesReturned };
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outcome, run, type Options } from '../testing/run-select.ts';

const sql = 'SELECT CAST(s.a AS INT) FROM S3Object s';
const mark = '\ufeff';

/** An object in each format whose records grow, with one in the middle that the query fails on. */
const objects: [string, Options, (record: number | string) => string, string][] = [
  ['JSON LINES', { type: 'LINES' }, (a) => `{"a":${JSON.stringify(a)}}\n`, ''],
  ['JSON DOCUMENT', { type: 'DOCUMENT' }, (a) => `{\n "a": ${JSON.stringify(a)}}\n`, ''],
  [
    'CSV',
    { csv: { FileHeaderInfo: 'USE', AllowQuotedRecordDelimiter: true } },
    (a) => (a === 'x' ? '"x\n",1\n' : `${a},\n`),
    'a,b\n',
  ],
  ['CSV, line by line', { csv: { FileHeaderInfo: 'USE' } }, (a) => (a === 'x' ? 'x,1\n' : `${a},\n`), 'a,b\n'],
];

describe.each(objects)('an error of a record of %s', (_, options, written, header) => {
  it('says where the record begins, however the input is cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(20), fc.array(fc.nat(300)), async (before, cuts) => {
        const records = Array.from({ length: before }, (_, i) => written(10 ** (i % 7))).join('');
        const data = `${header}${records}${written('x')}${written(1)}`;
        const { error } = await outcome(sql, data, { ...options, cuts });

        expect(error?.message).toContain(`In the record at byte ${header.length + records.length} of the object: `);
      }),
    );
  });
});

it('an error in a scan range says where the record begins in the whole object', async () => {
  const data = `{"a":1}\n`.repeat(10) + '{"a":\n' + `{"a":1}\n`;
  const { error } = await outcome(sql, data, { range: { Start: 30, End: 100 } });

  expect(error?.message).toContain('In the record at byte 80 of the object: ');
});

it('an error of bytes that are no UTF-8, or of a record that is too long, says where that is', async () => {
  const good = '{"a":1}\n';
  const bad = Buffer.concat([Buffer.from(good), Buffer.from([0x22, 0xff, 0x22, 0x0a])]);
  const long = `${good}{"a":"${'x'.repeat(1_100_000)}"}\n`;

  for (const data of [bad, long]) {
    const { error } = await outcome(sql, data, { cuts: [3, 9, 500_000] });
    expect(error?.message).toContain('In the record at byte 8 of the object: ');
  }
});

describe('a byte order mark', () => {
  it.each<[string, Options, string, string]>([
    ['JSON LINES', {}, '{"a":1}\n{"a":2}', '{"a":1}\n{"a":2}\n'],
    ['a JSON DOCUMENT', { type: 'DOCUMENT' }, '{"a":\n1}{"a":2}', '{"a":1}\n{"a":2}\n'],
    ['CSV', { csv: { FileHeaderInfo: 'USE' } }, 'a\n1\n2\n', '{"a":"1"}\n{"a":"2"}\n'],
  ])('at the start of %s is passed over, wherever the input is cut', async (_, options, data, output) => {
    for (const cuts of [[], [1], [2], [1, 2], [3], [1, 2, 3, 4]]) {
      expect(await run('SELECT * FROM S3Object', mark + data, { ...options, cuts })).toBe(output);
      expect(await run('SELECT COUNT(*) FROM S3Object', mark + data, { ...options, cuts })).toBe('{"_1":2}\n');
    }
  });

  it.each<[string, Options]>([
    ['LINES', {}],
    ['DOCUMENT', { type: 'DOCUMENT' }],
  ])('anywhere else in JSON %s, or the half of one, is an error', async (_, options) => {
    for (const data of [`{"a":1}\n${mark}{"a":2}`, `${mark}${mark}{"a":1}`]) {
      expect((await outcome('SELECT * FROM S3Object', data, options)).error?.code).toBe('JSONParsingError');
    }
    for (const data of [Buffer.from([0xef]), Buffer.from([0xef, 0xbb, 0x7b, 0x7d])]) {
      expect((await outcome('SELECT * FROM S3Object', data, options)).error?.code).toBe('InvalidTextEncoding');
    }
  });
});

// CSV as output: delimiters, quotes, NULL and MISSING, numbers, what cannot be written.
// Sources: API reference CSVOutput and "Filtering and retrieving data using Amazon S3 Select" [D]; getmoto/moto
// `@s3_aws_verified` [V]; minio/minio `json/record.go` [E]; own choices, which the service does not document [own].
import { describe, expect, it } from 'vitest';
import type { CsvOutput } from '../request/select-request.ts';
import { codeOf, lines, outcome, run } from '../testing/run-select.ts';

const dragons = lines({ name: 'Puff', weight: 1.5, tags: ['a'] }, { name: 'Ancalagon, the Black', weight: null });

describe('CSV output', () => {
  it.each([
    ['[V] has no header', 'SELECT count(*) FROM S3Object', '2\n'],
    ['[V] nor one for an alias', 'SELECT s.weight AS w FROM S3Object s LIMIT 1', '1.5\n'],
    ['[D] quotes what needs it', 'SELECT s.name FROM S3Object s', 'Puff\n"Ancalagon, the Black"\n'],
    [
      '[E] NULL is an empty field',
      'SELECT s.name, s.weight, 1 FROM S3Object s WHERE s.weight IS NULL',
      '"Ancalagon, the Black",,1\n',
    ],
    [
      '[own] MISSING is one too, so that columns stay where they are',
      'SELECT s.x, s.weight, s.y FROM S3Object s',
      ',1.5,\n,,\n',
    ],
    ['[own] a row of nothing is an empty line', 'SELECT s.x FROM S3Object s', '\n\n'],
    ['[own] in place of a struct that is not there, too', 'SELECT 1, s.x.*, 2 FROM S3Object s', '1,,2\n1,,2\n'],
    ['[D] text, booleans, numbers', `SELECT 'a', TRUE, 1.50, 2, NULL FROM S3Object LIMIT 1`, 'a,true,1.50,2,\n'],
  ])('%s', async (_source, sql, output) => {
    expect(await run(sql, dragons, { toCsv: {} })).toBe(output);
  });

  it('has the members of * in the order of the data [D]', async () => {
    expect(await run('SELECT * FROM S3Object', '{"b":1,"a":"x"}\n{"a":"y","b":2}\n', { toCsv: {} })).toBe('1,x\ny,2\n');
    expect(await run('SELECT 0, s.*, 9 FROM S3Object s', '{"b":1,"a":2}\n{}\n', { toCsv: {} })).toBe('0,1,2,9\n0,,9\n');
  });

  it('passes numbers on with their own digits [D]', async () => {
    const numbers = '{"i":9223372036854775807,"d":1.10,"e":1E+2,"z":-0}\n';

    expect(await run('SELECT * FROM S3Object', numbers, { toCsv: {} })).toMatch(
      /^9223372036854775807,1\.10,1E\+2,-?0\n$/,
    );
  });

  it.each<[string, CsvOutput, string]>([
    ['all fields [D]', { QuoteFields: 'ALWAYS' }, '"a""b","c,d","","1"\n'],
    ['with another quote', { QuoteCharacter: "'" }, `a"b,'c,d',,1\n`],
    ['with another escape', { QuoteEscapeCharacter: '\\' }, '"a\\"b","c,d",,1\n'],
    ['for another field delimiter', { FieldDelimiter: ';' }, '"a""b";c,d;;1\n'],
    ['for one of several bytes', { FieldDelimiter: '§', QuoteFields: 'ALWAYS' }, '"a""b"§"c,d"§""§"1"\n'],
    ['for another record delimiter', { RecordDelimiter: ',d', FieldDelimiter: ';' }, '"a""b";"c,d";;1,d'],
    ['with a dollar sign as a quote', { QuoteCharacter: '$', QuoteFields: 'ALWAYS' }, '$a"b$,$c,d$,$$,$1$\n'],
  ])('quotes %s', async (_what, toCsv, output) => {
    const sql = 'SELECT * FROM S3Object';

    expect(await run(sql, lines({ a: 'a"b', b: 'c,d', c: '', d: 1 }), { toCsv })).toBe(output);
    expect(await run(sql, '"a""b","c,d",,1\n', { csv: {}, toCsv })).toBe(output);
    expect(await run('SELECT _1, _2, _3, _4 FROM S3Object', '"a""b","c,d",,1\n', { csv: {}, toCsv })).toBe(output);
  });

  it('escapes the escape character inside quotes, so that it is read as itself', async () => {
    const toCsv = { QuoteEscapeCharacter: '\\' };
    const data = lines({ a: 'a\\', b: '\\"', c: ',\\n' });
    const written = await run('SELECT * FROM S3Object', data, { toCsv });

    expect(written).toBe('a\\,"\\\\\\"",",\\\\n"\n');
    expect(await run('SELECT _1 a, _2 b, _3 c FROM S3Object', written, { csv: toCsv })).toBe(data);
  });

  it('leaves out quotes that only the input needed', async () => {
    expect(await run('SELECT * FROM S3Object', '"a;b";"c"\n', { csv: { FieldDelimiter: ';' }, toCsv: {} })).toBe(
      'a;b,c\n',
    );
  });

  it('fails for lists and structs, after the rows before them: only JSON can write them [D]', async () => {
    const { output, error } = await outcome('SELECT * FROM S3Object', '{"a":1}\n{"a":[]}\n', { toCsv: {} });

    expect(output).toBe('1\n');
    expect(error).toMatchObject({ code: 'UnrecognizedFormatException', message: expect.stringContaining('JSON') });
    expect(await codeOf('SELECT s.a FROM S3Object s', '{"a":{}}', { toCsv: {} })).toBe(error?.code);
    expect(await codeOf('SELECT s FROM S3Object s', 'a,b', { csv: {}, toCsv: {} })).toBe(error?.code);
    expect(await codeOf('SELECT * FROM S3Object s', '[1]', { toCsv: {} })).toBe(error?.code);
  });

  it('fails with OverMaxRecordSize for a record of more than 1 MB [D]', async () => {
    const row = lines({ a: 'x'.repeat(2 ** 19) });

    expect(await codeOf('SELECT s.a, s.a FROM S3Object s', row, { toCsv: {} })).toBe('OverMaxRecordSize');
  });

  it('counts what it returned', async () => {
    const { stats } = await outcome('SELECT * FROM S3Object', 'a,b\nc,d\n', {
      csv: {},
      toCsv: { RecordDelimiter: '\r\n' },
    });

    expect(stats).toMatchObject({ BytesScanned: 8, BytesProcessed: 8, BytesReturned: 10 });
  });
});

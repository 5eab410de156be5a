// What people have seen the service answer, and wrote down where others can read it [C].
// Sources: named with each case; `hadoop` is apache/hadoop (branch-3.3), hadoop-tools/hadoop-aws: the tests
// `ITestS3Select`, which run against the service, and the errors quoted in `s3_select.md`.
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { prepare } from '../select.ts';
import { codeOf, lines, outcome, request, run, type Options } from '../testing/run-select.ts';

const synonyms = lines({ id: 0, synonyms: ['foo', 'bar'] }, { id: 1, synonyms: ['some', 'value'] });
const requests = '{"request":{"uri":"/1","header":{"User-Agent":"test"}}}\n{"request":{"uri":"/2","header":{}}}\n';
const uneven = 'Id,Name,Age\n1,Ab\n2,Bc\n3,Cd,4\n';
const odd = '"id","odd","date"\n"1","TRUE","2019-10-20T00:00Z"\n"2","FALSE","Tuesday"\n# comment\n"3","TRUE"\n';
const useToCsv: Options = { csv: { FileHeaderInfo: 'USE' }, toCsv: {} };
const ignoreToCsv: Options = { csv: { FileHeaderInfo: 'IGNORE' }, toCsv: {} };

describe('rows that the service gave', () => {
  it.each<[source: string, sql: string, data: string, options: Options, output: string]>([
    ['minio#8205', `SELECT s.id from s3object s WHERE 'foo' IN s.synonyms`, synonyms, {}, '{"id":0}\n'],
    ['minio#8329', `SELECT s.id from s3object s WHERE 'bar' in s.synonyms[*]`, synonyms, {}, '{"id":0}\n'],
    ['minio#8422', `SELECT Name FROM S3Object WHERE Id in ['1', '3']`, uneven, useToCsv, 'Ab\nCd\n'],
    [
      'minio#8371',
      'select s.* from S3Object s',
      '{"foo":"bar"}\n{"foo":"baz"}\n',
      {},
      '{"foo":"bar"}\n{"foo":"baz"}\n',
    ],
    [
      'minio#14358',
      `select * from s3object[*] as s where s.request.header['User-Agent'] is not missing`,
      requests,
      {},
      '{"request":{"uri":"/1","header":{"User-Agent":"test"}}}\n',
    ],
    [
      'minio#10526',
      `select * from S3Object[*][*] s3 where s3.text like 'sample%'`,
      '[{"text":"sample message 1"}]\n[{"text":"sample message 2"}]\n',
      {},
      '{"text":"sample message 1"}\n{"text":"sample message 2"}\n',
    ],
    ['minio#7023', 'select s.Age from s3object s', uneven, useToCsv, '\n\n4\n'],
    ['minio#7023', 'select Name from s3object s', uneven, useToCsv, 'Ab\nBc\nCd\n'],
    [
      's5cmd#494',
      `SELECT s.tracking_id FROM s3object[*]['metadata']['.zattrs'] s`,
      '{\n "metadata": { ".zattrs": { "tracking_id": "hdl:21" } }\n}',
      { type: 'DOCUMENT' },
      '{"tracking_id":"hdl:21"}\n',
    ],
    ['aws-sdk-js#3343', `select s.n from s3object s where s.n >= '41'`, 'n\n5\n41\n300\n', useToCsv, '5\n41\n'],
    ['hadoop: SELECT_ODD_ENTRIES', 'SELECT s.id FROM S3OBJECT s WHERE s.odd = `TRUE`', odd, useToCsv, '1\n3\n'],
    ['hadoop: comments skipped', 'SELECT s.id FROM S3OBJECT s', odd, useToCsv, '1\n2\n3\n'],
    ['hadoop: NOT', `SELECT s.id FROM S3OBJECT s WHERE NOT s."odd" = 'TRUE'`, odd, useToCsv, '2\n'],
    ['hadoop: casts', 'SELECT s._1 FROM S3OBJECT s WHERE CAST(s._2 AS BOOL) = TRUE', odd, ignoreToCsv, '1\n3\n'],
    ['hadoop: line breaks', `SELECT\ns.id from\nS3OBJECT s WHERE\ns."id" = '2'\n LIMIT 9`, odd, useToCsv, '2\n'],
    ['hadoop: empty object', 'SELECT * FROM S3OBJECT s WHERE s._1 = `TRUE`', '', ignoreToCsv, ''],
    [
      'hadoop: empty columns regenerated',
      `SELECT s."date" FROM S3OBJECT s WHERE s.id = '3'`,
      odd,
      { ...useToCsv, toCsv: { QuoteFields: 'ALWAYS' } },
      '""\n',
    ],
  ])('%s: %s', async (_source, sql, data, options, output) => {
    expect(await run(sql, data, options)).toBe(output);
  });
});

describe('errors that the service gave', () => {
  it.each<[source: string, code: string, column: number, sql: string, options: Options]>([
    ['hadoop', 'InvalidColumnIndex', 30, 'SELECT * FROM S3OBJECT WHERE odd = true', ignoreToCsv],
    ['hadoop', 'InvalidColumnIndex', 39, 'SELECT * FROM S3OBJECT s WHERE s._1 = "true"', ignoreToCsv],
    ['hadoop', 'ParseInvalidPathComponent', 34, `SELECT * FROM S3OBJECT s WHERE s.'odd' is "true"`, ignoreToCsv],
    ['hadoop', 'ParseExpectedTypeName', 41, 'SELECT * FROM S3OBJECT s WHERE s.odd is "true"', ignoreToCsv],
    ['hadoop', 'ParseUnexpectedToken', 33, 'SELECT * FROM S3OBJECT s WHERE s.5 = `true`', ignoreToCsv],
    ['hadoop', 'InvalidTableAlias', 30, `SELECT * FROM S3OBJECT WHERE s."oddf" = 'true'`, useToCsv],
    ['hadoop', 'InvalidTableAlias', 30, `SELECT * FROM S3OBJECT WHERE s._2 = 'true'`, useToCsv],
  ])('%s: %s in column %s: %s', async (_source, code, column, sql, options) => {
    const message = expect.stringContaining(`at line 1, column ${column}.`) as string;

    expect((await outcome(sql, odd, options)).error).toMatchObject({ code, message });
  });

  it.each<[source: string, code: string, sql: string, data: string | Uint8Array, options: Options]>([
    ['spark-select#12', 'ExternalEvalException', 'SELECT * FROM S3Object s WHERE s.Id > 19', uneven, useToCsv],
    ['hadoop', 'CastFailed', 'SELECT CAST(s."date" AS TIMESTAMP) FROM S3OBJECT s', odd, useToCsv],
    ['hadoop', 'MissingHeaders', 'SELECT * FROM S3OBJECT s WHERE s."oddf" = `true`', odd, useToCsv],
    ['hadoop, minio#10970', 'InvalidTextEncoding', 'select * from S3Object limit 1', gzipSync(uneven), ignoreToCsv],
  ])('%s: %s: %s', async (_source, code, sql, data, options) => {
    expect(await codeOf(sql, data, options)).toBe(code);
  });

  it('aws-sdk-java#1609: MissingRequiredParameter for JSON without a Type', () => {
    const untyped = { ...request('SELECT * FROM S3Object'), InputSerialization: { JSON: {} } };

    expect(() => prepare(untyped)).toThrow(expect.objectContaining({ code: 'MissingRequiredParameter' }));
  });
});

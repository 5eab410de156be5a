// CSV as input: columns by position and by header, their case, rows of other lengths.
// Sources: SQL reference "SELECT command", "Attribute access" and "Case sensitivity" [D]; API reference CSVInput [D];
// answers of the service quoted in minio/minio#13186 and greenplum-db/gpdb#8775, and what the tests of
// apache/hadoop expect of it (`ITestS3Select`) [C]; own choices, which the service does not document [own].
import { describe, expect, it } from 'vitest';
import { codeOf, outcome, run } from '../testing/run-select.ts';

const people = 'name,city\nAnn,Paris\nBo,Rome\n';
const use = { csv: { FileHeaderInfo: 'USE' } } as const;
const ignore = { csv: { FileHeaderInfo: 'IGNORE' } } as const;

describe('columns of CSV', () => {
  it.each([
    ['[D] _N is the Nth column', 'SELECT _2 FROM S3Object', '{"_2":"city"}\n{"_2":"Paris"}\n{"_2":"Rome"}\n'],
    ['[D] alias._N too', `SELECT s._1 FROM S3Object s WHERE s._2 = 'Rome'`, '{"_1":"Bo"}\n'],
    ['[D] every value is a string', `SELECT s._1 FROM S3Object s WHERE s._2 = 1`, ''],
    ['[D] * has all columns in order', `SELECT * FROM S3Object WHERE _1 = 'Bo'`, '{"_1":"Bo","_2":"Rome"}\n'],
    ['[V] rows are counted', 'SELECT COUNT(*) FROM S3Object', '{"_1":3}\n'],
    ['[own] the row is a struct', `SELECT s FROM S3Object s WHERE _1 = 'Bo'`, '{"s":{"_1":"Bo","_2":"Rome"}}\n'],
  ])('are called by their position: %s', async (_source, sql, output) => {
    expect(await run(sql, people, { csv: {} })).toBe(output);
  });

  it.each([
    ['[D] column_name', 'SELECT name FROM S3Object', '{"name":"Ann"}\n{"name":"Bo"}\n'],
    ['[D] alias.column_name', `SELECT s.city FROM S3Object s WHERE s.name = 'Bo'`, '{"city":"Rome"}\n'],
    ['[D] unquoted names whatever their case', 'SELECT NAME FROM S3Object LIMIT 1', '{"NAME":"Ann"}\n'],
    ['[D] quoted names exactly', 'SELECT s."name" FROM S3Object s LIMIT 1', '{"name":"Ann"}\n'],
    ['[D] * calls them by the header', 'SELECT * FROM S3Object LIMIT 1', '{"name":"Ann","city":"Paris"}\n'],
    ['[own] positions stay', 'SELECT _2 FROM S3Object LIMIT 1', '{"_2":"Paris"}\n'],
  ])('are called by the header with USE: %s', async (_source, sql, output) => {
    expect(await run(sql, people, use)).toBe(output);
  });

  it('are called by their position with IGNORE, where the header is no row [D]', async () => {
    expect(await run('SELECT * FROM S3Object', people, ignore)).toBe(
      '{"_1":"Ann","_2":"Paris"}\n{"_1":"Bo","_2":"Rome"}\n',
    );
    expect(await run('SELECT COUNT(*) FROM S3Object', people, ignore)).toBe('{"_1":2}\n');
  });

  it('fail with MissingHeaders where the header has no such name, before any row and whatever the rows [C]', async () => {
    expect(await codeOf('SELECT s."Name" FROM S3Object s', people, use)).toBe('MissingHeaders');
    expect(await codeOf('SELECT s.nme FROM S3Object s', people, use)).toBe('MissingHeaders');
    expect(await codeOf(`SELECT * FROM S3Object s WHERE s.name = 'x' AND s.nme = 'longer'`, people, use)).toBe(
      'MissingHeaders',
    );
    expect(
      await codeOf(`SELECT s.name FROM S3Object s WHERE CASE WHEN FALSE THEN s.nme ELSE 'x' END = 'x'`, people, use),
    ).toBe('MissingHeaders');
  });

  it('fail with AmbiguousFieldName where two headers are meant [D]', async () => {
    const twice = 'NAME,name,x,x\n1,2,3,4\n';

    expect(await codeOf('SELECT s.name FROM S3Object s', twice, use)).toBe('AmbiguousFieldName');
    expect(await run('SELECT s."NAME" FROM S3Object s', twice, use)).toBe('{"NAME":"1"}\n');
    expect(await codeOf('SELECT s."x" FROM S3Object s', twice, use)).toBe('AmbiguousFieldName');
    expect(await run('SELECT s._4 FROM S3Object s', twice, use)).toBe('{"_4":"4"}\n');
  });

  it('fail with InvalidColumnIndex, and the place in the SQL, where they can have no such name', async () => {
    for (const sql of ['SELECT name FROM S3Object', 'SELECT s._0 FROM S3Object s', 'SELECT s."_01" FROM S3Object s']) {
      expect(await codeOf(sql, people, { csv: {} }), sql).toBe('InvalidColumnIndex');
    }
    const { error } = await outcome('SELECT _1 FROM S3Object WHERE city = 1', '', ignore);
    expect(error).toMatchObject({ code: 'InvalidColumnIndex', message: expect.stringContaining('line 1, column 31') });
  });

  it('fail with InvalidTableAlias, and the place in the SQL, behind a name that the row has not [C]', async () => {
    for (const csv of [{}, { FileHeaderInfo: 'USE' }] as const) {
      const { error } = await outcome(`SELECT * FROM S3OBJECT WHERE s."city" = 'x'`, people, { csv });
      expect(error).toMatchObject({ code: 'InvalidTableAlias', message: expect.stringContaining('line 1, column 30') });
      expect(await codeOf(`SELECT * FROM S3OBJECT WHERE s._2 = 'x'`, people, { csv })).toBe('InvalidTableAlias');
    }
  });

  it('are MISSING where a row is shorter [C]; one that is longer has them by position [own]', async () => {
    const uneven = 'a,b\n1\n1,2,3\n';

    expect(await run('SELECT _1, _100 FROM S3Object', people, ignore)).toBe('{"_1":"Ann"}\n{"_1":"Bo"}\n');
    expect(await run('SELECT * FROM S3Object', uneven, use)).toBe('{"a":"1"}\n{"a":"1","b":"2","_3":"3"}\n');
    expect(await run('SELECT s.a FROM S3Object s WHERE s.b IS MISSING', uneven, use)).toBe('{"a":"1"}\n');
  });

  it('are empty strings where nothing stands between two delimiters', async () => {
    expect(await run(`SELECT _1 FROM S3Object WHERE _2 = ''`, 'a,\nb,x\n,\n', { csv: {} })).toBe(
      '{"_1":"a"}\n{"_1":""}\n',
    );
    expect(await run('SELECT * FROM S3Object', ',', { csv: {} })).toBe('{"_1":"","_2":""}\n');
  });

  it('have nothing inside, and FROM leads nowhere but to the row [D]', async () => {
    expect(await run('SELECT s._1.x, s._1[0] y FROM S3Object s LIMIT 1', people, { csv: {} })).toBe('{}\n');
    for (const from of ['S3Object[*].name', 'S3Object[*][*]', 'S3Object[*].*']) {
      expect(await codeOf(`SELECT * FROM ${from} s`, people, use), from).toBe('InvalidKeyPath');
    }
  });

  it('need a header only where there are rows', async () => {
    expect(await run('SELECT s.x FROM S3Object s', '', use)).toBe('');
    expect(await run('SELECT COUNT(*) FROM S3Object s', 'a,b', use)).toBe('{"_1":0}\n');
  });

  it('are written as JSON with the escapes that JSON needs', async () => {
    const odd = 'a"b,c\\d,e\tf,\u0001,\u2028é\n"a""b","x\ty\\",""\n';

    expect(await run('SELECT * FROM S3Object', odd, { csv: {} })).toBe(
      '{"_1":"a\\"b","_2":"c\\\\d","_3":"e\\tf","_4":"\\u0001","_5":"\u2028é"}\n{"_1":"a\\"b","_2":"x\\ty\\\\","_3":""}\n',
    );
    expect(
      await run('SELECT * FROM S3Object', `k"ey\n'it''s'\n`, { csv: { FileHeaderInfo: 'USE', QuoteCharacter: "'" } }),
    ).toBe('{"k\\"ey":"it\'s"}\n');
  });
});

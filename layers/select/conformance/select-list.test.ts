// The select list, names of columns and how values are printed.
// Sources: SQL reference "SELECT command" and "Case sensitivity" [D]; getmoto/moto `@s3_aws_verified` [V].
import { describe, expect, it } from 'vitest';
import { codeOf, lines, outcome, run } from '../testing/run-select.ts';

const record = lines({ a1: 'b1', a2: 'b2', a3: null });

describe('the select list', () => {
  it.each([
    ['[V] * passes the record on', 'SELECT * FROM S3Object', '{"a1":"b1","a2":"b2","a3":null},'],
    ['[D] s.* does too', 'SELECT s.* FROM S3Object s', '{"a1":"b1","a2":"b2","a3":null},'],
    ['[V] count(*) is called _1', 'SELECT count(*) FROM S3Object', '{"_1":1},'],
    ['[V] an alias names it', 'SELECT count(*) as cnt FROM S3Object', '{"cnt":1},'],
    ['[D] an alias needs no AS', 'SELECT s.a1 x FROM S3Object s', '{"x":"b1"},'],
    ['[D] an alias may be quoted', 'SELECT s.a1 AS "select" FROM S3Object s', '{"select":"b1"},'],
    ['[V/E] an expression is called by its place', 'SELECT s.a1, 1+1 FROM S3Object s', '{"a1":"b1","_2":2},'],
    ['[D] columns come in the order of the list', 'SELECT s.a2, s.a1 FROM S3Object s', '{"a2":"b2","a1":"b1"},'],
    ['[D] NULL is printed, MISSING is left out', 'SELECT s.a3, s.a4 FROM S3Object s', '{"a3":null},'],
    ['[D] a row of nothing is an empty record', 'SELECT s.a4 FROM S3Object s', '{},'],
    [
      '[D] a literal',
      `SELECT 'it''s', 1.50, TRUE, NULL FROM S3Object`,
      '{"_1":"it\'s","_2":1.50,"_3":true,"_4":null},',
    ],
  ])('%s', async (_source, sql, output) => {
    expect(await run(sql, record, { delimiter: ',' })).toBe(output);
  });

  it('ends every record with the delimiter, the last one too [V]', async () => {
    expect(await run('SELECT s.a FROM S3Object s', lines({ a: 1 }, { a: 2 }), { delimiter: ';\r\n' })).toBe(
      '{"a":1};\r\n{"a":2};\r\n',
    );
  });

  it('passes numbers on with their own digits [D]', async () => {
    const numbers = '{"i":9223372036854775807,"d":1.10,"e":1E+2,"long":123456789012345678901234567890.120,"z":-0}\n';

    expect(await run('SELECT s.i, s.d, s.e, s.long, s.z FROM S3Object s', numbers)).toBe(numbers);
    expect(await run('SELECT COALESCE(s.long) AS long FROM S3Object s', numbers)).toBe(
      '{"long":123456789012345678901234567890.120}\n',
    );
  });

  it('prints compactly what came with blanks', async () => {
    const spaced = ' { "a" : [ 1 , { "b c" : "d  e" } ] ,\t"f" : { } } \r\n';

    expect(await run('SELECT * FROM S3Object', spaced)).toBe('{"a":[1,{"b c":"d  e"}],"f":{}}\n');
    expect(await run('SELECT s.a, s.a[1] x, s.f FROM S3Object s', spaced)).toBe(
      '{"a":[1,{"b c":"d  e"}],"x":{"b c":"d  e"},"f":{}}\n',
    );
  });

  it('writes text that it makes itself as JSON', async () => {
    expect(await run('SELECT UPPER(s.a) x FROM S3Object s', lines({ a: 'q"\\\n\u{1F409}' }))).toBe(
      '{"x":"Q\\"\\\\\\n\u{1F409}"}\n',
    );
  });
});

describe('names of fields [D]', () => {
  const upper = lines({ NAME: 1 });
  const both = lines({ NAME: 1, name: 2 });

  it('are matched whatever their case when unquoted', async () => {
    const { output } = await outcome('SELECT s.name AS x FROM S3Object s', upper);
    expect(output).toBe('{"x":1}\n');
  });

  it('are matched exactly when quoted', async () => {
    expect(await run('SELECT s."name" FROM S3Object s', upper)).toBe('{}\n');
    expect(await run('SELECT s."NAME" FROM S3Object s', both)).toBe('{"NAME":1}\n');
    expect(await run(`SELECT s['name'] FROM S3Object s`, both)).toBe('{"name":2}\n');
  });

  it('fail with AmbiguousFieldName when two keys differ only in case', async () => {
    expect(await codeOf('SELECT s.name FROM S3Object s', both)).toBe('AmbiguousFieldName');
  });

  it('are matched beyond ASCII, and where the data writes them with escapes', async () => {
    expect(await run('SELECT s."größe" x, s."STRASSE" y FROM S3Object s', '{"gr\\u00f6\\u00dfe":1,"STRASSE":2}')).toBe(
      '{"x":1,"y":2}\n',
    );
  });

  it('must be quoted when they are reserved words', async () => {
    expect(await run('SELECT s."CAST" FROM S3Object s', lines({ CAST: 1 }))).toBe('{"CAST":1}\n');
    expect((await outcome('SELECT s.CAST FROM S3Object s', '')).error?.status).toBe(400);
  });
});

// Aggregates.
// Sources: SQL reference "Aggregate functions" (s3-select-sql-reference-aggregate), "SELECT command" [D]; moto [V].
import { describe, expect, it } from 'vitest';
import { codeOf, lines, run } from '../testing/run-select.ts';

const data = lines({ n: 3, d: 0.1 }, { n: null, d: 0.2 }, { d: 0.3, t: 'x' }, { n: 4 });

describe('aggregates [D]', () => {
  it.each([
    ['COUNT(*)', '4'],
    ['COUNT(s.n)', '2'],
    ['SUM(s.n)', '7'],
    ['SUM(s.d)', '0.6'],
    ['AVG(s.n)', '3.5'],
    ['MIN(s.n)', '3'],
    ['MAX(s.d)', '0.3'],
    ['MAX(s.t)', '"x"'],
    ['COUNT(s.nothing)', '0'],
    ['SUM(s.nothing)', 'null'],
    ['MIN(s.nothing)', 'null'],
    ['COUNT(*) + 1', '5'],
    // INT for INT, FLOAT for FLOAT, otherwise the type of the argument; AVG of INT is DECIMAL
    ['AVG(s.d)', '0.2'],
    ['SUM(CAST(s.n AS FLOAT))', '7.0'],
    ['AVG(CAST(s.n AS FLOAT))', '3.5'],
    ['MIN(CAST(s.n AS FLOAT))', '3.0'],
    ['MIN(`2010T`)', '"2010T"'],
    ['AVG(s.n) - SUM(s.n) / COUNT(s.n)', '0.5'],
  ])('%s is %s', async (aggregate, value) => {
    expect(await run(`SELECT ${aggregate} AS x FROM S3Object s`, data)).toBe(`{"x":${value}}\n`);
  });

  it('add up what a condition leaves, as in the example of the reference', async () => {
    const inventory = lines(
      { _1: 'DOC-EXAMPLE-BUCKET', _2: 'example-folder/', _3: '0' },
      { _1: 'DOC-EXAMPLE-BUCKET', _2: 'example-folder/object1', _3: '2011267' },
      { _1: 'DOC-EXAMPLE-BUCKET', _2: 'example-folder/object2', _3: '1570024' },
    );
    const sql = `SELECT SUM(CAST(_3 as INT)) FROM s3object s WHERE _2 LIKE 'example-folder/%' AND _2 != 'example-folder/';`;

    expect(await run(sql, inventory)).toBe('{"_1":3581291}\n');
  });

  it('gives a row even when no record passes', async () => {
    expect(await run('SELECT COUNT(*), SUM(s.n) FROM S3Object s WHERE FALSE', data)).toBe('{"_1":0,"_2":null}\n');
    expect(await run('SELECT COUNT(*) FROM S3Object', '')).toBe('{"_1":0}\n');
  });

  it('counts after WHERE', async () => {
    expect(await run(`SELECT COUNT(*) FROM S3Object s WHERE s.t = 'x'`, data)).toBe('{"_1":1}\n');
  });

  it('skips rows that are MISSING', async () => {
    expect(await run('SELECT COUNT(*) FROM S3Object[*].l[*] s', '{"l":[1,2]}\n{"l":[]}\n{}\n')).toBe('{"_1":2}\n');
  });

  it('sums beyond doubles and fails beyond 64 bits', async () => {
    expect(await run('SELECT SUM(s.n) FROM S3Object s', lines({ n: 1 }) + '{"n":9223372036854775806}\n')).toBe(
      '{"_1":9223372036854775807}\n',
    );
    expect(await codeOf('SELECT SUM(s.n) FROM S3Object s', lines({ n: 2 }) + '{"n":9223372036854775806}\n')).toBe(
      'IntegerOverflow',
    );
  });

  it.each([
    ['SUM(*)', 'ParseUnsupportedCallWithStar'],
    ['SUM(s.a, s.b)', 'ParseNonUnaryAgregateFunctionCall'],
    ['COUNT()', 'ParseNonUnaryAgregateFunctionCall'],
    ['COUNT(s.a, s.b)', 'ParseNonUnaryAgregateFunctionCall'],
    ['MAX(COUNT(*))', 'UnsupportedSqlOperation'],
    ['COUNT(DISTINCT s.a)', 'UnsupportedSqlOperation'],
  ])('%s fails with %s', async (call, code) => {
    expect(await codeOf(`SELECT ${call} FROM S3Object s`)).toBe(code);
  });

  it('cannot be mixed with columns, and not stand in WHERE', async () => {
    expect(await codeOf('SELECT COUNT(*), s.a FROM S3Object s')).toBeDefined();
    expect(await codeOf('SELECT COUNT(*), s.* FROM S3Object s')).toBeDefined();
    expect(await codeOf('SELECT s.a FROM S3Object s WHERE COUNT(*) > 1')).toBeDefined();
  });
});

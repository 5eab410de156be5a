// Aggregates, arithmetic and LIMIT.
// Sources: SQL reference "Aggregate functions", "Conditional functions", "SELECT command" [D]; moto [V].
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { select } from '../select.ts';
import { codeOf, collect, lines, outcome, request, run } from '../testing/run-select.ts';

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
  ])('%s is %s', async (aggregate, value) => {
    expect(await run(`SELECT ${aggregate} AS x FROM S3Object s`, data)).toBe(`{"x":${value}}\n`);
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
  ])('%s fails with %s', async (call, code) => {
    expect(await codeOf(`SELECT ${call} FROM S3Object s`)).toBe(code);
  });

  it('cannot be mixed with columns, and not stand in WHERE', async () => {
    expect(await codeOf('SELECT COUNT(*), s.a FROM S3Object s')).toBeDefined();
    expect(await codeOf('SELECT COUNT(*), s.* FROM S3Object s')).toBeDefined();
    expect(await codeOf('SELECT s.a FROM S3Object s WHERE COUNT(*) > 1')).toBeDefined();
  });
});

describe('NULLIF and COALESCE [D]', () => {
  it.each([
    ['NULLIF(1.0, 1)', 'null'],
    [`NULLIF(1, '1')`, '1'],
    ['NULLIF(MISSING, NULL)', 'null'],
    ['COALESCE(MISSING)', 'null'],
    ['COALESCE(NULL, MISSING, 2)', '2'],
    ['CASE WHEN FALSE THEN 1 END', 'null'],
  ])('%s is %s', async (expression, value) => {
    expect(await run(`SELECT ${expression} AS x FROM S3Object`, '{}')).toBe(`{"x":${value}}\n`);
  });
});

describe('arithmetic', () => {
  it.each([
    ['7 / 2', '3'],
    ['-7 % 4', '-3'],
    ['2 + 3 * 4', '14'],
    ['(2 + 3) * 4', '20'],
    ['10 - 2 - 3', '5'],
    ['0.1 + 0.2', '0.3'],
    ['1.5 * 2', '3.0'],
    ['7.0 / 2', '3.5'],
    ['9223372036854775806 + 1', '9223372036854775807'],
    ['- - 1', '1'],
    ['1 + NULL', 'null'],
  ])('%s is %s', async (expression, value) => {
    expect(await run(`SELECT ${expression} AS x FROM S3Object`, '{}')).toBe(`{"x":${value}}\n`);
  });

  it('fails beyond 64 bits [D]', async () => {
    expect(await codeOf('SELECT 9223372036854775807 + 1 FROM S3Object', '{}')).toBe('IntegerOverflow');
  });

  it.each(['1 / 0', '1.0 / 0', '1 % 0', `1 + 'a'`, '1e300 * 1e300 * 1'])('%s is an error', async (expression) => {
    expect(await codeOf(`SELECT ${expression} FROM S3Object`, '{}')).toBeDefined();
  });
});

describe('LIMIT [D]', () => {
  const many = lines(...Array.from({ length: 10 }, (_, n) => ({ n })));

  it('gives the first records', async () => {
    expect(await run('SELECT s.n FROM S3Object s LIMIT 2', many)).toBe('{"n":0}\n{"n":1}\n');
    expect(await run('SELECT s.n FROM S3Object s WHERE s.n > 6 LIMIT 2;', many)).toBe('{"n":7}\n{"n":8}\n');
    expect(await run('SELECT s.n FROM S3Object[*][*] s LIMIT 1', '[{"n":1},{"n":2}', { type: 'DOCUMENT' })).toBe(
      '{"n":1}\n',
    );
  });

  it('of 0 gives no record', async () => {
    expect((await outcome('SELECT * FROM S3Object LIMIT 0', many)).parts).toEqual([]);
  });

  it.each([0, 1])('of %s lets go of the stream it reads from', async (limit) => {
    const input = new Readable({ read: () => void input.push('{"n":1}\n') });

    await collect(select(input, request(`SELECT * FROM S3Object LIMIT ${limit}`)));

    expect(input.destroyed).toBe(true);
  });

  it('must not be negative', async () => {
    expect(await codeOf('SELECT * FROM S3Object LIMIT -1')).toBe('EvaluatorNegativeLimit');
  });

  it.each(['', 'x', '1.5', `'1'`])('must be an integer, not "%s"', async (limit) => {
    expect(await codeOf(`SELECT * FROM S3Object LIMIT ${limit}`)).toBeDefined();
  });
});

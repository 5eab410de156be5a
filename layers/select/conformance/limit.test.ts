// LIMIT.
// Source: SQL reference "SELECT command" [D].
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { select } from '../select.ts';
import { codeOf, collect, lines, outcome, request, run } from '../testing/run-select.ts';

describe('LIMIT [D]', () => {
  const many = lines(...Array.from({ length: 10 }, (_, n) => ({ n })));

  it('gives the first records', async () => {
    expect(await run('SELECT s.n FROM S3Object s LIMIT 2', many)).toBe('{"n":0}\n{"n":1}\n');
    expect(await run('SELECT s.n FROM S3Object s WHERE s.n > 6 LIMIT 2;', many)).toBe('{"n":7}\n{"n":8}\n');
    expect(await run('SELECT s.n FROM S3Object[*][*] s LIMIT 1', '[{"n":1},{"n":2}', { type: 'DOCUMENT' })).toBe(
      '{"n":1}\n',
    );
  });

  it.each(['1 + 1', '(2)', `CAST('2' AS INT)`, '4 / 2', 'COALESCE(NULL, 2)'])(
    'may be an expression: %s',
    async (limit) => {
      expect(await run(`SELECT s.n FROM S3Object s LIMIT ${limit}`, many)).toBe('{"n":0}\n{"n":1}\n');
    },
  );

  it('may be larger than any object', async () => {
    expect(await run('SELECT COUNT(*) FROM S3Object LIMIT 9223372036854775807', many)).toBe('{"_1":10}\n');
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

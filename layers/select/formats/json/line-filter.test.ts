import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lines, outcome, run } from '../../testing/run-select.ts';

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 4 }),
  fc.string({
    unit: fc.constantFrom('r', 'e', 'd', '"', '\\', '/', '\n', '\b', '\u0001', '\u007f', '\u0085', '\u{1F409}', 'é'),
    maxLength: 4,
  }),
);

/** A JSON string that means `value`, each character escaped in one of its possible ways. */
function jsonString(value: string, choices: number[]): string {
  const short: Record<string, string> = { '"': '\\"', '\\': '\\\\', '/': '\\/', '\b': '\\b', '\n': '\\n' };
  const units = Array.from({ length: value.length }, (_, i) => value.charAt(i));
  const written = units.map((unit, i) => {
    const choice = (choices[i % choices.length] ?? 0) % 3;
    const plain = /["\\\n\b\p{Cs}]/u.test(unit) || unit < ' ' ? undefined : unit;
    const escape = `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
    return (choice === 0 ? plain : choice === 1 ? short[unit] : escape) ?? plain ?? escape;
  });
  return `"${written.join('')}"`;
}

describe('passing over lines that cannot match', () => {
  it('keeps exactly the rows that parsing every line keeps', async () => {
    const record = fc.tuple(text, text, fc.array(fc.nat(2), { minLength: 1, maxLength: 5 }));
    const records = fc.array(record, { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(records, text, fc.nat(7), fc.array(fc.nat(300)), async (rows, other, pick, cuts) => {
        const data = rows.map(([a, b, how]) => `{"a":${jsonString(a, how)},"b":[${jsonString(b, how)}]}\n`).join('');
        const literal = `'${(rows[pick]?.[0] ?? other).replaceAll("'", "''")}'`;

        for (const condition of [
          `s.a = ${literal}`,
          `s.a IN ('red', ${literal})`,
          `s.a = 'e' OR s.b[0] = ${literal}`,
        ]) {
          const sql = `SELECT * FROM S3Object s WHERE ${condition}`;
          expect(await run(sql, data, { cuts })).toBe(await run(sql, data, { strict: true }));
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('finds a control character that JSON need not escape', async () => {
    const data = '{"a":"\u007f"}\n{"a":"\u0085"}\n';

    expect(await run(`SELECT * FROM S3Object s WHERE s.a = '\u007f'`, data)).toBe('{"a":"\u007f"}\n');
  });

  it('works beside other conditions, in every order', async () => {
    const data = lines({ a: 'x', n: 1 }, { a: 'y', n: 1 }, { a: 'x', n: 2 }, { b: 'x', n: 1 });

    expect(await run(`SELECT * FROM S3Object s WHERE s.n = 1 AND s.a = 'x'`, data)).toBe('{"a":"x","n":1}\n');
    expect(await run(`SELECT * FROM S3Object s WHERE s.a = 'x' AND s.n < 2`, data)).toBe('{"a":"x","n":1}\n');
    expect(await run(`SELECT COUNT(*) FROM S3Object s WHERE 'x' = s.a OR s.n = 1`, data)).toBe('{"_1":4}\n');
  });

  it('keeps an error that a condition before the literal ends in', async () => {
    const data = lines({ a: 'other', n: 'text' });

    expect((await outcome(`SELECT * FROM S3Object s WHERE s.n < 2 AND s.a = 'x'`, data)).error).toBeDefined();
  });

  it('finds invalid UTF-8 in lines that it passes over', async () => {
    const data = Buffer.concat([Buffer.from(lines({ a: 'x' })), Buffer.from([0xff, 0x0a])]);
    const { output, error } = await outcome(`SELECT * FROM S3Object s WHERE s.a = 'x'`, data);

    expect(error?.code).toBe('InvalidTextEncoding');
    expect(output).toBe('{"a":"x"}\n');
  });
});

describe('counting lines', () => {
  it('counts the values that parsing every line finds', async () => {
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.dictionary(fc.constantFrom('}', 'a'), fc.constantFrom('}', '},')),
    );
    const between = fc.constantFrom('\n', '\n', '\r\n', ' ', '\n\n \n', ' \n');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(value, between)), fc.array(fc.nat(200)), async (values, cuts) => {
        const data = values.map(([item, after]) => JSON.stringify(item) + after).join('');
        const sql = `SELECT COUNT(*) AS n, 'x' AS x FROM S3Object s`;

        expect(await run(sql, data, { cuts })).toBe(`{"n":${values.length},"x":"x"}\n`);
        expect(await run(sql, data, { strict: true })).toBe(`{"n":${values.length},"x":"x"}\n`);
      }),
      { numRuns: 500 },
    );
  });

  it('finds a line that is too long', async () => {
    const long = lines({ a: 'x' }, { a: 'x'.repeat(1024 * 1024) });

    expect((await outcome('SELECT COUNT(*) FROM S3Object s', long)).error?.code).toBe('OverMaxRecordSize');
  });

  it('counts no row behind the limit', async () => {
    expect(await run('SELECT COUNT(*) FROM S3Object s LIMIT 0', lines({ a: 1 }))).toBe('');
  });
});

describe('strict', () => {
  it.each([`SELECT * FROM S3Object s WHERE s.a = 'x'`, 'SELECT COUNT(*) FROM S3Object s'])(
    'finds broken JSON that cannot change the answer of %s',
    async (sql) => {
      const broken = '{"a" 1}\n';

      expect((await outcome(sql, broken)).error).toBeUndefined();
      expect((await outcome(sql, broken, { strict: true })).error?.code).toBe('JSONParsingError');
    },
  );
});

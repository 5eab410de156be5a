import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { select } from '../../select.ts';
import { codeOf, collect, lines, outcome, request, run } from '../../testing/run-select.ts';

const mebibyte = 1024 * 1024;
const types = ['LINES', 'DOCUMENT'] as const;

/** Values with every kind of JSON in them, some of them with a key or a text that queries look for. */
const value = fc.dictionary(
  fc.constantFrom('a', 'b', 'größe', 'x\ny', '\u{1F409}'),
  fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom('red', 'r"ed', 'a/b', '\u{1F409}')),
);

/** The same value, written in one of the many ways that JSON allows on one line. */
function written(data: unknown, style: number): string {
  const text = style % 3 === 0 ? JSON.stringify(data) : JSON.stringify(data, null, 1).replaceAll('\n', ' ');
  return style % 2 === 0 ? text : text.replaceAll(/[^\x20-\x7e]|(?<=": ?"[^"\\]*)r/g, escapeAll);
}

function escapeAll(text: string): string {
  return Array.from({ length: text.length }, (_, i) => `\\u${text.charCodeAt(i).toString(16).padStart(4, '0')}`).join(
    '',
  );
}

const queries = [
  'SELECT * FROM S3Object s',
  'SELECT s.a, s.b FROM S3Object s',
  `SELECT * FROM S3Object s WHERE s.a = 'red'`,
  `SELECT s.b FROM S3Object s WHERE s.a = 'r"ed' OR s.a IS NOT MISSING`,
  `SELECT * FROM S3Object s WHERE s.a = 'a/b'`,
  `SELECT * FROM S3Object s WHERE s.b = '\u{1F409}' AND s.a <> 'x'`,
  'SELECT COUNT(*), COUNT(s.a) FROM S3Object s',
  'SELECT * FROM S3Object[*].a[*] s',
  'SELECT * FROM S3Object s LIMIT 2',
];

describe.each(types)('JSON %s', (type) => {
  it('gives the same bytes however the input is cut into chunks', async () => {
    const input = fc.array(fc.tuple(value, fc.nat(9)), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(input, fc.constantFrom(...queries), fc.array(fc.nat(400)), async (values, sql, cuts) => {
        const data = values.map(([item, style]) => `${written(item, style)}\n`).join('');
        expect(seen(await outcome(sql, data, { type, cuts }))).toEqual(seen(await outcome(sql, data, { type })));
      }),
      { numRuns: 300 },
    );
  });

  it('gives the same bytes when every byte is a chunk of its own', async () => {
    const data = '{"a": "\u{1F409}\\u00e9", "b":[1, 2.50,{"c":null}]}\r\n \n{"a":"red"} {"a":true}\n"text" 12\n';
    const cuts = Array.from({ length: Buffer.byteLength(data) }, (_, i) => i);
    for (const sql of queries) {
      expect(seen(await outcome(sql, data, { type, cuts }))).toEqual(seen(await outcome(sql, data, { type })));
    }
  });

  it('puts out, for SELECT *, what parses to the input', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(value), async (values) => {
        const output = await run('SELECT * FROM S3Object', lines(...values), { type });
        expect(
          output
            .split('\n')
            .slice(0, -1)
            .map((line) => JSON.parse(line) as unknown),
        ).toEqual(values.map((item) => JSON.parse(JSON.stringify(item)) as unknown));
      }),
    );
  });

  it.each([
    '{',
    '{"a"',
    '{"a":',
    '{"a":1',
    '{"a":1,}',
    '{a:1}',
    "{'a':1}",
    '[1,]',
    '[1 2]',
    ']',
    '{"a":01}',
    '{"a":1.}',
    '{"a":.5}',
    '{"a":+1}',
    '{"a":-}',
    '{"a":1e}',
    '{"a":NaN}',
    '{"a":tru}',
    '{"a":"\\x"}',
    '{"a":"\\u12g4"}',
    '{"a":"\t"}',
    '{"a":"open}',
    '{"a" 1}',
    'nope',
    '}{',
    '\u00a0{}',
  ])('refuses %j as JSONParsingError, after the records before it', async (faulty) => {
    const { output, error } = await outcome('SELECT * FROM S3Object', `{"ok":1}\n${faulty}\n{"late":1}\n`, { type });

    expect(error?.code).toBe('JSONParsingError');
    expect(output).toBe('{"ok":1}\n');
  });

  it('refuses invalid UTF-8, after the records before it', async () => {
    for (const bytes of [[0xff], [0xc3], [0xed, 0xa0, 0x80], [0xf0, 0x9f, 0x90]]) {
      const data = Buffer.concat([Buffer.from('{"ok":1}\n{"a":"'), Buffer.from(bytes), Buffer.from('"}\n')]);
      const { output, error } = await outcome('SELECT * FROM S3Object', data, { type, cuts: [3, 16] });
      expect(error?.code).toBe('InvalidTextEncoding');
      expect(output).toBe('{"ok":1}\n');
    }
  });

  it('takes records of 1 MB and no longer ones', async () => {
    const frame = '{"a":""}'.length;
    const fits = `{"a":"${'x'.repeat(mebibyte - frame)}"}`;

    expect((await run('SELECT COUNT(*) FROM S3Object', `${fits}\n`, { type })).trim()).toBe('{"_1":1}');
    const { output, error } = await outcome('SELECT * FROM S3Object', `{"ok":1}\n ${fits.replace('x', 'xx')}\n`, {
      type,
    });
    expect(error?.code).toBe('OverMaxRecordSize');
    expect(output).toBe('{"ok":1}\n');
  });

  it('refuses output records above 1 MB', async () => {
    const data = lines({ a: 'x'.repeat(600_000) });

    expect(await codeOf('SELECT s.a x, s.a y FROM S3Object s', data, { type })).toBe('OverMaxRecordSize');
  });

  it('puts out nothing of a row whose later column fails', async () => {
    const { output, error } = await outcome(
      'SELECT s.a, 6 / s.b FROM S3Object s',
      lines({ a: 1, b: 2 }, { a: 1, b: 0 }),
      { type },
    );

    expect(error).toBeDefined();
    expect(output).toBe('{"a":1,"_2":3}\n');
  });

  it('refuses JSON that is nested too deeply instead of overflowing', async () => {
    for (const deep of ['['.repeat(500_000), '{"a":'.repeat(150_000), `${'['.repeat(600)}${']'.repeat(600)}`]) {
      expect(await codeOf('SELECT * FROM S3Object', deep, { type })).toBe('JSONParsingError');
    }
    const allowed = `${'['.repeat(400)}${']'.repeat(400)}`;
    expect(await run('SELECT * FROM S3Object s WHERE s = s', allowed, { type })).toBe(`{"_1":${allowed}}\n`);
  });

  it('cuts the output into blocks of at most 128 KiB, and rows whole', async () => {
    const data = lines(...Array.from({ length: 9000 }, (_, n) => ({ n, text: 'x'.repeat(n % 300) })));
    const { parts, output, stats } = await outcome('SELECT * FROM S3Object', data, { type, cuts: [100_000] });

    expect(Math.max(...parts.map((part) => part.length))).toBeLessThanOrEqual(128 * 1024);
    expect(output).toBe(data);
    expect(stats).toEqual({
      kind: 'stats',
      BytesScanned: data.length,
      BytesProcessed: data.length,
      BytesReturned: data.length,
    });
  });
});

describe('JSON LINES', () => {
  it('does not let a value run over the end of its line', async () => {
    expect(await codeOf('SELECT * FROM S3Object', '{"a":\n1}\n')).toBe('JSONParsingError');
  });

  it('needs no line feed at the end', async () => {
    expect(await run('SELECT * FROM S3Object', '{"a":1}\n\n{"a":2}')).toBe('{"a":1}\n{"a":2}\n');
  });

  it('refuses an endless line without keeping it', async () => {
    let sent = 0;
    async function* endless() {
      for (;;) {
        sent += 65536;
        yield Buffer.alloc(65536, 0x20);
      }
    }
    await expect(collect(select(endless(), request('SELECT * FROM S3Object')))).rejects.toMatchObject({
      code: 'OverMaxRecordSize',
    });
    expect(sent).toBeLessThan(2 * mebibyte);
  });
});

describe('JSON DOCUMENT', () => {
  it('reads the elements of a long list one by one when FROM asks for them', async () => {
    const list = Array.from({ length: 40_000 }, (_, n) => ({ n, text: 'some text to fill the line' }));
    const data = JSON.stringify(list, null, 2);

    expect(data.length).toBeGreaterThan(2 * mebibyte);
    expect(await run('SELECT COUNT(*) FROM S3Object[*][*]', data, { type: 'DOCUMENT' })).toBe('{"_1":40000}\n');
    expect(await codeOf('SELECT COUNT(*) FROM S3Object', data, { type: 'DOCUMENT' })).toBe('OverMaxRecordSize');
  });

  it('gives the elements of lists at the root the same rows, cut anywhere', async () => {
    const data = '[ {"a":1} , [2],"x\\"]" , 3,true]\n{"a":9}[]';
    const whole = await run('SELECT * FROM S3Object[*][*] s', data, { type: 'DOCUMENT' });

    expect(whole).toBe('{"a":1}\n{"_1":[2]}\n{"_1":"x\\"]"}\n{"_1":3}\n{"_1":true}\n{}\n{}\n');
    for (let cut = 0; cut < data.length; cut += 1) {
      expect(await run('SELECT * FROM S3Object[*][*] s', data, { type: 'DOCUMENT', cuts: [cut] })).toBe(whole);
    }
  });

  it.each(['[', '[1', '[1,', '[,1]', '[1 2]', '[1,]', '[1}', '[{]', '[1]]'])(
    'refuses the list %s element by element too',
    async (faulty) => {
      expect(await codeOf('SELECT * FROM S3Object[*][*] s', faulty, { type: 'DOCUMENT' })).toBe('JSONParsingError');
    },
  );
});

/** What must not depend on the chunks; how much has been read when LIMIT is reached does. */
function seen({ output, error, stats }: Awaited<ReturnType<typeof outcome>>) {
  return { output, error: error?.message, returned: stats?.kind === 'stats' && stats.BytesReturned };
}

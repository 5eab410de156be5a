// Input and SQL that are made to take time or memory: each is answered or refused well within the time that a test has, where
// anything quadratic would take minutes. The lengths are those that the limits of the service allow, and endless ones.
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ask, type Formats } from './engine.ts';

const mebibyte = 1024 * 1024;

/** As much SQL as may be, less a little room for the rest of the query. */
const room = 250 * 1024;
const times = (text: string, separator = '') => {
  const count = Math.floor(room / Buffer.byteLength(text + separator));
  return Array.from({ length: count }, () => text).join(separator);
};
const where = (condition: string) => `SELECT COUNT(*) AS n FROM S3Object s WHERE ${condition}`;

describe('SQL of 256 KB', () => {
  const rows = '{"a":1,"b":"red"}\n'.repeat(3);

  it.each<[name: string, sql: string, code?: string]>([
    ['an IN list of numbers', where(`s.a IN (${times('2', ',')}, 1)`)],
    ['an IN list of texts', where(`s.b IN (${times(`'x'`, ',')}, 'red')`)],
    ['an IN list of paths', where(`s.b IN (${times('s.c', ',')}, 'red')`)],
    ['a chain of AND', where(times('s.a = 1', ' AND '))],
    ['a chain of OR', where(`${times(`s.b = 'x'`, ' OR ')} OR s.a = 1`)],
    ['AND and OR in turns', where(times(`s.a = 1 OR s.b = 'x'`, ' AND '))],
    ['arguments of COALESCE', where(`COALESCE(${times('s.c', ',')}, s.a) = 1`)],
    ['branches of CASE', where(`CASE ${times('WHEN s.a = 2 THEN FALSE ')} ELSE TRUE END`)],
    ['a list', where(`[${times('1', ',')}] <> s.b`)],
    ['a struct', where(`{${times(`'a':1`, ',')}} <> s.b`)],
    ['blanks', where(`s.a = 1 ${' '.repeat(room)}`)],
    ['comments', where(`s.a = 1 ${times('/**/')}`)],
    ['comments to the end of the line', where(`s.a = 1 ${times('--\n')}`)],
    ['a string', where(`s.b <> '${'x'.repeat(room)}'`)],
    ['a string of quotes', where(`s.b <> '${times(`''`)}'`)],
    ['a LIKE pattern of %', where(`s.b LIKE '${times('%')}'`)],
    ['a LIKE pattern of %x', where(`NOT s.b LIKE '${times('%x')}'`)],
    ['a LIKE pattern of _', where(`NOT s.b LIKE '${times('_')}'`)],
    ['a number', where(`s.a < ${'9'.repeat(room)}`), 'NumberFormatError'],
    ['a decimal', where(`s.a < ${'9'.repeat(room)}.5`)],
    ['an exponent', where(`s.a < 1e${'9'.repeat(room)}`)],
    ['an Ion literal', where(`s.a = \`${'['.repeat(room)}\``), 'LexerInvalidIONLiteral'],
    ['a pattern of TO_STRING', where(`TO_STRING(UTCNOW(), '${times('y ')}') IS NOT NULL`)],
    ['parentheses', where(`${'('.repeat(room / 2)}s.a${')'.repeat(room / 2)} = 1`), 'MaxOperatorsExceeded'],
    ['open parentheses', where('('.repeat(room)), 'MaxOperatorsExceeded'],
    ['open brackets', where('['.repeat(room)), 'MaxOperatorsExceeded'],
    ['NOT', where(`${times('NOT ')} TRUE`), 'MaxOperatorsExceeded'],
    ['signs', where(`${times('- ')} 1 = 1`), 'MaxOperatorsExceeded'],
    ['a chain of +', where(`${times('1', '+')} > 0`), 'MaxOperatorsExceeded'],
    ['a chain of ||', where(`${times('s.b', '||')} = 'x'`), 'MaxOperatorsExceeded'],
    ['calls', where(`${times('LOWER(')}s.b`), 'MaxOperatorsExceeded'],
    ['CASE', where(times('CASE WHEN ')), 'MaxOperatorsExceeded'],
    ['steps of a path', where(`s${times('.a')} = 1`), 'MaxOperatorsExceeded'],
    ['steps of FROM', `SELECT COUNT(*) AS n FROM S3Object[*]${times('[*]')}`, 'MaxOperatorsExceeded'],
    ['more than may be', where(`s.b <> '${'é'.repeat(room)}'`), 'ExpressionTooLong'],
  ])('%s', async (_, sql, expected) => {
    const { output, code } = await ask(sql, rows);

    expect(code).toBe(expected);
    if (expected === undefined) expect(output).toBe('{"n":3}\n');
  });

  it('columns', async () => {
    const { output } = await ask(`SELECT ${times('s.a', ',')} FROM S3Object s`, '{"a":1}\n');
    expect(output.length).toBeGreaterThan(room);
  });

  it('columns of which each is large', async () => {
    const { code } = await ask(`SELECT ${times('s.a', ',')} FROM S3Object s`, `{"a":"${'x'.repeat(500_000)}"}\n`);
    expect(code).toBe('OverMaxRecordSize');
  });

  it('aggregates', async () => {
    const { output } = await ask(`SELECT ${times('MAX(s.a)', ',')} FROM S3Object s`, rows);
    expect(output.length).toBeGreaterThan(room / 4);
  });
});

describe('records of 1 MB', () => {
  const text = 'a'.repeat(mebibyte - 40);
  const record = `{"a":"${text}"}\n`;

  it.each([
    ['LOWER', `LOWER(s.a) = 'x'`],
    ['TRIM', `TRIM('a' FROM s.a) = 'x'`],
    ['SUBSTRING', `SUBSTRING(s.a, 1000000) = 'x'`],
    ['CHAR_LENGTH', `CHAR_LENGTH(s.a) = 1`],
    ['= itself', 's.a <> s.a'],
    ['LIKE %a%…%b', `s.a LIKE '${'%a'.repeat(1000)}%b'`],
    ['LIKE %a_%b', `s.a LIKE '%a_a_a_a%b'`],
    ['LIKE %aaa…b%', `s.a LIKE '%${'a'.repeat(100_000)}b%'`],
    ['LIKE %_…b%', `s.a LIKE '%${'_'.repeat(100_000)}b%'`],
    ['LIKE %a_a_…b%', `s.a LIKE '%${'a_'.repeat(1000)}b%'`],
    ['LIKE itself', 's.a LIKE s.a AND FALSE'],
    ['CAST to INT', 'COALESCE(s.b, CAST(s.c AS INT)) = 1'],
    ['CAST to TIMESTAMP', 'COALESCE(s.b, CAST(s.c AS TIMESTAMP)) IS MISSING'],
  ])('%s', async (_, condition) => {
    const { output, code } = await ask(where(condition), record, {}, { strict: true });
    expect([output, code]).toEqual(code === undefined ? ['{"n":0}\n', undefined] : ['', code]);
  });

  it.each([
    ['an integer', '9'.repeat(mebibyte - 10)],
    ['a decimal', `0.${'9'.repeat(mebibyte - 10)}`],
    ['a decimal of zeros', `0.${'0'.repeat(mebibyte - 10)}1`],
    ['an exponent', `1e${'9'.repeat(mebibyte - 10)}`],
    ['a negative exponent', `1e-${'9'.repeat(mebibyte - 10)}`],
    ['1e999999999', '1e999999999'],
    ['1e-999999999', '1e-999999999'],
  ])('%s in every operation', async (_, digits) => {
    const data = `{"a":${digits}}\n`;
    const codes: (string | undefined)[] = [];
    for (const expression of [
      's.a > 5',
      's.a = s.a',
      's.a IN (1, 2.5)',
      's.a + 1',
      's.a * s.a',
      '-s.a',
      's.a / 3',
      '5 % s.a',
      'CAST(s.a AS INT)',
      'CAST(s.a AS STRING)',
      'CAST(s.a AS FLOAT)',
      'CAST(s.a AS BOOL)',
      "SUBSTRING('abc', s.a)",
      'DATE_ADD(day, s.a, `2020T`)',
    ]) {
      codes.push((await ask(`SELECT ${expression} x FROM S3Object s`, data)).code);
    }
    for (const name of ['SUM', 'AVG', 'MIN', 'MAX'])
      codes.push((await ask(`SELECT ${name}(s.a) FROM S3Object s`, data.repeat(2))).code);

    expect(codes).toHaveLength(18);
    expect((await ask('SELECT * FROM S3Object s', data)).output).toBe(data);
  });

  it('a key in every second byte', async () => {
    const data = `{${Array.from({ length: 100_000 }, (_, i) => `"k${i}":1`)
      .join(',')
      .slice(0, mebibyte - 100)},"z":1}\n`.replace(/,[^,]*,"z"/, ',"z"');
    const { output } = await ask(`SELECT s.z, s."z" FROM S3Object s WHERE s.nowhere IS MISSING AND s = s`, data);
    expect(output).toBe('{"z":1,"z":1}\n');
  });

  it('texts joined until no memory holds them', async () => {
    const joined = (count: number): string => {
      const half = count >> 1;
      return count === 1 ? 's.a' : `(${joined(half)}||${joined(count - half)})`;
    };
    for (const expression of [joined(1500), `LOWER(${joined(300)})`, `COALESCE(${joined(300)}, '')`]) {
      const { code } = await ask(`SELECT CHAR_LENGTH(${expression}) FROM S3Object s`, record);
      expect(code).toBe('OverMaxRecordSize');
    }
  });

  it.each(['[$]', "{'a':[$]}", 'MAX(s.a), MIN(LOWER(s.a)), $'])(
    'texts that %s keeps until no memory holds them',
    async (form) => {
      const list = form.replace('$', () =>
        form.startsWith('MAX') ? times('MAX(s.a)', ',') : times('LOWER(s.a)', ','),
      );
      const { code } = await ask(`SELECT ${list} FROM S3Object s`, record);
      expect([undefined, 'OverMaxRecordSize']).toContain(code);
    },
  );
});

describe('nesting', () => {
  const levels = 100_000;

  it.each<[string, string]>([
    ['lists', '['.repeat(levels) + ']'.repeat(levels)],
    ['structs', '{"a":'.repeat(levels) + '1' + '}'.repeat(levels)],
    ['open lists', '['.repeat(mebibyte - 1)],
    ['both', '[{"a":'.repeat(levels)],
  ])('%s', async (_, text) => {
    for (const json of ['LINES', 'DOCUMENT'] as const) {
      for (const sql of [
        'SELECT * FROM S3Object',
        'SELECT * FROM S3Object[*][*] s WHERE s = s',
        'SELECT COUNT(*) FROM S3Object',
      ]) {
        expect((await ask(sql, `${text}\n`, { json }, { strict: true })).code).toBe('JSONParsingError');
      }
    }
  });
});

describe('an object that never ends', () => {
  const chunk = 64 * 1024;

  it.each<[name: string, fill: string, formats: Formats, code: string]>([
    ['a line of blanks', ' ', { json: 'LINES' }, 'OverMaxRecordSize'],
    ['a line of one string', '"x'.repeat(1), { json: 'LINES' }, 'OverMaxRecordSize'],
    ['a list', '[1,'.repeat(1), { json: 'DOCUMENT' }, 'OverMaxRecordSize'],
    ['a number', '1', { json: 'DOCUMENT' }, 'OverMaxRecordSize'],
    ['a CSV field', 'x', { csv: {} }, 'OverMaxRecordSize'],
    ['a quoted CSV field', '""', { csv: { AllowQuotedRecordDelimiter: true } }, 'OverMaxRecordSize'],
    ['CSV fields', 'a,', { csv: { FileHeaderInfo: 'USE', RecordDelimiter: '\r\n' } }, 'OverMaxRecordSize'],
    ['fields with half a delimiter', '\r', { csv: { RecordDelimiter: '\r\n' } }, 'OverMaxRecordSize'],
  ])('%s is left after 1 MB', async (_, fill, formats, code) => {
    let sent = 0;
    let isLeft = false;
    async function* endless() {
      try {
        for (;;) {
          sent += chunk;
          yield Buffer.alloc(chunk, fill);
        }
      } finally {
        isLeft = true;
      }
    }
    const answer = await ask('SELECT * FROM S3Object', endless(), formats);

    expect({ code: answer.code, isLeft }).toEqual({ code, isLeft: true });
    expect(sent).toBeLessThan(2 * mebibyte);
  });

  it('gives its first rows where that is all that is asked', async () => {
    let isLeft = false;
    async function* endless() {
      try {
        for (;;) yield Buffer.from('{"a":1}\n'.repeat(1000));
      } finally {
        isLeft = true;
      }
    }
    const { output } = await ask('SELECT * FROM S3Object LIMIT 2', endless());

    expect({ output, isLeft }).toEqual({ output: '{"a":1}\n{"a":1}\n', isLeft: true });
  });

  it('is left when its packed line is too long', async () => {
    const packed = gzipSync(Buffer.alloc(64 * mebibyte, '['));
    expect((await ask('SELECT * FROM S3Object', packed, { compression: 'GZIP' })).code).toBe('OverMaxRecordSize');
  });
});

describe('many small things', () => {
  it.each<[name: string, data: string, formats: Formats, rows: number]>([
    ['values on one line', '1 '.repeat(500_000), { json: 'LINES' }, 500_000],
    ['empty lines', '\n'.repeat(2 * mebibyte), { json: 'LINES' }, 0],
    ['values of a document', '1 '.repeat(500_000), { json: 'DOCUMENT' }, 500_000],
    ['blanks of a document', ' '.repeat(4 * mebibyte), { json: 'DOCUMENT' }, 0],
    ['empty lines of CSV', '\n'.repeat(2 * mebibyte), { csv: {} }, 0],
    ['comments of CSV', '#"\n'.repeat(500_000), { csv: {} }, 0],
    ['quotes of CSV', '""\n'.repeat(500_000), { csv: {} }, 500_000],
  ])('%s', async (_, data, formats, rows) => {
    for (const sql of [
      'SELECT COUNT(*) AS n FROM S3Object',
      `SELECT COUNT(*) AS n FROM S3Object s WHERE s.a IS MISSING`,
    ]) {
      const csv = formats.csv && sql.includes('WHERE') ? sql.replace('s.a', 's._2') : sql;
      expect((await ask(csv, data, formats)).output).toBe(`{"n":${rows}}\n`);
    }
  });
});

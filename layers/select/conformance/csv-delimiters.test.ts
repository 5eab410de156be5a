// CSV as input: delimiters, quotes, escapes, comments, and what is wrong with them.
// Sources: API reference CSVInput and the descriptions of the error codes [D]; aws/aws-sdk-net#1825 [C]; own choices, which the service does not document [own].
import { describe, expect, it } from 'vitest';
import type { CsvInput } from '../request/select-request.ts';
import { codeOf, outcome, run } from '../testing/run-select.ts';

/** The rows of some CSV, as lists of strings. */
async function rowsOf(data: string, csv: CsvInput = {}): Promise<unknown[]> {
  const output = await run('SELECT * FROM S3Object', data, { csv });
  const rows = output.split('\n').slice(0, -1);
  return rows.map((row) => Object.values(JSON.parse(row) as object) as unknown[]);
}

const cases: [what: string, data: string, csv: CsvInput, rows: string[][]][] = [
  [
    '[D] the defaults',
    'a,b\n"c,d","e ""f"""\n',
    {},
    [
      ['a', 'b'],
      ['c,d', 'e "f"'],
    ],
  ],
  ['[D] the last record needs no delimiter', 'a,b\nc', {}, [['a', 'b'], ['c']]],
  ['[D] another field delimiter', 'a|b,c\n', { FieldDelimiter: '|' }, [['a', 'b,c']]],
  [
    '[D] a field delimiter of several bytes',
    'a§b\u00a6\n"§"§\n',
    { FieldDelimiter: '§' },
    [
      ['a', 'b\u00a6'],
      ['§', ''],
    ],
  ],
  ['[D] another record delimiter', 'a,b;c\nd;', { RecordDelimiter: ';' }, [['a', 'b'], ['c\nd']]],
  [
    '[C] CRLF, when it is asked for',
    'a,b\r\nc\r,d\n\r\n',
    { RecordDelimiter: '\r\n' },
    [
      ['a', 'b'],
      ['c\r', 'd\n'],
    ],
  ],
  ['[C] the carriage return belongs to the field otherwise', 'a,b\r\n', {}, [['a', 'b\r']]],
  ['[own] a record delimiter that overlaps itself', 'a|||b||', { RecordDelimiter: '||' }, [['a'], ['|b']]],
  ['[own] a record delimiter with a field delimiter in it', 'a,b,\nc', { RecordDelimiter: ',\n' }, [['a', 'b'], ['c']]],
  ['[D] another quote', `'a,b','it''s'\n`, { QuoteCharacter: "'" }, [['a,b', "it's"]]],
  ['[D] a quote of several bytes', '“a,b“,c“d\n', { QuoteCharacter: '“' }, [['a,b', 'c“d']]],
  ['[own] no quote at all', '"a,b"\n', { QuoteCharacter: '' }, [['"a', 'b"']]],
  ['[D] another escape', '"a\\"b","c\\\\","d\\e"\n', { QuoteEscapeCharacter: '\\' }, [['a"b', 'c\\', 'd\\e']]],
  ['[own] an escape means nothing outside of quotes', 'a\\"b,""\n', { QuoteEscapeCharacter: '\\' }, [['a\\"b', '']]],
  ['[own] a quote inside a field without quotes', '5" pipe,a""b\n', {}, [['5" pipe', 'a""b']]],
  ['[own] blanks stay, and stand before no quote', ' a , "b"\n', {}, [[' a ', ' "b"']]],
  ['[own] empty lines are passed over', '\n\na\n\nb\n\n', {}, [['a'], ['b']]],
  ['[own] but not one of an empty field in quotes', '""\n', {}, [['']]],
  ['[D] comments', '#x\na,#b\n#"\n "#"\n"#c"\n', {}, [['a', '#b'], [' "#"'], ['#c']]],
  ['[D] another comment', '!x\n#y\n', { Comments: '!' }, [['#y']]],
  ['[own] no comments at all', '#x\n', { Comments: '' }, [['#x']]],
  ['[own] fields that a number sign separates have no comments', '#a#b\n', { FieldDelimiter: '#' }, [['', 'a', 'b']]],
  ['[own] a byte order mark is none of the data', '\ufeff"a",b\n\ufeffc\n', {}, [['a', 'b'], ['\ufeffc']]],
  [
    '[D] a quoted record delimiter, where it is allowed',
    '"a\nb",c\n"d\n\n""",\n#"\ne',
    { AllowQuotedRecordDelimiter: true },
    [['a\nb', 'c'], ['d\n\n"', ''], ['e']],
  ],
  [
    '[D] a quoted record delimiter of two',
    '"a\r\nb"\r\nc\r,d',
    { AllowQuotedRecordDelimiter: true, RecordDelimiter: '\r\n' },
    [['a\r\nb'], ['c\r', 'd']],
  ],
];

describe('CSV', () => {
  it.each(cases)('reads %s', async (_what, data, csv, rows) => {
    expect(await rowsOf(data, csv)).toEqual(rows);
  });

  it.each(cases)('reads the same, cut anywhere: %s', async (_what, data, csv) => {
    const sql = 'SELECT * FROM S3Object';
    const whole = await run(sql, data, { csv });
    const bytes = Buffer.byteLength(data);
    for (let cut = 1; cut < bytes; cut += 1)
      expect(await run(sql, data, { csv, cuts: [cut] }), `cut at ${cut}`).toBe(whole);
    expect(await run(sql, data, { csv, cuts: Array.from({ length: bytes }, (_, i) => i) })).toBe(whole);
  });

  it('finds a text behind a delimiter that overlaps itself', async () => {
    const csv = { RecordDelimiter: '||' };

    expect(await run(`SELECT * FROM S3Object WHERE _1 = '|b'`, 'a|||b||c||', { csv })).toBe('{"_1":"|b"}\n');
  });

  it('takes the header from the first record that is none of those', async () => {
    const data = '\ufeff#comment\n\n"na,me",b\n1,2\n';

    expect(await run('SELECT s."na,me" FROM S3Object s', data, { csv: { FileHeaderInfo: 'USE' } })).toBe(
      '{"na,me":"1"}\n',
    );
  });

  it.each([
    ['CSVEscapingRecordDelimiter', 'a quoted record delimiter that is not allowed [D]', 'ok\n"a\nb"\n', {}],
    ['CSVUnescapedQuote', 'a quote that is never closed', 'ok\n"a', {}],
    [
      'CSVUnescapedQuote',
      'a quote that is never closed, over records',
      'ok\n"a\nb\n',
      { AllowQuotedRecordDelimiter: true },
    ],
    ['CSVUnescapedQuote', 'text behind a closing quote', 'ok\n"a"b,c\n', {}],
    [
      'CSVUnescapedQuote',
      'text behind a closing quote, over records',
      'ok\n"a\n"b,c\n',
      { AllowQuotedRecordDelimiter: true },
    ],
    ['CSVUnescapedQuote', 'a doubled quote where another escapes', 'ok\n"a""b"\n', { QuoteEscapeCharacter: '\\' }],
    ['OverMaxRecordSize', 'a record of more than 1 MB [D]', `ok\n${'x,'.repeat(2 ** 19)}y\n`, {}],
    ['OverMaxRecordSize', 'one with quotes', `ok\n"${'x'.repeat(2 ** 20)}"\n`, {}],
    [
      'OverMaxRecordSize',
      'one over several lines',
      `ok\n"${'x\n'.repeat(2 ** 19)}"\n`,
      { AllowQuotedRecordDelimiter: true },
    ],
    [
      'OverMaxRecordSize',
      'one without an end',
      `ok\r\n${'x'.repeat(2 ** 20 + 1)}`,
      { RecordDelimiter: '\r\n', FieldDelimiter: '\n' },
    ],
  ] as const)('fails with %s for %s, after the rows before it', async (code, _what, data, csv) => {
    const sql = 'SELECT _1 FROM S3Object';

    for (const cuts of [[], [1, 2, 3, 4, 5, 6, 7, 8], [2 ** 19, 2 ** 20]]) {
      const { output, error } = await outcome(sql, data, { csv, cuts });
      expect([output, error?.code], String(cuts)).toEqual(['{"_1":"ok"}\n', code]);
    }
  });

  it('takes a record of exactly 1 MB [D]', async () => {
    const record = `"${'x'.repeat(2 ** 20 - 2)}"`;
    for (const csv of [{}, { RecordDelimiter: '\r\n' }, { AllowQuotedRecordDelimiter: true }]) {
      const data = `${record}${csv.RecordDelimiter ?? '\n'}y`;
      for (const cuts of [[], [2 ** 20], [2 ** 20 + 1], [5, 2 ** 20 - 1]]) {
        expect(await run('SELECT COUNT(*) FROM S3Object', data, { csv, cuts })).toBe('{"_1":2}\n');
      }
    }
  });

  it('fails with InvalidTextEncoding for what is not UTF-8, after the rows before it [D]', async () => {
    const data = Buffer.concat([Buffer.from('é,a\n'), Buffer.of(0xff, 0x0a), Buffer.from('b\n')]);
    for (let cut = 1; cut < data.length; cut += 1) {
      const { output, error } = await outcome('SELECT _1 FROM S3Object', data, { csv: {}, cuts: [cut] });
      expect([output, error?.code]).toEqual(['{"_1":"é"}\n', 'InvalidTextEncoding']);
    }
    const filtered = `SELECT _1 FROM S3Object WHERE _1 = 'b'`;
    expect(await codeOf(filtered, data, { csv: {} })).toBe('InvalidTextEncoding');
    expect(await codeOf('SELECT COUNT(*) FROM S3Object', Buffer.of(0x61, 0xc3), { csv: {} })).toBe(
      'InvalidTextEncoding',
    );
  });
});

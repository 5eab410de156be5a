import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { runCommand as run } from './testing/run-command.ts';
import { bzip2, rows, sampleFiles } from './testing/sample-files.ts';

const folder = sampleFiles();
const all = 'SELECT * FROM S3Object';
const at = (name: string) => join(folder, name);

afterAll(() => rmSync(folder, { recursive: true }));

describe('what s3-select says about mistakes', () => {
  it.each<[args: string[], complaint: string]>([
    [[all, '--nope'], "Unknown option '--nope'"],
    [[all, '--input', 'xml'], '--input is one of lines, json, csv, tsv, parquet, not "xml"'],
    [[all, '--gzip', '--bzip2'], 'the compression is said 2 times: gzip, bzip2'],
    [[all, '--scan-range', '5'], '--scan-range is START-END, START- or -N, not "5"'],
    [[all, '--scan-range', '20-5'], '--scan-range 20-5 ends before it begins'],
    [[all, '--scan-range=-5'], '--scan-range=-N needs a file: the length of standard input is not known'],
    [[' '], 'there is no SQL to run'],
    [['a.jsonl', all], 'the query comes first, then come the files'],
    [[all, '--input=csv', '--delimiter', ';;'], '--delimiter is a single character, not ";;"'],
    [[all, '--input=csv', '--delimiter', ''], '--delimiter must not be empty'],
    [[all, '--input=csv', '--delimiter', '"'], '--quote cannot be told from --delimiter'],
    [[all, '--input=csv', '--line-delimiter', ''], '--line-delimiter must not be empty'],
    [[all, '--output=csv', '--record-delimiter', ''], '--record-delimiter must not be empty'],
    [[all, '--output=csv', '--output-delimiter', '\\n'], '--output-delimiter cannot be told from --record-delimiter'],
    [[all, '--output-delimiter', ';'], '--output-delimiter is for --output csv'],
    [[all, '--quote-fields', 'always'], '--quote-fields is for --output csv'],
    [[all, '--input=json', '--header=maybe'], '--header is one of use, ignore, none, not "maybe"'],
  ])('ends with 2 when the command line is %j', async (args, complaint) => {
    expect(await run(args)).toEqual({
      status: 2,
      stdout: '',
      stderr: `s3-select: ${complaint}. See s3-select --help.\n`,
    });
  });

  it('ends with 2 when options do not go with the input', async () => {
    const complaint = async (...args: string[]) => {
      const { status, stdout, stderr } = await run([all, ...args]);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      return stderr.replaceAll(`${folder}/`, '');
    };

    expect(await complaint('--delimiter', ';', at('a.jsonl'))).toBe(
      's3-select: --delimiter is for CSV, and a.jsonl is read as lines; --input csv reads it as CSV. See s3-select --help.\n',
    );
    expect(await complaint('--multiline', at('list.json'))).toContain(
      '--multiline is for CSV, and list.json is read as json',
    );
    expect(await complaint('--header', 'use', at('list.json'))).toContain('--header is for CSV');
    expect(await complaint('--scan-range', '0-5', '--multiline', at('a.csv'))).toContain(
      'not supported on CSV with --multiline',
    );
    expect(await run([all, '--delimiter', ';'])).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  it('asks what is inside BZIP2 when no name says it', async () => {
    expect(await run([all], bzip2)).toMatchObject({ status: 2, stderr: expect.stringContaining('--input') });
  });

  it('prints nothing when one of the files cannot be read', async () => {
    expect(await run([all, at('a.jsonl'), '/no.jsonl'])).toEqual({
      status: 1,
      stdout: '',
      stderr: 's3-select: /no.jsonl cannot be read: there is no such file\n',
    });
    expect((await run([all, folder])).stderr).toBe(`s3-select: ${folder} cannot be read: it is a folder\n`);
  });

  it('shows the place in the SQL', async () => {
    expect(await run(['SELECT * FORM S3Object', at('a.jsonl')])).toEqual({
      status: 1,
      stdout: '',
      stderr:
        's3-select: ParseUnexpectedToken: Expected FROM after the select list, found IDENTIFIER:FORM at line 1, column 10.\n' +
        '  SELECT * FORM S3Object\n' +
        '           ^\n',
    });
  });

  it('shows as much of a long query as is of interest, on its line', async () => {
    const sql = `SELECT 1 FROM S3Object\nWHERE '🐉' = 'x'\tAND ${'1 = 1 AND '.repeat(20)} ? ${'x'.repeat(50)}`;
    const [, shown = '', caret = ''] = (await run([sql])).stderr.split('\n');

    expect(shown).toMatch(/^ {2}….*\?.*…$/);
    expect(caret).toBe(`${' '.repeat(shown.indexOf('?'))}^`);
  });

  it.each(['🐉🐉', '漢字', 'e\u0301', '❤\uFE0F'])('puts the caret right behind %s', async (text) => {
    const [, shown = '', caret = ''] = (await run([`SELECT '${text}', ? FROM S3Object`])).stderr.split('\n');
    const columns = { '🐉🐉': 4, 漢字: 4, 'e\u0301': 1, '❤\uFE0F': 2 }[text] ?? 0;

    expect(shown).toContain(text);
    expect(caret).toBe(`${' '.repeat("  SELECT '', ".length + columns)}^`);
  });

  it('cuts no character of a long query in two', async () => {
    const { stderr } = await run([
      `SELECT ${"'🐉', ".repeat(30)}'x${'🐉'.repeat(30)}', ? , 'xx${'🐉'.repeat(30)}' FROM S3Object`,
    ]);

    expect(stderr.isWellFormed()).toBe(true);
    expect(stderr).toMatch(/\n {2}….*\?.*…\n/);
  });

  it('names the file for an error of its data, after the rows before it', async () => {
    const { status, stdout, stderr } = await run([all, at('a.jsonl'), at('broken.jsonl')]);

    expect({ status, stdout }).toEqual({ status: 1, stdout: `${rows}{"name":"Ada"}\n` });
    expect(stderr).toMatch(/broken\.jsonl:2: JSONParsingError: .*\n$/);
  });

  it('names the file and the line for an error of evaluating, too, but no line of what is compressed or a pipe', async () => {
    const sql = 'SELECT s.name + 1 FROM S3Object s WHERE s.n = 2';
    const error = 'IncorrectSqlFunctionArgumentType: In the record at byte 21 of the object';

    expect((await run([sql, at('a.jsonl')])).stderr).toContain(`${at('a.jsonl')}:2: ${error}: `);
    expect((await run([sql], gzipSync(rows))).stderr).toContain(`standard input: ${error}, as it is decompressed: `);
    expect((await run([sql], rows)).stderr).toContain(`standard input: ${error}: `);
  });

  it('speaks of options where the engine speaks of fields of a request', async () => {
    expect((await run(['SELECT s.name FROM S3Object s', '--header', 'none', at('a.csv')])).stderr).toContain(
      '(without --header use ',
    );
    expect((await run([all], 'a\n"x\ny"\n')).stderr).toContain('say --multiline.');
    expect((await run(['SELECT s."Comments" FROM S3Object s', at('a.csv')])).stderr).toContain("'Comments'");
  });

  it.each([
    ['s3://b/k.csv', 'aws s3 cp s3://b/k.csv - | s3-select …'],
    ['https://example.org/k.csv', 'curl -s https://example.org/k.csv | s3-select …'],
  ])('says how %s gets in', async (address, pipe) => {
    expect(await run([all, address])).toEqual({
      status: 1,
      stdout: '',
      stderr: `s3-select: ${address} is no file. Pipe it in: ${pipe}\n`,
    });
  });
});

import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { DuckDbParquet } from '../formats/parquet/testing/duckdb-parquet.ts';
import { main } from './main.ts';
import { runCommand as run } from './testing/run-command.ts';

const command = join(import.meta.dirname, '../cli.ts');
const folder = mkdtempSync(join(tmpdir(), 's3-select-'));
const all = 'SELECT * FROM S3Object';
const rows = '{"name":"Ada","n":1}\n{"name":"Bo","n":2}\n';
/** `{"a":1}` and a line feed. */
const bzip2 = Buffer.from('QlpoOTFBWSZTWbrGTdsAAANZgAAQEAAgECAAAAogACIDZQhgEUofF3JFOFCQusZN2w==', 'base64');

const duckDb = await DuckDbParquet.open();

const at = (name: string) => join(folder, name);

beforeAll(() => {
  const files: Record<string, string | Uint8Array> = {
    'a.jsonl': rows,
    'a.ndjson.gz': gzipSync(rows),
    'a.jsonl.bz2': bzip2,
    'a.csv': 'a,b\n1,"x y"\n3,"#"\n',
    'list.json': '[\n{"name":"Ada"},\n{"name":"Bo"}\n]',
    unnamed: rows,
    'broken.jsonl': '{"name":"Ada"}\n{"name":\n',
    'large.jsonl': '{"text":"dragon"}\n'.repeat(250_000),
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(at(name), content);
});
afterAll(() => {
  duckDb.close();
  rmSync(folder, { recursive: true });
});

describe('the command s3-select', () => {
  /** Runs the command as everybody does. */
  const start = (args: string[], input = '') => {
    const { status, stdout, stderr } = spawnSync(command, args, { cwd: folder, input, encoding: 'utf8' });
    return { status, stdout, stderr };
  };

  it('prints rows and ends with 0', () => {
    expect(start(['SELECT s.name FROM S3Object s', 'a.jsonl'])).toEqual({
      status: 0,
      stdout: '{"name":"Ada"}\n{"name":"Bo"}\n',
      stderr: '',
    });
  });

  it('says what is wrong with the data and ends with 1, with the command line and ends with 2', () => {
    expect(start([all], '{')).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining('JSONParsing') });
    expect(start([])).toEqual({
      status: 2,
      stdout: '',
      stderr: 's3-select: there is no SQL to run. See s3-select --help.\n',
    });
  });

  it('has the version of the package', () => {
    expect(start(['--version']).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('prints what comes in by a pipe as it comes', async () => {
    const child = spawn(command, ['SELECT s.n FROM S3Object s', '--input', 'lines'], { cwd: folder });
    for (const n of [1, 2, 3]) {
      child.stdin.write(`{"n":${n}}\n`);
      expect(String(await once(child.stdout, 'data'))).toBe(`{"n":${n}}\n`);
    }
    child.stdin.end();

    expect(await once(child, 'close')).toEqual([0, null]);
  });

  it('ends quietly when the reader has seen enough', async () => {
    const child = spawn(command, [all, 'large.jsonl'], { cwd: folder });
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    child.stdout.once('data', () => child.stdout.destroy());

    expect(await once(child, 'close')).toEqual([0, null]);
    expect(errors).toBe('');
  });
});

describe('s3-select', () => {
  it('prints the rows of files in order, whatever they hold and however they are compressed', async () => {
    expect(await run([all, at('a.ndjson.gz'), at('a.jsonl.bz2'), at('a.jsonl')])).toEqual({
      status: 0,
      stdout: `${rows}{"a":1}\n${rows}`,
      stderr: '',
    });
    const list = await run(['SELECT s.name FROM S3Object[*][*] s', at('list.json')]);
    expect(list.stdout).toBe('{"name":"Ada"}\n{"name":"Bo"}\n');
  });

  it.each<[what: string, input: string | Uint8Array, sql: string, output: string]>([
    ['JSON Lines', rows, all, rows],
    ['JSON over several lines', '{\n"a": 1\n}\n{\n"a": 2\n}', all, '{"a":1}\n{"a":2}\n'],
    ['a list', '[{"a":1},{"a":2}]', 'SELECT * FROM S3Object[*][*]', '{"a":1}\n{"a":2}\n'],
    ['GZIP', gzipSync(rows), all, rows],
    ['GZIP of a list', gzipSync('[\n1,2]'), 'SELECT * FROM S3Object[*][*]', '{"_1":1}\n{"_1":2}\n'],
    ['CSV', 'a,b\n1,2\n', all, '{"a":"1","b":"2"}\n'],
    ['CSV with lines that end as on Windows', 'a,b\r\n1,2\r\n', all, '{"a":"1","b":"2"}\n'],
    ['values between tabs', 'a\tb\n1\t2\n', all, '{"a":"1","b":"2"}\n'],
    ['values between semicolons', '# 1, 2\n"a, b";c\n1;2\n', all, '{"a, b":"1","c":"2"}\n'],
    ['values between bars', 'a;x|b|c\n1|2|3\n', all, '{"a;x":"1","b":"2","c":"3"}\n'],
    ['values between commas', 'a;b,c\n1;2,3\n', all, '{"a;b":"1;2","c":"3"}\n'],
    ['nothing', '', all, ''],
  ])('tells from its first bytes what comes in by a pipe: %s', async (_what, input, sql, output) => {
    expect(await run([sql], input)).toEqual({ status: 0, stdout: output, stderr: '' });
    expect(await run([sql, '-'], input)).toMatchObject({ stdout: output });
  });

  it('tells from its first bytes what is in a file whose name does not say it', async () => {
    expect((await run([all, at('unnamed')])).stdout).toBe(rows);
  });

  it('takes the options for more than what it would tell by itself', async () => {
    expect((await run([all, '--input', 'json', '--compression', 'none'], '{\n"a":1}')).stdout).toBe('{"a":1}\n');
    expect((await run([all, '--gzip', '--input', 'lines'], gzipSync('{"a":1}'))).stdout).toBe('{"a":1}\n');
    const delimited = await run([all, '--record-delimiter', ',\\t', at('a.jsonl')]);
    expect(delimited.stdout).toBe(rows.replaceAll('\n', ',\t'));
  });

  it.each<[args: string[], output: string]>([
    [[], '{"a":"1","b":"x y"}\n{"a":"3","b":"#"}\n'],
    [['--header', 'none'], '{"_1":"a","_2":"b"}\n{"_1":"1","_2":"x y"}\n{"_1":"3","_2":"#"}\n'],
    [['--header', 'ignore'], '{"_1":"1","_2":"x y"}\n{"_1":"3","_2":"#"}\n'],
    [['--delimiter', ';', '--quote', '|'], '{"a,b":"1,\\"x y\\""}\n{"a,b":"3,\\"#\\""}\n'],
    [['--delimiter', ','], '{"a":"1","b":"x y"}\n{"a":"3","b":"#"}\n'],
    [['--comment', '3'], '{"a":"1","b":"x y"}\n'],
    [['--output', 'csv'], '1,x y\n3,#\n'],
    [['--output', 'csv', '--quote-fields', 'always', '--output-delimiter', ';'], '"1";"x y"\n"3";"#"\n'],
    [['--scan-range', '5-8'], ''],
    [['--scan-range', '4-8'], '{"a":"1","b":"x y"}\n'],
    [['--scan-range=-3'], ''],
    [['--scan-range=-6'], '{"a":"3","b":"#"}\n'],
  ])('reads and writes CSV with the options %j', async (args, output) => {
    expect(await run([...args, all, at('a.csv')])).toEqual({ status: 0, stdout: output, stderr: '' });
  });

  it('reads Parquet from a file and from a pipe', async () => {
    const { bytes, path } = await duckDb.write("SELECT 7 AS n, 'Ada' AS name");
    const output = { status: 0, stdout: '{"n":7,"name":"Ada"}\n', stderr: '' };

    expect(await run([all, path])).toEqual(output);
    expect(await run([all], bytes)).toEqual(output);
  });

  it('reads fields over several lines when it is told to', async () => {
    const csv = 'a,b\n1,"x\ny"\n';
    expect((await run([all, '--multiline'], csv)).stdout).toBe('{"a":"1","b":"x\\ny"}\n');
    expect((await run([all], csv)).stderr).toMatch(/CSVEscapingRecordDelimiter.*\nHint: with --multiline/);
  });

  it('says with --stats what was read and written, all files together', async () => {
    const { stdout, stderr } = await run(['--stats', 'SELECT s.n FROM S3Object s', at('a.jsonl'), at('a.ndjson.gz')]);
    const scanned = rows.length + gzipSync(rows).length;

    expect(stderr.replace(/[\d.]+ s\n$/, '')).toBe(
      `s3-select: scanned ${scanned} bytes, processed ${2 * rows.length}, returned ${stdout.length}, in `,
    );
  });

  it('parses every record when it is told to be strict', async () => {
    const sql = `SELECT * FROM S3Object s WHERE s.name = 'Bo'`;

    expect(await run([sql, at('broken.jsonl')])).toMatchObject({ status: 0 });
    expect(await run([sql, '--strict', at('broken.jsonl')])).toMatchObject({ status: 1, stdout: '' });
  });

  it('explains itself', async () => {
    expect((await run(['--help'])).stdout).toContain('s3-select [options] SQL');
    expect((await run(['--version'])).stdout).toBe('1.2.3\n');
  });

  it('reads no faster than it is read', async () => {
    let pieces = 0;
    const stdin = new Readable({
      read() {
        pieces += 1;
        this.push(Buffer.from(rows.repeat(1000)));
      },
    });
    const stdout = new Writable({ write: () => undefined });
    const ended = main([all], '1.2.3', { stdin, stdout, stderr: process.stderr });
    let before = 0;
    await vi.waitUntil(
      () => {
        const isStill = pieces > 0 && pieces === before;
        before = pieces;
        return isStill;
      },
      { timeout: 15_000 },
    );

    expect(pieces).toBeLessThan(100);
    stdout.destroy(Object.assign(new Error('the reader has left'), { code: 'EPIPE' }));
    expect(await ended).toBe(0);
    expect(stdin.destroyed).toBe(true);
  });

  it('ends with 1 when what it prints cannot be written', async () => {
    let stderr = '';
    const status = await main([all, at('a.jsonl')], '1.2.3', {
      stdin: Readable.from([]),
      stdout: new Writable({ write: (_chunk, _encoding, done) => done(new Error('no space left')) }),
      stderr: { write: (text) => (stderr += text) },
    });

    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: 's3-select: the output cannot be written: no space left\n',
    });
  });
});

describe('s3-select on a terminal', () => {
  /** What is written to standard error, and by `rows` to standard output, in order; each look at the clock takes 5 seconds. */
  async function written(sql: string, rows: { isTTY: boolean }): Promise<string[]> {
    const now = vi.spyOn(performance, 'now');
    let milliseconds = 0;
    now.mockImplementation(() => (milliseconds += 5000));
    const texts: string[] = [];
    const stdout = new Writable({
      write(chunk: Buffer, _encoding, done) {
        if (chunk.length > 0) texts.push('rows');
        done();
      },
    });
    await main([sql, at('large.jsonl')], '1.2.3', {
      stdin: Readable.from([]),
      stdout: Object.assign(stdout, rows),
      stderr: { write: (text) => texts.push(text), isTTY: true },
    });
    now.mockRestore();
    return texts;
  }

  it('shows how far long work has come, and takes that away in the end', async () => {
    const texts = await written(all, { isTTY: false });

    expect(texts.some((text) => text.endsWith('large.jsonl: 4.5 MB, 100 %'))).toBe(true);
    expect(texts.at(-1)).toBe('\r\u001B[K');
  });

  it('shows that until the first row where the rows go there, too', async () => {
    const count = await written("SELECT COUNT(*) FROM S3Object s WHERE s.text = 'no'", { isTTY: true });
    const rows = await written(all, { isTTY: true });

    expect(count.slice(-3)).toEqual([expect.stringMatching(/large.jsonl: 4\.\d MB, \d+ %$/), '\r\u001B[K', 'rows']);
    expect(rows.slice(rows.indexOf('rows')).filter((text) => text !== 'rows')).toEqual([]);
  });
});

describe('s3-select without a file and without a pipe', () => {
  it('says that it waits for what is typed', async () => {
    let stderr = '';
    const stdin = Object.assign(Readable.from([Buffer.from(rows)]), { isTTY: true });
    const stdout = new Writable({ write: (_chunk, _encoding, done) => done() });
    await main([all], '1.2.3', { stdin, stdout, stderr: { write: (text) => (stderr += text) } });

    expect(stderr).toMatch(/^s3-select: reading what you type/);
  });
});

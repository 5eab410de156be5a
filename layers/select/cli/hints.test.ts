import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runCommand as run } from './testing/run-command.ts';
import { sampleFiles } from './testing/sample-files.ts';

const folder = sampleFiles();
const all = 'SELECT * FROM S3Object';
const at = (name: string) => join(folder, name);

afterAll(() => rmSync(folder, { recursive: true }));

describe('what s3-select has to advise', () => {
  it.each<[sql: string, hint: string]>([
    ['SELECT *', 'a query says where its rows come from: FROM S3Object.'],
    ['SELECT * FROM a', 'the table is always called S3Object; files stand after the query.'],
    ['a.jsonl', 'the query comes first and begins with SELECT, then come the files.'],
    ['SELECT s.size FROM S3Object s', 'size is a reserved word; as the name of a field it is written "size".'],
    [
      'SELECT 1 FROM S3Object s WHERE s.Date > 1',
      'Date is a reserved word; as the name of a field it is written "Date".',
    ],
    ['SELECT CAST(s.a AS VARCHAR) FROM S3Object s', 'the type is called STRING in S3 Select.'],
    ['SELECT CAST(s.a AS bigint) FROM S3Object s', 'the type is called INT in S3 Select.'],
    ['SELECT 1 FROM S3Object s WHERE s.n == 1', 'equality is one =.'],
    [
      "SELECT 1 FROM S3Object s WHERE s.name ILIKE 'a%'",
      "LIKE tells capitals from small letters; LOWER(s.name) LIKE '…' does not.",
    ],
    [
      'SELECT 1 FROM S3Object s LIMIT 1 OFFSET 2',
      'there is LIMIT, and no OFFSET; pass over the first rows that are printed, as tail -n +2 does.',
    ],
    ['SELECT 1 FROM S3Object s ORDER BY s.n', 'rows come in the order of the input; sort what is printed.'],
    [
      'SELECT s.n FROM S3Object s GROUP BY s.n',
      'aggregates are over all rows; to count by a column, print it and use sort | uniq -c.',
    ],
    ['SELECT DISTINCT s.n FROM S3Object s', 'all rows are printed; sort -u takes out those that are there twice.'],
    ['SELECT LENGTH(s.name) FROM S3Object s', 'in S3 Select it is CHAR_LENGTH.'],
    ["SELECT CONCAT(s.name, 'x') FROM S3Object s", 'in S3 Select it is the operator ||.'],
  ])('helps with %s', async (sql, hint) => {
    expect((await run([sql, at('a.jsonl')])).stderr.split('Hint: ')[1]).toBe(`${hint}\n`);
  });

  it('helps when a text in double quotes is found nowhere', async () => {
    expect(await run(['SELECT * FROM S3Object s WHERE s.name = "O\'Neill"', at('a.jsonl')])).toEqual({
      status: 0,
      stdout: '',
      stderr:
        "s3-select: no rows: \"O'Neill\" in double quotes is the name of a field; a text is written 'O''Neill'.\n",
    });
    expect((await run(['SELECT * FROM S3Object s WHERE s."name" = \'no\'', at('a.jsonl')])).stderr).toBe('');
  });

  it.each<[sql: string]>([
    ["SELECT POSITION('a') FROM S3Object s"],
    ['SELECT SUM(s.name) FROM S3Object s'],
    ['SELECT CAST(s.a AS money) FROM S3Object s'],
  ])('says no more than the error where it knows no better: %s', async (sql) => {
    const { stderr } = await run([sql, at('a.jsonl')]);

    expect(stderr).not.toContain('Hint');
  });

  it.each<[what: string, args: string[], hint: string]>([
    [
      'a file that is not compressed',
      ['--gzip', all, 'a.jsonl'],
      'a.jsonl does not begin as GZIP does; --compression none reads it as it is.',
    ],
    [
      'a file that is not compressed',
      ['--bzip2', all, 'a.jsonl'],
      'a.jsonl does not begin as BZIP2 does; --compression none reads it as it is.',
    ],
    [
      'a number in CSV',
      ['SELECT * FROM S3Object s WHERE s.age > 50', 'a.csv'],
      'fields of CSV are texts; CAST(s.age AS INT), or AS DECIMAL, makes a number of one.',
    ],
    [
      'a number in CSV',
      ['SELECT * FROM S3Object s WHERE 50 < s."age"', 'a.csv'],
      'fields of CSV are texts; CAST(s."age" AS INT), or AS DECIMAL, makes a number of one.',
    ],
    [
      'a sum in CSV',
      ['SELECT SUM(s.age) FROM S3Object s', 'a.csv'],
      'fields of CSV are texts; CAST(s.age AS INT), or AS DECIMAL, makes a number of one.',
    ],
    ['an alias that CSV lacks', ['SELECT t.age FROM S3Object s', 'a.csv'], 'the rows are called s here.'],
    [
      'a column that is not there',
      ['SELECT s.foo FROM S3Object s', 'a.csv'],
      'the first line names the columns; with --header none they are called _1, _2 and so on.\n      It is: name,age',
    ],
    [
      'another delimiter',
      ['--delimiter', '|', 'SELECT s.name FROM S3Object s', 'semicolons.csv'],
      "the first line names the columns; with --header none they are called _1, _2 and so on.\n      It is: name;age\n      Fields between ';' are read with --delimiter ';'.",
    ],
    [
      'a large list',
      ['SELECT s.text FROM S3Object[*] s', 'large-list.json'],
      'the input is a list, whose elements are the rows of FROM S3Object[*][*] s.',
    ],
    [
      'a large document',
      ['SELECT s.text FROM S3Object[*].items[*] s', 'large.json'],
      'a JSON document is one record, of at most 1 MB; JSON Lines may hold any number of them: a value per line, as jq -c \'.items[]\' writes the list of {"items": […]}.',
    ],
    [
      'JSON over several lines',
      [all, 'pretty.jsonl'],
      'JSON of any other layout than a value per line is read with --input json.',
    ],
    [
      'a long list over several lines',
      [all, 'list.jsonl'],
      'JSON of any other layout than a value per line is read with --input json.',
    ],
  ])('helps with %s: %j', async (_what, args, hint) => {
    const file = at(args.at(-1) ?? '');
    const { status, stderr } = await run([...args.slice(0, -1), file]);

    expect(status).toBe(1);
    expect(stderr.replaceAll(`${folder}/`, '').split('Hint: ')[1]).toBe(`${hint}\n`);
  });

  it.each(['broken.jsonl', 'cut.jsonl'])('has no advice about the layout of %s', async (name) => {
    const { status, stderr } = await run([all, at(name)]);

    expect(status).toBe(1);
    expect(stderr).toContain('JSONParsingError');
    expect(stderr).not.toContain('Hint');
  });

  it.each<[sql: string, file: string, hint: string]>([
    [
      'SELECT s.name FROM S3Object s',
      'list.json',
      'only empty rows: the input is a list, whose elements are the rows of FROM S3Object[*][*] s.',
    ],
    [
      "SELECT * FROM S3Object[*] s WHERE s.name = 'Ada'",
      'list.json',
      'no rows: the input is a list, whose elements are the rows of FROM S3Object[*][*] s.',
    ],
    [
      'SELECT t.name FROM S3Object s',
      'a.jsonl',
      'only empty rows: t is taken for a field of the rows; the rows are called s here.',
    ],
    [
      'SELECT s.name FROM S3Object',
      'a.jsonl',
      'only empty rows: s is taken for a field of the rows; the rows have no other name than S3Object here: an alias behind it, as in FROM S3Object s, gives them one.',
    ],
    [
      'SELECT * FROM S3Object s WHERE s.age = 50',
      'a.csv',
      'no rows: fields of CSV are texts; CAST(s.age AS INT), or AS DECIMAL, makes a number of one.',
    ],
  ])('helps when nothing comes out of %s', async (sql, file, hint) => {
    const { status, stderr } = await run([sql, at(file)]);

    expect({ status, stderr }).toEqual({ status: 0, stderr: `s3-select: ${hint}\n` });
  });

  it.each<[sql: string, file: string]>([
    ['SELECT s.nope FROM S3Object s', 'a.jsonl'],
    ['SELECT t.name, s.n FROM S3Object s', 'a.jsonl'],
    ['SELECT * FROM S3Object s WHERE s.n = 50', 'a.jsonl'],
    ['SELECT * FROM S3Object s WHERE CAST(s.age AS INT) = 1', 'a.csv'],
    ["SELECT * FROM S3Object s WHERE s.age = '1'", 'a.csv'],
    ["SELECT * FROM S3Object[*][*] s WHERE s.name = 'no'", 'list.json'],
  ])('is silent when there is nothing to be said of %s', async (sql, file) => {
    expect(await run([sql, at(file)])).toMatchObject({ status: 0, stderr: '' });
  });
});

// The engine beside DuckDB on one file, with queries that mean the same to both: comparisons, three-valued logic, LIKE,
// functions of text, and aggregates of clean data.
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import fc from 'fast-check';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from './engine.ts';
import { stringLiteral } from './print-sql.ts';
import { runs, timeout } from './runs.ts';

const cities = [
  'Hamburg',
  'hamburg',
  'Köln',
  'St. Pölten',
  "L'Aquila",
  '100% city',
  'a_b',
  '',
  ' Ulm ',
  '\u{1F409}burg',
  '\uFFFDx',
];
const names = ['Smaug', 'smaug', 'Fafnir', 'Glaurung', 'y Ddraig Goch', 'Ryū', '%', '_'];
const row = fc.record(
  {
    id: fc.constant(0),
    city: fc.option(fc.constantFrom(...cities)),
    name: fc.option(fc.constantFrom(...names)),
    age: fc.option(fc.integer({ min: -20, max: 20 })),
    weight: fc.option(fc.integer({ min: -2000, max: 2000 }).map((grams) => grams / 100)),
    big: fc.option(fc.maxSafeInteger()),
    lives: fc.option(fc.boolean()),
  },
  { requiredKeys: ['id'] },
);
const rows = fc.sample(row, { numRuns: 400, seed: 4 }).map((one, id) => ({ ...one, id }));
const data = rows.map((one) => `${JSON.stringify(one)}\n`).join('');

const folder = mkdtempSync(join(tmpdir(), 'select-duckdb-'));
let duckDb: DuckDBConnection;

beforeAll(async () => {
  const file = join(folder, 'rows.jsonl');
  writeFileSync(file, data);
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  duckDb = await instance.connect();
  const columns = `{id: 'BIGINT', city: 'VARCHAR', name: 'VARCHAR', age: 'BIGINT', weight: 'DECIMAL(9,2)', big: 'BIGINT', lives: 'BOOLEAN'}`;
  await duckDb.run(
    `CREATE TABLE t AS SELECT * FROM read_json('${file}', format = 'newline_delimited', columns = ${columns})`,
  );
});

afterAll(() => {
  duckDb.closeSync();
  rmSync(folder, { recursive: true });
});

const literal = (texts: string[]) => fc.constantFrom(...texts, 'no such text').map(stringLiteral);
const equals = fc.constantFrom('=', '<>', '!=', '<', '<=', '>', '>=');
const not = fc.constantFrom('', 'NOT ');

const { text, number, condition } = fc.letrec<{ text: string; number: string; condition: string }>((tie) => {
  const join = (...parts: fc.Arbitrary<string>[]) => fc.tuple(...parts).map((all) => all.join(' '));
  const is = (...all: string[]) => fc.constantFrom(...all);
  const pattern = fc
    .tuple(fc.constantFrom(...cities, ...names), fc.nat(6), fc.nat(3), is('%', '_', '%_', ''))
    .map(([from, at, count, wildcard]) => {
      const characters = Array.from(from.replaceAll(/[%_]/g, '!$&'));
      characters.splice(at, count, wildcard);
      return stringLiteral(characters.join('').replaceAll(/!(?![%_])/g, ''));
    });
  return {
    text: fc.oneof(
      { maxDepth: 2, depthIdentifier: 'text' },
      { weight: 6, arbitrary: is('s.city', 's.name') },
      { weight: 3, arbitrary: fc.oneof(literal(cities), literal(names)) },
      { weight: 1, arbitrary: join(is('LOWER(', 'UPPER(', 'TRIM('), tie('text'), is(')')) },
      { weight: 1, arbitrary: join(is('SUBSTRING('), tie('text'), is('FROM 2 FOR 3)', 'FROM 1)', 'FROM 3 FOR 0)')) },
      { weight: 1, arbitrary: join(is('COALESCE(', 'NULLIF('), tie('text'), is(','), tie('text'), is(')')) },
      { weight: 1, arbitrary: join(tie('text'), is('||'), tie('text')).map((sql) => `(${sql})`) },
    ),
    number: fc.oneof(
      { maxDepth: 2, depthIdentifier: 'number' },
      { weight: 6, arbitrary: is('s.age', 's.weight', 's.id', 's.age') },
      { weight: 3, arbitrary: is('0', '1', '7', '10', '2.5', '12.25', '-3', '-0.01', '400') },
      { weight: 1, arbitrary: join(is('('), tie('number'), is('+', '-', '*'), tie('number'), is(')')) },
      { weight: 1, arbitrary: join(is('(s.id', '(s.age'), is('% 7)', '% -3)')) },
      { weight: 1, arbitrary: join(is('CHAR_LENGTH('), tie('text'), is(')')) },
      {
        weight: 1,
        arbitrary: join(is('CASE WHEN'), tie('condition'), is('THEN'), tie('number'), is('ELSE 5 END', 'END')),
      },
    ),
    condition: fc.oneof(
      { maxDepth: 3, depthIdentifier: 'condition' },
      { weight: 3, arbitrary: join(tie('text'), equals, tie('text')) },
      { weight: 3, arbitrary: join(tie('number'), equals, tie('number')) },
      { weight: 1, arbitrary: join(is('s.big'), equals, is('0', '9007199254740991', '-4503599627370496', '1e15')) },
      { weight: 2, arbitrary: join(tie('text'), not, is('LIKE'), pattern, is(`ESCAPE '!'`)) },
      { weight: 1, arbitrary: join(tie('number'), not, is('BETWEEN'), tie('number'), is('AND'), tie('number')) },
      {
        weight: 1,
        arbitrary: join(tie('number'), not, is('IN ('), tie('number'), is(','), tie('number'), is(', NULL)', ')')),
      },
      { weight: 1, arbitrary: join(tie('text'), not, is('IN ('), literal(cities), is(','), literal(names), is(')')) },
      { weight: 1, arbitrary: join(fc.oneof(tie('text'), tie('number')), is('IS NULL', 'IS NOT NULL')) },
      { weight: 1, arbitrary: is('s.lives', 's.lives = TRUE', 'NOT s.lives') },
      { weight: 3, arbitrary: join(is('(', 'NOT ('), tie('condition'), is('AND', 'OR'), tie('condition'), is(')')) },
    ),
  };
});

async function ofDuckDb(sql: string): Promise<unknown[][]> {
  const reader = await duckDb.runAndReadAll(sql);
  return reader.getRowsJson();
}

describe('DuckDB and the engine', () => {
  it('keep the same rows', { timeout }, async () => {
    await fc.assert(
      fc.asyncProperty(condition, async (where) => {
        const expected = (await ofDuckDb(`SELECT s.id FROM t s WHERE ${where} ORDER BY s.id`)).map(([id]) =>
          Number(id),
        );
        const { output, message } = await ask(`SELECT s.id FROM S3Object s WHERE ${where}`, data);
        const found = output
          .split('\n')
          .slice(0, -1)
          .map((line) => (JSON.parse(line) as { id: number }).id);
        expect({ where, found, message }).toEqual({ where, found: expected, message: undefined });
      }),
      runs(150),
    );
  });

  it('give the same aggregates', { timeout }, async () => {
    const aggregate = fc.oneof(
      fc.constantFrom(
        'COUNT(*)',
        'COUNT(s.city)',
        'MIN(s.city)',
        'MAX(s.name)',
        'SUM(s.big)',
        'MIN(s.big)',
        'AVG(s.age)',
        'SUM(s.weight)',
      ),
      fc.tuple(fc.constantFrom('MIN', 'MAX', 'SUM', 'COUNT'), number).map(([name, argument]) => `${name}(${argument})`),
      fc.tuple(fc.constantFrom('MIN', 'MAX', 'COUNT'), text).map(([name, argument]) => `${name}(${argument})`),
    );
    await fc.assert(
      fc.asyncProperty(aggregate, condition, async (wanted, where) => {
        const [[expected] = []] = await ofDuckDb(`SELECT CAST(${wanted} AS VARCHAR) FROM t s WHERE ${where}`);
        const { output, code } = await ask(`SELECT ${wanted} AS x FROM S3Object s WHERE ${where}`, data);
        fc.pre(code !== 'IntegerOverflow');
        const { x } = JSON.parse(output) as { x: null | number | string };
        // Where one has a decimal of 38 digits and the other a double, twelve digits are what both have.
        const same = (value: unknown) => (typeof x === 'number' ? Number(value).toPrecision(12) : value);
        expect({ wanted, where, x: same(x) }).toEqual({ wanted, where, x: same(expected) });
      }),
      runs(150),
    );
  });
});

import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, printTable } from '../../../bench/statistics.ts';
import { makeCatalogue, type Catalogue } from './catalogue.ts';
import { byDuckDb, byHand, bySelect, chunksOf } from './contenders.ts';
import { memoryOf } from './memory.ts';
import { queries, type BenchmarkQuery } from './queries.ts';

const megabyte = 1_000_000;
const chunkSizes = [64 * 1024, 1024 * 1024];
const rounds = 3;

/**
 * The engine on a generated catalogue in memory (300 MB of JSON Lines, or as many MB as BENCH_MEGABYTES says), in chunks of 64 KiB and 1 MiB, beside
 * (a) parsing each line by hand, (b) DuckDB on one thread, (c) `Buffer.indexOf` of one byte. All in one process, taking turns; medians.
 */
export async function selectEngine(): Promise<void> {
  const size = Number(process.env.BENCH_MEGABYTES ?? 300) * megabyte;
  const catalogue = makeCatalogue(size);
  const folder = mkdtempSync(join(tmpdir(), 'bench-select-'));
  const files = { json: join(folder, 'dragons.jsonl'), csv: join(folder, 'dragons.csv') };
  writeFileSync(files.json, catalogue.jsonLines);
  writeFileSync(files.csv, catalogue.csv);
  const gigabytes = (catalogue.jsonLines.length / 1e9).toFixed(2);
  console.log(
    `${catalogue.rows} rows: ${gigabytes} GB of JSON Lines, ${(catalogue.csv.length / 1e9).toFixed(2)} GB of CSV. GB/s, medians of ${rounds}.\n`,
  );
  try {
    const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
    const connection = await instance.connect();
    const tables = {
      json: `read_json('${files.json}', format = 'newline_delimited')`,
      csv: `read_csv('${files.csv}', all_varchar = true)`,
    };
    await compareQueries(catalogue, connection, tables);
    console.log('');
    await compareCount(catalogue, connection, tables.json);
    connection.closeSync();
    console.log('');
    await reportMemory(files.json);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function compareQueries(
  catalogue: Catalogue,
  connection: DuckDBConnection,
  tables: Record<BenchmarkQuery['format'], string>,
): Promise<void> {
  const rows = [['', '64 KiB', '1 MiB', '(a) by hand', '(b) DuckDB', '× (a)', '× (b)', 'aim']];
  for (const query of queries) {
    const data = query.format === 'json' ? catalogue.jsonLines : catalogue.csv;
    const [small = 0, large = 0, hand = 0, duck = 0] = await speeds(data.length, [
      ...chunkSizes.map((size) => () => bySelect(query.sql, query.format, chunksOf(data, size))),
      () => byHand(query, chunksOf(data, 1024 * 1024)),
      () => byDuckDb(connection, query.duckSql, tables[query.format]),
    ]);
    const slower = Math.min(small, large);
    rows.push([
      query.title,
      ...[small, large, hand, duck].map((speed) => speed.toFixed(2)),
      (slower / hand).toFixed(1),
      (slower / duck).toFixed(1),
      aimOf(query),
    ]);
  }
  printTable(rows);
}

function aimOf({ aim }: BenchmarkQuery): string {
  return `${aim.byHand} × (a)${aim.duck === undefined ? '' : `, ${aim.duck} × (b)`}`;
}

/** COUNT(*) without a filter reads no column, so its measure is how fast the bytes can be looked at at all. */
async function compareCount({ jsonLines }: Catalogue, connection: DuckDBConnection, table: string): Promise<void> {
  const sql = 'SELECT COUNT(*) FROM S3Object';
  const [small = 0, large = 0, limit = 0, duck = 0] = await speeds(jsonLines.length, [
    ...chunkSizes.map((size) => () => bySelect(sql, 'json', chunksOf(jsonLines, size))),
    async () => {
      for await (const chunk of chunksOf(jsonLines, 1024 * 1024))
        if (chunk.includes(0)) throw new Error('JSON holds no NUL.');
    },
    () => byDuckDb(connection, 'SELECT COUNT(*) FROM t', table),
  ]);
  printTable([
    ['', '64 KiB', '1 MiB', '(c) indexOf', '(b) DuckDB', '(c) is faster by', 'aim'],
    [
      'COUNT(*)',
      ...[small, large, limit, duck].map((speed) => speed.toFixed(2)),
      `${(limit / Math.min(small, large)).toFixed(1)} ×`,
      'at most 4 ×',
    ],
  ]);
}

/** The median speed of each run in GB/s; the runs take turns, so that a slow moment of the machine meets all of them. */
async function speeds(bytes: number, runs: (() => Promise<unknown>)[]): Promise<number[]> {
  const times = runs.map((): number[] => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [i, run] of runs.entries()) {
      const started = performance.now();
      await run();
      times[i]?.push(performance.now() - started);
    }
  }
  return times.map((samples) => bytes / 1e6 / median(samples));
}

async function reportMemory(file: string): Promise<void> {
  const rows = [['memory above the idle process', '64 KiB', '1 MiB']];
  for (const { title, sql } of queries.filter(({ format }) => format === 'json').slice(0, 3)) {
    const peaks: string[] = [];
    for (const size of chunkSizes) peaks.push(`${((await memoryOf(sql, file, size)) / 2 ** 20).toFixed(0)} MiB`);
    rows.push([title, ...peaks]);
  }
  printTable(rows);
  console.log(
    '\nThe peak of the resident set while the file is streamed, in a process of its own. Aim: at most 64 MiB.',
  );
}

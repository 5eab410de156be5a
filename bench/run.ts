/**
 * `npm run bench [-- name …]`: runs the benchmarks, all or the named ones. Each measures its baseline in the same run and prints ratios;
 * single times depend on the machine and on what else it does.
 */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { selectEngine } from '../layers/select/bench/select.ts';
import { commandLine, helpOption, WrongArgumentsError } from '../scripts/terminal/command-line.ts';
import { coldStart } from './cold-start.ts';
import { report } from './report.ts';
import { startUp } from './start-up.ts';
import { warmQuery } from './warm-query.ts';
import { web } from './web.ts';

const benchmarks: Record<string, () => Promise<void>> = {
  'cold-start': coldStart,
  'start-up': startUp,
  'warm-query': warmQuery,
  report,
  web,
  select: selectEngine,
};

const usage = `npm run bench [-- NAME …]: all benchmarks, or the named ones, each beside a baseline of the same run

  cold-start   how long a fresh process takes to load each function with its layers
  start-up     how long it takes from starting the local AWS to its first answer
  warm-query   GET /dragons through everything, at 1, 8 and 64 connections
  report       POST /dragons until its answer and until a list shows the dragon, at 1, 8 and 64 clients, and what publishing takes as the catalogue grows
  web          the largest contentful paint of the page in a browser, with an empty cache and after a reload, and what it weighs
  select       the S3 Select engine on a generated catalogue in memory, beside JSON.parse, DuckDB and Buffer.indexOf

BENCH_MEGABYTES=30 npm run bench -- select reads 30 MB instead of 300.`;

await commandLine(async () => {
  const { values, positionals } = parseArgs({ options: helpOption, allowPositionals: true });
  if (values.help) console.log(usage);
  else await run(positionals);
});

/** @param names those of some benchmarks; none for all */
async function run(names: readonly string[]): Promise<void> {
  const unknown = names.filter((name) => !Object.hasOwn(benchmarks, name));
  if (unknown.length > 0) {
    throw new WrongArgumentsError(
      `There is no benchmark ${unknown.join(', ')}; there are ${Object.keys(benchmarks).join(', ')}.`,
    );
  }
  console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}`);
  for (const [name, benchmark] of Object.entries(benchmarks)) {
    if (names.length > 0 && !names.includes(name)) continue;
    console.log(`\n## ${name}\n`);
    await benchmark();
  }
}

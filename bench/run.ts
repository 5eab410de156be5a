/**
 * `npm run bench [-- name …]`: runs the benchmarks, all or the named ones. Each measures its baseline in the same run and prints ratios;
 * single times depend on the machine and on what else it does.
 */
import { cpus } from 'node:os';
import { selectEngine } from '../layers/select/bench/select.ts';
import { coldStart } from './cold-start.ts';
import { report } from './report.ts';
import { startUp } from './start-up.ts';
import { warmQuery } from './warm-query.ts';

const benchmarks: Record<string, () => Promise<void>> = {
  'cold-start': coldStart,
  'start-up': startUp,
  'warm-query': warmQuery,
  report,
  select: selectEngine,
};

const names = process.argv.slice(2);
if (names.includes('--help')) {
  console.log(`npm run bench [-- NAME ...], NAME of ${Object.keys(benchmarks).join(', ')}`);
  process.exit();
}
const unknown = names.filter((name) => !(name in benchmarks));
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}; there are ${Object.keys(benchmarks).join(', ')}.`);
  process.exit(2);
}

console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}`);
for (const [name, benchmark] of Object.entries(benchmarks)) {
  if (names.length > 0 && !names.includes(name)) continue;
  console.log(`\n## ${name}\n`);
  await benchmark();
}

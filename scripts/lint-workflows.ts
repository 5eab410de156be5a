/**
 * `npm run lint:workflows [-- FILE…]`: checks GitHub's workflows against GitHub's schema of them, with the jobs and paths that they name.
 * Exits 1 when one is wrong.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { workflowFaults } from './lint-workflows/workflow-faults.ts';

const folder = join(import.meta.dirname, '../.github/workflows');
const given = process.argv.slice(2);
const files = given.length > 0 ? given : readdirSync(folder).map((name) => join(folder, name));

for (const file of files) {
  const faults = workflowFaults(readFileSync(file, 'utf8'));
  for (const fault of faults) console.error(`${relative(process.cwd(), file)}: ${fault}`);
  if (faults.length > 0) process.exitCode = 1;
}
if (process.exitCode !== 1) console.log(`${files.length} workflows are as GitHub wants them.`);

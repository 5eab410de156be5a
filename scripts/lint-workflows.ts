/**
 * `npm run lint:workflows [-- FILE…]`: checks GitHub's workflows against GitHub's schema of them, with the jobs and paths that they name.
 * Exits 1 when one is wrong.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { workflowFaults } from './lint-workflows/workflow-faults.ts';
import { commandLine, helpOption, isSystemError } from './terminal/command-line.ts';
import { counted } from './terminal/count.ts';

const usage = `npm run lint:workflows [-- FILE...]

Checks GitHub's workflows, all of .github/workflows if none is named, against GitHub's schema of them.

Ends with 1 when one is wrong.`;

const folder = join(import.meta.dirname, '../.github/workflows');

await commandLine(async () => {
  const { values, positionals } = parseArgs({ options: helpOption, allowPositionals: true });
  if (values.help) console.log(usage);
  else lint(positionals.length > 0 ? positionals : readdirSync(folder).map((name) => join(folder, name)));
}, isSystemError);

function lint(files: readonly string[]): void {
  const faults = files.flatMap((file) =>
    workflowFaults(readFileSync(file, 'utf8')).map((fault) => `${relative(process.cwd(), file)}: ${fault}`),
  );
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) process.exitCode = 1;
  else console.log(`${counted(files.length, 'workflow is', 'workflows are')} as GitHub wants.`);
}

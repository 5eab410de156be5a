/**
 * `npm run contract:check`: says whether clients of the released contract go on working with openapi.yaml as it is now. Needs no history:
 * what was released stands in contract/released.json.
 */
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { lineFinder } from './contract/line-of.ts';
import { readReleased, ReleasedContractError } from './contract/released.ts';
import { reportLines } from './contract/report.ts';
import { verdictOf } from './contract/verdict.ts';
import { VersionError } from './contract/version.ts';
import { commandLine } from './terminal/command-line.ts';

const root = join(import.meta.dirname, '..');
const usage = `npm run contract:check [-- --contract FILE --released FILE]

Says whether clients that know the released contract go on working with the contract as it is.

  --contract FILE  the contract (openapi.yaml)
  --released FILE  the released one, as "npm run contract:release" writes it (contract/released.json); any OpenAPI document will do

Ends with 0 when they do, or when the first number of info.version was raised; with 1 when they do not.`;

await commandLine(
  async () => {
    const { values } = parseArgs({
      options: {
        help: { type: 'boolean', short: 'h', default: false },
        contract: { type: 'string', default: join(root, 'openapi.yaml') },
        released: { type: 'string', default: join(root, 'contract/released.json') },
      },
    });
    if (values.help) console.log(usage);
    else await check(values.contract, values.released);
  },
  (error): error is Error => error instanceof VersionError || error instanceof ReleasedContractError,
);

async function check(contract: string, released: string): Promise<void> {
  const source = await readFile(contract, 'utf8');
  const before = await readReleased(released);
  if (before === undefined) {
    throw new ReleasedContractError(`Nothing was released yet: ${released} is written by "npm run contract:release".`);
  }
  const verdict = verdictOf(before, parse(source));
  const lineOf = lineFinder(source);
  const name = relative(process.cwd(), contract);
  const lines = reportLines(verdict, (pointer) => `${name}:${lineOf(pointer)}`);
  for (const line of lines) (verdict.isAllowed ? console.log : console.error)(line);
  if (!verdict.isAllowed) process.exitCode = 1;
}

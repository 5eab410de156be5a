/**
 * `npm run contract:release`: makes the contract as it is the one that `npm run contract:check` compares with. To be run, and committed, with
 * what goes to production.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { readReleased, ReleasedContractError } from './contract/released.ts';
import { verdictOf } from './contract/verdict.ts';
import { VersionError, versionOf, versionText } from './contract/version.ts';
import { writeReleased } from './contract/write-released.ts';
import { commandLine } from './terminal/command-line.ts';

const root = join(import.meta.dirname, '..');
const usage = `npm run contract:release [-- --contract FILE --released FILE]

Writes what clients rely on in openapi.yaml to contract/released.json. Refuses while info.version does not say what changed: a new first
number for what breaks clients, a new second number for everything else that they can notice.`;

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
    else await release(values.contract, values.released);
  },
  (error): error is Error => error instanceof VersionError || error instanceof ReleasedContractError,
);

async function release(contract: string, file: string): Promise<void> {
  const document: unknown = parse(await readFile(contract, 'utf8'));
  const before = await readReleased(file);
  if (before !== undefined) {
    const { isReleasable, released, version, needed } = verdictOf(before, document);
    if (!isReleasable) {
      const [was, is, next] = [released, version, needed].map(versionText);
      throw new VersionError(
        `info.version is ${is}, and the contract is not the one that was released as ${was}: raise it to ${next}. ("npm run contract:check" says what changed.)`,
      );
    }
  }
  await writeReleased(file, document);
  console.log(`Version ${versionText(versionOf(document))} is the released contract now. Commit ${file}.`);
}

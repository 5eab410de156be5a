import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { commandLine, helpOption } from '../terminal/command-line.ts';
import { ContractSyntaxError, parseContract } from './parse-contract.ts';
import { UnresolvedReferenceError } from './place.ts';
import { readReleased, ReleasedContractError } from './released.ts';
import { VersionError } from './version.ts';

const root = join(import.meta.dirname, '../..');

/** What both commands are about: the contract as it is, and the released one. */
export interface Contracts {
  /** The file of the contract, its text, and the document in it. */
  readonly file: string;
  readonly source: string;
  readonly document: unknown;
  /** The file of the released contract, and the document in it; undefined when nothing was released yet. */
  readonly releasedFile: string;
  readonly released: unknown;
}

/**
 * Runs a command on the contract.
 * @param usage shown with `--help`
 */
export async function contractCommand(usage: string, run: (contracts: Contracts) => Promise<void>): Promise<void> {
  await commandLine(async () => {
    const { values } = parseArgs({
      options: {
        ...helpOption,
        contract: { type: 'string', default: join(root, 'openapi.yaml') },
        released: { type: 'string', default: join(root, 'contract/released.json') },
      },
    });
    if (values.help) {
      console.log(usage);
      return;
    }
    const source = await readFile(values.contract, 'utf8');
    const released = await readReleased(values.released);
    await run({
      file: values.contract,
      source,
      document: parseContract(values.contract, source),
      releasedFile: values.released,
      released,
    });
  }, isForPeople);
}

function isForPeople(error: unknown): error is Error {
  if (error instanceof VersionError || error instanceof ReleasedContractError) return true;
  if (error instanceof ContractSyntaxError || error instanceof UnresolvedReferenceError) return true;
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

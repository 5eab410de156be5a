/**
 * `npm run generate`: makes what follows from openapi.yaml: types, an operation table and validators in layers/core/generated,
 * what the web client needs of it in web/generated, the contract for machines in generated, and what the Postman collection knows of the contract.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { constants, setPriority } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { UnusableContractError } from './generate/contract-operations.ts';
import { ContractSyntaxError, parseContract } from './contract/parse-contract.ts';
import { generateCode, generateForms, generateTypes } from './generate/generate-contract.ts';
import { generateMachineApi } from './generate/machine-contract.ts';
import { postmanContract, withContract } from './postman/postman-contract.ts';
import { commandLine, helpOption } from './terminal/command-line.ts';

const usage = `npm run generate [-- --check]

Makes what follows from openapi.yaml: types, an operation table and validators (layers/core/generated, web/generated), the contract for machines
(generated), and what the Postman collection knows of the contract.

  --check  writes nothing, and ends with 1 when something is stale`;

const root = join(import.meta.dirname, '..');
const collection = 'postman/dragons.postman_collection.json';

await commandLine(
  async () => {
    const { values } = parseArgs({ options: { check: { type: 'boolean', default: false }, ...helpOption } });
    if (values.help) console.log(usage);
    else report(await generate(values.check), values.check);
  },
  (error) => error instanceof ContractSyntaxError || error instanceof UnusableContractError,
);

/** @returns what was not up to date */
async function generate(isCheck: boolean): Promise<string[]> {
  const file = join(root, 'openapi.yaml');
  const contract = await readFile(file, 'utf8');
  // Those that make the files take its text; what is wrong with it is said here, with its place.
  parseContract(file, contract);
  const stale: string[] = [];

  /** Brings a file up to date, or notes that it is not. */
  async function want(path: string, text: string): Promise<void> {
    const present = await readFile(join(root, path), 'utf8').catch(() => '');
    if (present === text) return;
    stale.push(path);
    if (isCheck) return;
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }

  /** Brings the files of the contract up to date. */
  async function wantAll(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
    for (const [name, text] of Object.entries(files)) await want(`${folder}/generated/${name}`, text);
  }

  // What functions run comes first: whoever changes the contract while "npm start" runs waits for that. The types only make it
  // slower, since the functions are built and started again meanwhile: they stand back for that.
  await wantAll('layers/core', await generateCode(contract));
  setPriority(constants.priority.PRIORITY_LOW);
  await wantAll('web', await generateForms(contract));
  await wantAll('.', generateMachineApi(contract));
  const types = await generateTypes(contract);
  await wantAll('layers/core', types);
  await wantAll('web', types);
  await want(collection, withContract(await readFile(join(root, collection), 'utf8'), postmanContract(contract)));
  return stale;
}

function report(stale: readonly string[], isCheck: boolean): void {
  if (stale.length === 0) console.log('Everything is what openapi.yaml gives.');
  else if (isCheck) {
    console.error(`Stale: ${stale.join(', ')}. Run "npm run generate" and commit.`);
    process.exitCode = 1;
  } else console.log(`Wrote ${stale.join(', ')}.`);
}

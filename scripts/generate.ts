/**
 * `npm run generate`: makes what follows from openapi.yaml: types, an operation table and validators in layers/core/generated,
 * what the web client needs of it in web/generated, the contract for machines in generated, and what the Postman collection knows of the contract. `npm run generate -- --check` changes nothing and fails when something is stale.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { constants, setPriority } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { generateCode, generateForms, generateTypes } from './generate-contract.ts';
import { generateMachineApi } from './machine-contract.ts';
import { postmanContract, withContract } from './postman-contract.ts';

const root = join(import.meta.dirname, '..');
const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });

const contract = await readFile(join(root, 'openapi.yaml'), 'utf8');
const collection = 'postman/dragons.postman_collection.json';
const stale: string[] = [];

/** Brings a file up to date, or notes that it is not. */
async function want(path: string, text: string): Promise<void> {
  const present = await readFile(join(root, path), 'utf8').catch(() => '');
  if (present === text) return;
  stale.push(path);
  if (values.check) return;
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

if (stale.length === 0) console.log('Everything is what openapi.yaml gives.');
else if (values.check) {
  console.error(`Stale: ${stale.join(', ')}. Run "npm run generate" and commit.`);
  process.exitCode = 1;
} else console.log(`Wrote ${stale.join(', ')}.`);

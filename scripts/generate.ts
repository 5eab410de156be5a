/**
 * `npm run generate`: makes what follows from openapi.yaml: types, an operation table and validators in layers/core/generated, and what the
 * Postman collection knows of the contract. `npm run generate -- --check` changes nothing and fails when something is stale.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { generateContract } from './generate-contract.ts';
import { postmanContract, withContract } from './postman-contract.ts';

const root = join(import.meta.dirname, '..');
const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });

const contract = await readFile(join(root, 'openapi.yaml'), 'utf8');
const collection = 'postman/dragons.postman_collection.json';
const wanted = new Map(
  Object.entries(await generateContract(contract)).map(([name, text]) => [`layers/core/generated/${name}`, text]),
);
wanted.set(collection, withContract(await readFile(join(root, collection), 'utf8'), postmanContract(contract)));

const stale: string[] = [];
for (const [path, text] of wanted) {
  const present = await readFile(join(root, path), 'utf8').catch(() => '');
  if (present === text) continue;
  stale.push(path);
  if (!values.check) await writeFile(join(root, path), text);
}

if (stale.length === 0) console.log('Everything is what openapi.yaml gives.');
else if (values.check) {
  console.error(`Stale: ${stale.join(', ')}. Run "npm run generate" and commit.`);
  process.exitCode = 1;
} else console.log(`Wrote ${stale.join(', ')}.`);

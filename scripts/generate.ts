/**
 * `npm run generate`: makes types, an operation table and validators from openapi.yaml, into layers/core/generated.
 * `npm run generate -- --check` changes nothing and fails when a generated file is not what the contract gives.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { generateContract } from './generate-contract.ts';

const root = join(import.meta.dirname, '..');
const folder = join(root, 'layers/core/generated');
const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });

const files = await generateContract(await readFile(join(root, 'openapi.yaml'), 'utf8'));
const stale: string[] = [];
for (const [name, text] of Object.entries(files)) {
  const path = join(folder, name);
  const present = await readFile(path, 'utf8').catch(() => '');
  if (present === text) continue;
  stale.push(name);
  if (!values.check) await writeFile(path, text);
}

if (stale.length === 0) console.log('layers/core/generated is what openapi.yaml gives.');
else if (values.check) {
  console.error(`Stale in layers/core/generated: ${stale.join(', ')}. Run "npm run generate" and commit.`);
  process.exitCode = 1;
} else console.log(`Wrote layers/core/generated: ${stale.join(', ')}.`);

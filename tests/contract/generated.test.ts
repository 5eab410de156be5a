import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { generateContract, generateForms, generateTypes } from '../../scripts/generate/generate-contract.ts';
import { generateMachineApi } from '../../scripts/generate/machine-contract.ts';
import { contractSource, root } from '../testing/contract.ts';

it.each([
  ['layers/core', generateContract],
  ['web', async (source: string) => ({ ...(await generateForms(source)), ...(await generateTypes(source)) })],
  ['.', async (source: string) => Promise.resolve(generateMachineApi(source))],
])('%s/generated is what openapi.yaml gives ("npm run generate" makes it so)', async (part, generate) => {
  const folder = join(root, part, 'generated');
  const files = await generate(contractSource);

  expect(readdirSync(folder).sort()).toEqual(Object.keys(files).sort());
  for (const [name, text] of Object.entries(files)) expect(readFileSync(join(folder, name), 'utf8'), name).toBe(text);
});

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { generateContract } from '../../scripts/generate-contract.ts';
import { contractSource, root } from '../testing/contract.ts';

it('layers/core/generated is what openapi.yaml gives ("npm run generate" makes it so)', async () => {
  const folder = join(root, 'layers/core/generated');
  const files = await generateContract(contractSource);

  expect(readdirSync(folder).sort()).toEqual(Object.keys(files).sort());
  for (const [name, text] of Object.entries(files)) expect(readFileSync(join(folder, name), 'utf8'), name).toBe(text);
});

import { mkdtempSync, rmSync, statSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { buildAll } from '../../local/build/index.ts';
import { readTemplate } from '../../local/template/index.ts';
import { root } from '../testing/contract.ts';

const budget = 700 * 1024;
const output = mkdtempSync(join(tmpdir(), 'dragons-size-'));
afterAll(() => rmSync(output, { recursive: true }));

/** Bytes of JavaScript below a folder; source maps are not loaded unless an error is shown. */
function codeSize(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.js'))
    .reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
}

it('no function is larger than 700 KiB, minified, with its layers', async () => {
  const template = readTemplate(join(root, 'template.yaml'));
  const { units, errors } = await buildAll(template, output);
  expect(errors).toEqual([]);

  const byRef = new Map([...template.resources.values()].map(({ ref, logicalId }) => [ref, logicalId]));
  const sizes = [...template.resources.values()]
    .filter(({ type }) => type === 'AWS::Serverless::Function')
    .map(({ logicalId, properties }) => {
      const layers = (properties.Layers as string[]).map((layer) => byRef.get(layer) ?? '');
      return [logicalId, ...layers].map((id) => codeSize(units.get(id)?.directory ?? '')).reduce((a, b) => a + b);
    });

  expect(sizes).not.toEqual([]);
  for (const size of sizes) expect(size).toBeGreaterThan(1024);
  for (const size of sizes) expect(size).toBeLessThanOrEqual(budget);
}, 60_000);

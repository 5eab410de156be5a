import { dirname, join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { bundleAll, type BundledUnit } from '../../local/build/index.ts';
import { packagesOfBundles, pagePackages } from '../../scripts/sbom/bundled-packages.ts';
import { licenceFault } from '../../scripts/sbom/licences.ts';
import type { Package } from '../../scripts/sbom/package-of.ts';
import { root } from '../testing/contract.ts';
import { functions, template } from '../testing/template.ts';

const budget = 700 * 1024;
const output = join(root, 'dist');
let units: BundledUnit[] = [];
let packages = new Map<string, readonly Package[]>();

beforeAll(async () => {
  units = await bundleAll(template, output);
  const deployed = [...packagesOfBundles(units, root), await pagePackages(root)];
  packages = new Map(deployed.map((unit) => [unit.name, unit.packages]));
}, 180_000);

const unit = (logicalId: string): BundledUnit => units.find((one) => one.logicalId === logicalId)!;
const namesIn = (name: string): string[] => (packages.get(name) ?? []).map((one) => one.name);

/** Bytes of JavaScript; source maps are not loaded unless an error is shown. */
const codeSize = ({ files }: BundledUnit): number =>
  [...files].reduce((sum, [path, contents]) => (path.endsWith('.js') ? sum + Buffer.byteLength(contents) : sum), 0);

it('no function is larger than 700 KiB, minified, with its layers', () => {
  const byRef = new Map([...template.resources.values()].map(({ ref, logicalId }) => [ref, logicalId]));
  const sizes = functions.map(({ logicalId, properties }) => {
    const layers = (properties.Layers as string[]).map((layer) => byRef.get(layer) ?? '');
    return [logicalId, ...layers].map((id) => codeSize(unit(id))).reduce((a, b) => a + b);
  });

  expect(sizes).not.toEqual([]);
  for (const size of sizes) expect(size).toBeGreaterThan(1024);
  for (const size of sizes) expect(size).toBeLessThanOrEqual(budget);
});

describe('the bill of materials', () => {
  it('names what is in a bundle, where it is', () => {
    expect(namesIn('CoreLayer')).toEqual(expect.arrayContaining(['jose', '@aws-lambda-powertools/logger']));
    expect(namesIn('AddDragon')).toEqual(expect.arrayContaining(['@aws-sdk/client-dynamodb', '@smithy/core']));
    expect(namesIn('AddDragon')).not.toContain('@aws-sdk/client-s3');
    expect(namesIn('web')).toEqual(expect.arrayContaining(['preact', 'oauth4webapi', 'us-atlas']));
    // The engine takes nothing from anybody.
    expect(namesIn('SelectLayer')).toEqual([]);
  });

  it('names nothing that is only for development', () => {
    const all = new Set([...packages.keys()].flatMap(namesIn));

    for (const name of ['vitest', 'eslint', 'typescript', 'esbuild', 'yaml', 'dynalite'])
      expect(all).not.toContain(name);
  });

  it('names what the source maps of the bundles name', () => {
    for (const { logicalId, kind, files } of units) {
      const place = join(output, kind === 'function' ? 'functions' : 'layers', logicalId);
      const inMaps = [...files].flatMap(([path, contents]) => {
        if (!path.endsWith('.map')) return [];
        const { sources } = JSON.parse(Buffer.from(contents).toString()) as { sources: string[] };
        return sources.map((source) => resolve(dirname(join(place, path)), source));
      });

      expect([...unit(logicalId).code.keys()].sort(), logicalId).toEqual([...new Set(inMaps)].sort());
    }
  });

  it('names only packages whose licences allow it', () => {
    const faults = [...packages].flatMap(([name, own]) => own.map((one) => licenceFault(one, name)));

    expect(faults.filter((fault) => fault !== undefined)).toEqual([]);
  });
});

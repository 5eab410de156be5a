import { dirname, join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { bundleAll, type BundledUnit } from '../../local/build/index.ts';
import { packagesOfBundles, pagePackages } from '../../scripts/sbom/bundled-packages.ts';
import { licenceFault } from '../../scripts/sbom/licences.ts';
import type { Package } from '../../scripts/sbom/package-of.ts';
import { root } from '../testing/contract.ts';
import { granted, neededByCode, neededByLambda, type Grant } from '../testing/grants.ts';
import { Reach } from '../testing/reach.ts';
import { functions, named, statementsOf, template, type AnyResource } from '../testing/template.ts';

// Everything that is known by what is deployed alone: how large it is, whose code is in it, and what that code asks of AWS. Bundling takes long, so
// all of it stands here. The bundles are those of the build itself, whose files local/build/bundle-all.test.ts compares with them.

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

const reachOf = (resource: AnyResource): Reach => new Reach(resource, units);
const sorted = (grants: Iterable<Grant>): Grant[] => [...new Set(grants)].sort();

describe.each(functions)('the function $logicalId', (resource) => {
  it('may do exactly what its code does, and what Lambda does in its role', () => {
    expect(sorted(granted(resource))).toEqual(
      sorted([...neededByCode(reachOf(resource)), ...neededByLambda(resource)]),
    );
  });

  it('makes the commands that are in its bundle where one can see it, and no other', () => {
    // A command under another name, made by a helper or by a package would be in the bundle alone.
    expect(reachOf(resource).made()).toEqual(reachOf(resource).bundled());
  });

  it('takes its clients from its bundle', () => {
    // Lambda's runtime has the SDK, too: whatever is not bundled would be found there, in a version that nobody chose. The engine does so with
    // objects that it is told to get itself, which no function tells it to; the other command is its own.
    const commands = ['GetObjectCommand', 'SelectObjectContentCommand'];
    const known = [{ unit: 'SelectLayer', clients: ['@aws-sdk/client-s3'], commands }];
    expect(known).toEqual(expect.arrayContaining(reachOf(resource).external()));
  });

  it('has no wildcard as a whole resource or action', () => {
    for (const { actions, resources } of statementsOf(resource)) {
      expect(resources).not.toContain('*');
      for (const action of actions) expect(action).toMatch(/^[a-z0-9-]+:[A-Z][A-Za-z]+$/);
    }
  });

  it('is told of the tables, the topic, the workflow and the parameters that it may use, and of no other', () => {
    const { Variables: variables } = resource.properties.Environment as { Variables: Record<string, string> };
    const places = granted(resource).map((one) => one.split(' on ')[1]?.replace(/\/index\/.*/, ''));

    // The readers of the stream and the workflow's tasks know the registry by its name alone.
    for (const [variable, place] of Object.entries({
      REGISTRY_TABLE: 'RegistryTable',
      SHORT_LIVED_TABLE: 'ShortLivedTable',
      EVENTS_TOPIC: 'EventsTopic',
      REPORT_WORKFLOW: 'ReportWorkflow',
    })) {
      expect(named(variables[variable]), variable).toBe(places.includes(place) ? place : undefined);
    }
    expect(variables.PARAMETER_PATH).toBe(places.includes('parameters') ? '/dragons/dev/' : undefined);
  });
});

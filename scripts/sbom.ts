/**
 * `npm run sbom`: writes what is in the bundles that are deployed, as CycloneDX documents, and checks the licences. Exits 1 when something may
 * not be there.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { isObject } from '../local/json.ts';
import { bundledPackages, type DeployedUnit } from './sbom/bundled-packages.ts';
import { unitDocument, wholeDocument, type Application } from './sbom/document.ts';
import { licenceFault } from './sbom/licences.ts';
import { commandLine, helpOption } from './terminal/command-line.ts';
import { counted } from './terminal/count.ts';

const root = join(import.meta.dirname, '..');
const outDir = join(root, 'out/sbom');

const usage = `npm run sbom

Bundles everything that is deployed, and writes which packages are in it into out/sbom: a CycloneDX document for each bundle, and one for all.

Ends with 1 when the licence of one does not allow it to be there (scripts/sbom/licences.ts).`;

await commandLine(async () => {
  const { values } = parseArgs({ options: helpOption });
  if (values.help) {
    console.log(usage);
    return;
  }
  const units = await bundledPackages(root);
  writeDocuments(units);
  checkLicences(units);
});

function writeDocuments(units: readonly DeployedUnit[]): void {
  const application = readApplication();
  rmSync(outDir, { recursive: true, force: true });
  mkdirSync(outDir, { recursive: true });
  for (const unit of units) writeFileSync(join(outDir, `${unit.name}.cdx.json`), unitDocument(application, unit));
  writeFileSync(join(outDir, `${application.name}.cdx.json`), wholeDocument(application, units));
  const packages = new Set(units.flatMap((unit) => unit.packages));
  console.log(
    `${relative(process.cwd(), outDir)}: ${counted(packages.size, 'package', 'packages')} in ${units.length} bundles, a document for each and one ` +
      `for all of them (${application.name}.cdx.json).`,
  );
}

function checkLicences(units: readonly DeployedUnit[]): void {
  const faults = units.flatMap(({ name, packages }) => packages.flatMap((one) => licenceFault(one, name) ?? []));
  for (const fault of faults) console.error(`✗ ${fault}`);
  if (faults.length > 0) process.exitCode = 1;
}

function readApplication(): Application {
  const manifest: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  if (!isObject(manifest)) throw new Error('package.json is no object.');
  const { name, version, license } = manifest;
  if (typeof name !== 'string' || typeof version !== 'string' || typeof license !== 'string') {
    throw new Error('package.json has no name, version or license.');
  }
  return { name, version, licence: license };
}

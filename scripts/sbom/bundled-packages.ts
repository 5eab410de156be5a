import { join } from 'node:path';
import { build } from 'vite';
import { bundleAll, type BundledUnit } from '../../local/build/index.ts';
import { readTemplate } from '../../local/template/index.ts';
import { packageOf, type Package } from './package-of.ts';

/** Something that is deployed as a whole: a function, a layer, or the page. */
export interface DeployedUnit {
  /** Its logical id; `web` for the page. */
  readonly name: string;
  /** The packages of which there is something in it, by name. */
  readonly packages: readonly Package[];
}

/** Bundles everything that is deployed, and says which packages it holds. @param root the folder of the repository */
export async function bundledPackages(root: string): Promise<DeployedUnit[]> {
  const bundles = await bundleAll(readTemplate(join(root, 'template.yaml')), join(root, 'dist'));
  return [...packagesOfBundles(bundles, root), await pagePackages(root)];
}

/** The packages in the bundles of functions and layers. */
export function packagesOfBundles(bundles: readonly BundledUnit[], root: string): DeployedUnit[] {
  return bundles.map(({ logicalId, code }) => ({ name: logicalId, packages: packagesOf([...code.keys()], root) }));
}

/** The packages in the page. */
export async function pagePackages(root: string): Promise<DeployedUnit> {
  return { name: 'web', packages: packagesOf(await pageModules(root), root) };
}

/** The modules of which something is left in the page, and the files that lie beside it. */
async function pageModules(root: string): Promise<string[]> {
  const built = await build({
    configFile: join(root, 'web/vite.config.ts'),
    logLevel: 'silent',
    build: { write: false },
  });
  if ('on' in built) throw new Error('Vite watches the page instead of building it.');
  return [built]
    .flat()
    .flatMap(({ output }) =>
      output.flatMap((part) =>
        part.type === 'chunk'
          ? Object.entries(part.modules).flatMap(([id, { renderedLength }]) => (renderedLength > 0 ? [id] : []))
          : part.originalFileNames.map((file) => join(root, 'web', file)),
      ),
    );
}

function packagesOf(files: readonly string[], root: string): Package[] {
  const packages = files.map((file) => packageOf(file, root)).filter((found) => found !== undefined);
  return [...new Set(packages)].sort((a, b) => (a.name < b.name ? -1 : 1));
}

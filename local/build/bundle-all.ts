import { join, resolve } from 'node:path';
import type { ResolvedTemplate } from '../template/index.ts';
import { formatBuildError } from './build-error.ts';
import { Bundler, filesOf } from './bundle.ts';
import { buildUnits, type BuildUnit } from './units.ts';

/** What the bundle of a function or layer is made of. */
export interface BundledUnit {
  readonly logicalId: string;
  readonly kind: 'function' | 'layer';
  /** The files that `buildAll` would write, by path below the unit's folder. */
  readonly files: ReadonlyMap<string, string | Uint8Array>;
  /** How many bytes of the bundle came from which source file, by absolute path. What esbuild read and left out is not here. */
  readonly code: ReadonlyMap<string, number>;
  /** What is left to be found when the bundle runs: packages, layers, modules of Node. */
  readonly externals: readonly string[];
}

/**
 * Bundles every function and layer as `buildAll` does, without writing anything, and says what is in the bundles.
 * @param outDir the output folder of the build; source maps are relative to it
 * @throws Error with what could not be bundled
 */
export async function bundleAll(template: ResolvedTemplate, outDir: string): Promise<BundledUnit[]> {
  const { units, errors } = buildUnits(template);
  if (errors.length > 0) throw new Error(errors.map((error) => formatBuildError(error)).join('\n'));
  return Promise.all(units.map((unit) => bundleUnit(unit, resolve(outDir))));
}

async function bundleUnit(unit: BuildUnit, outDir: string): Promise<BundledUnit> {
  const bundler = new Bundler(unit, outDir);
  try {
    const bundle = await bundler.bundle();
    if (bundle.outcome === 'failed') throw new Error(bundle.errors.map((error) => formatBuildError(error)).join('\n'));
    const { logicalId, kind, directory } = unit;
    const { code, externals } = bundle;
    return { logicalId, kind, files: filesOf(unit, bundle, join(outDir, directory)), code, externals };
  } finally {
    await bundler.dispose();
  }
}

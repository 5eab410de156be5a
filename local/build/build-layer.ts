import { join, resolve } from 'node:path';
import type { ResolvedTemplate } from '../template/index.ts';
import type { BuildError } from './build-error.ts';
import { Bundler, filesOf } from './bundle.ts';
import { buildUnits } from './units.ts';
import { writeAtomically } from './write.ts';

/**
 * Builds one layer into a folder, as SAM's makefile build method wants it.
 * @param directory the folder that becomes /opt
 * @returns what kept the layer from being built; nothing when it was
 */
export async function buildLayer(
  template: ResolvedTemplate,
  logicalId: string,
  directory: string,
): Promise<readonly BuildError[]> {
  const { units, errors } = buildUnits(template);
  const unit = units.find((candidate) => candidate.logicalId === logicalId && candidate.kind === 'layer');
  if (!unit) {
    const text = `There is no layer ${logicalId} in the template.`;
    const missing = { logicalId, file: template.file, line: 1, column: 1, text, source: undefined };
    return errors.length > 0 ? errors : [missing];
  }
  const target = resolve(directory);
  const bundler = new Bundler({ ...unit, directory: '' }, target);
  try {
    const bundle = await bundler.bundle();
    if (bundle.outcome === 'failed') return bundle.errors;
    for (const [path, contents] of filesOf(unit, bundle, target)) writeAtomically(join(target, path), contents);
    return [];
  } finally {
    await bundler.dispose();
  }
}

import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { buildAll, claimFolder, formatBuildError, type BuildResult } from '../../local/build/index.ts';
import { buildUnits } from '../../local/build/units.ts';
import type { ResolvedTemplate } from '../../local/template/index.ts';

/** There is nothing to run. */
export class NotBuiltError extends Error {
  override readonly name = 'NotBuiltError';
}

/** Functions and layers, built. */
export interface Artifacts {
  readonly build: BuildResult;
  /** Who built them, and where, in words. */
  readonly origin: string;
}

/** Whether `sam build` ran after the last change of the sources, so that its artifacts are those of the sources. */
export function isSamBuildFresh(root: string): boolean {
  const builtAt = modified(join(root, '.aws-sam/build/template.yaml'));
  const sources = ['functions', 'layers', 'data'].flatMap((folder) => filesBelow(join(root, folder)));
  const files = ['template.yaml', 'openapi.yaml', 'package-lock.json'].map((name) => join(root, name));
  return [...sources, ...files].every((file) => modified(file) < builtAt);
}

/** What `sam build` left. @throws NotBuiltError when a function or layer of the template is not there */
export function samArtifacts(template: ResolvedTemplate): Artifacts {
  const folder = join(template.directory, '.aws-sam/build');
  const units = buildUnits(template).units.map(({ logicalId, kind, handler, sourceMaps }) => {
    const directory = join(folder, logicalId);
    if (!existsSync(directory)) throw new NotBuiltError(`${directory} is not there: run "sam build".`);
    return [logicalId, { logicalId, kind, directory, handler, sourceMaps, inputs: [], files: [] }] as const;
  });
  return {
    build: { units: new Map(units), rebuilt: [], errors: [] },
    origin: 'as sam build left them (.aws-sam/build)',
  };
}

/** What `npm run build` makes, which is byte for byte what `sam build` would make. @throws NotBuiltError */
export async function ownArtifacts(template: ResolvedTemplate): Promise<Artifacts> {
  const claimed = claimFolder(join(template.directory, 'dist'));
  try {
    const build = await buildAll(template, claimed.folder);
    if (build.errors.length > 0)
      throw new NotBuiltError(build.errors.map((error) => formatBuildError(error)).join('\n'));
    return { build, origin: 'as sam build would make them (dist)' };
  } finally {
    claimed.release();
  }
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.includes('/node_modules/'));
}

/** Milliseconds since 1970; 0 for what is not there. */
function modified(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

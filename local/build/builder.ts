import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { ResolvedTemplate } from '../template/index.ts';
import type { BuildError } from './build-error.ts';
import { Bundler, filesOf } from './bundle.ts';
import { BuildRecord } from './record.ts';
import { buildUnits, type BuildUnit } from './units.ts';
import { replaceFolder, writeAtomically } from './write.ts';

/** A function or layer in the output folder. */
export interface BuiltUnit {
  readonly logicalId: string;
  readonly kind: 'function' | 'layer';
  /** Absolute path of what Lambda mounts as /var/task (function) or /opt (layer). */
  readonly directory: string;
  /** The handler to load from `directory`, as SAM rewrites it; undefined for layers. */
  readonly handler: string | undefined;
  /** Whether SAM adds `--enable-source-maps` to the function's `NODE_OPTIONS`. */
  readonly sourceMaps: boolean;
  /** Absolute paths of the files it was built from. */
  readonly inputs: readonly string[];
  /** Paths of its files below `directory`. */
  readonly files: readonly string[];
}

/** How a build ended. */
export interface BuildResult {
  /** Every function and layer that is in the output folder, by logical id; after an error its last good build. */
  readonly units: ReadonlyMap<string, BuiltUnit>;
  /** Logical ids of those whose files in the output folder are not those of the build before. */
  readonly rebuilt: readonly string[];
  readonly errors: readonly BuildError[];
}

interface Running {
  readonly settings: string;
  readonly bundler: Bundler;
}

/** Builds the functions and layers of a template into a folder, and only what changed since the last time. */
export class Builder {
  readonly #outDir: string;
  readonly #record: BuildRecord;
  readonly #running = new Map<string, Running>();

  /** @param outDir the output folder */
  constructor(outDir: string) {
    this.#outDir = resolve(outDir);
    this.#record = new BuildRecord(this.#outDir);
  }

  /**
   * Brings the output folder up to date with the template and the sources.
   * What cannot be built is reported and keeps its last good files.
   */
  async build(template: ResolvedTemplate): Promise<BuildResult> {
    const { units, errors } = buildUnits(template);
    this.#record.lookAgain();
    const stale = units.filter((unit) => !this.#record.isFresh(unit.logicalId, settingsOf(unit), this.#target(unit)));
    const startedAt = Date.now();
    const outcomes = await Promise.all(stale.map((unit) => this.#buildUnit(unit, template, startedAt)));
    if (stale.length > 0) {
      this.#record.save();
      // The bundles are CommonJS to Lambda, which sees no other package.json; neither may Node see the one further up.
      writeAtomically(join(this.#outDir, 'package.json'), '{ "type": "commonjs" }\n');
    }
    return {
      units: new Map(units.flatMap((unit) => this.#built(unit))),
      rebuilt: outcomes.filter(({ changed }) => changed).map(({ logicalId }) => logicalId),
      errors: [...errors, ...outcomes.flatMap((outcome) => outcome.errors)],
    };
  }

  /** Ends what runs between builds. */
  async dispose(): Promise<void> {
    await Promise.all([...this.#running.values()].map(({ bundler }) => bundler.dispose()));
    this.#running.clear();
  }

  #target(unit: BuildUnit): string {
    return join(this.#outDir, unit.directory);
  }

  async #buildUnit(unit: BuildUnit, template: ResolvedTemplate, startedAt: number) {
    const { logicalId } = unit;
    const bundler = await this.#bundlerOf(unit);
    const bundle = await bundler.bundle();
    if (bundle.outcome === 'failed') return { logicalId, changed: false, errors: bundle.errors };

    const files = filesOf(unit, bundle, this.#target(unit));
    const before = this.#record.get(logicalId)?.digest;
    const wrote = replaceFolder(this.#target(unit), files);
    const inputs = [...bundle.inputs, ...surroundings(unit, template)];
    this.#record.set(logicalId, settingsOf(unit), inputs, files, startedAt);
    // Another process (`npm run build`) may have written the same files first: to those who run the older ones, they are new.
    const changed = wrote || this.#record.get(logicalId)?.digest !== before;
    return { logicalId, changed, errors: [] };
  }

  async #bundlerOf(unit: BuildUnit): Promise<Bundler> {
    const settings = settingsOf(unit);
    const running = this.#running.get(unit.logicalId);
    if (running?.settings === settings) return running.bundler;
    await running?.bundler.dispose();
    const bundler = new Bundler(unit, this.#outDir);
    this.#running.set(unit.logicalId, { settings, bundler });
    return bundler;
  }

  #built(unit: BuildUnit): [string, BuiltUnit][] {
    const record = this.#record.get(unit.logicalId);
    const directory = this.#target(unit);
    if (!record || !existsSync(directory)) return [];
    const { logicalId, kind, handler, sourceMaps } = unit;
    const inputs = Object.keys(record.inputs);
    const files = Object.keys(record.outputs);
    return [[logicalId, { logicalId, kind, directory, handler, sourceMaps, inputs, files }]];
  }
}

/**
 * Builds every function and layer of a template once. Nothing is bundled when nothing changed since the last build.
 * @param outDir the output folder; it has `functions/<LogicalId>` and `layers/<LogicalId>` with the files SAM would make
 */
export async function buildAll(template: ResolvedTemplate, outDir: string): Promise<BuildResult> {
  const builder = new Builder(outDir);
  try {
    return await builder.build(template);
  } finally {
    await builder.dispose();
  }
}

/** What decides about the result besides the files that esbuild reads. */
function settingsOf({ options, extraFiles, bundleDirectory }: BuildUnit): string {
  return createHash('sha256')
    .update(JSON.stringify([options, extraFiles, bundleDirectory]))
    .digest('base64');
}

/** Files that esbuild heeds without listing them: compiler options, and the versions of what is installed. */
function surroundings(unit: BuildUnit, template: ResolvedTemplate): string[] {
  const files = new Set<string>();
  for (let directory = unit.sourceDirectory; ; directory = dirname(directory)) {
    for (const name of ['tsconfig.json', 'package.json', 'package-lock.json']) {
      if (existsSync(join(directory, name))) files.add(join(directory, name));
    }
    if (directory === template.directory || directory === dirname(directory)) return [...files];
  }
}

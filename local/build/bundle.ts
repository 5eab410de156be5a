import { join, relative, resolve } from 'node:path';
import type { BuildContext, BuildOptions, Message, Metafile } from 'esbuild';
import { isObject } from '../json.ts';
import type { BuildError } from './build-error.ts';
import type { BuildUnit } from './units.ts';

/** What esbuild made of a unit. */
export type Bundle =
  | {
      readonly outcome: 'built';
      /** Absolute paths and contents. */
      readonly files: readonly { readonly path: string; readonly contents: Uint8Array }[];
      /** Absolute paths of every file that was read for it. */
      readonly inputs: readonly string[];
      /** How many bytes of the bundle came from which of them, by absolute path; those of which nothing was needed are left out. */
      readonly code: ReadonlyMap<string, number>;
      /** What is left to be found when the bundle runs: packages, layers, modules of Node. */
      readonly externals: readonly string[];
    }
  | { readonly outcome: 'failed'; readonly errors: readonly BuildError[] };

/** The files of a built unit, by path below its folder, in the order in which they are to be written. */
export function filesOf(
  unit: BuildUnit,
  bundle: Bundle & { outcome: 'built' },
  directory: string,
): ReadonlyMap<string, string | Uint8Array> {
  const bundled = bundle.files.map(({ path, contents }): [string, Uint8Array] => [relative(directory, path), contents]);
  // The code comes last: whoever sees new code finds everything that goes with it.
  bundled.sort(([a], [b]) => Number(a.endsWith('js')) - Number(b.endsWith('js')));
  return new Map<string, string | Uint8Array>([...Object.entries(unit.extraFiles), ...bundled]);
}

/** Bundles one unit, again and again: what did not change since the last time is not parsed again. */
export class Bundler {
  readonly #unit: BuildUnit;
  readonly #outDir: string;
  #context: Promise<BuildContext<{ write: false; metafile: true }>> | undefined;

  /** @param outDir absolute path of the output folder; source maps are relative to the bundle's place in it */
  constructor(unit: BuildUnit, outDir: string) {
    this.#unit = unit;
    this.#outDir = outDir;
  }

  /** Bundles without writing anything. */
  async bundle(): Promise<Bundle> {
    const { options } = this.#unit;
    if (options === undefined) return { outcome: 'built', files: [], inputs: [], code: new Map(), externals: [] };
    try {
      this.#context ??= this.#start(options);
      const { outputFiles, metafile } = await (await this.#context).rebuild();
      return {
        outcome: 'built',
        files: outputFiles,
        inputs: this.#inputs(metafile),
        code: this.#code(metafile),
        externals: externalsOf(metafile),
      };
    } catch (error) {
      const errors = messagesOf(error);
      if (!errors) throw error;
      return { outcome: 'failed', errors: errors.map((message) => this.#error(message)) };
    }
  }

  /** Lets go of what is remembered between builds. */
  async dispose(): Promise<void> {
    // A context that could not be made has nothing to let go of.
    await this.#context?.then((context) => context.dispose()).catch(() => undefined);
  }

  async #start(options: BuildOptions): Promise<BuildContext<{ write: false; metafile: true }>> {
    // esbuild starts a process of its own, which a start with nothing to build does not need.
    const { context } = await import('esbuild');
    return context({
      ...options,
      outdir: join(this.#outDir, this.#unit.directory, this.#unit.bundleDirectory),
      write: false,
      metafile: true,
      logLevel: 'silent',
    });
  }

  #inputs(metafile: Metafile): string[] {
    const files = Object.keys(metafile.inputs).filter((input) => !/^[\w-]+:/.test(input));
    return files.map((file) => resolve(this.#unit.sourceDirectory, file));
  }

  #code(metafile: Metafile): Map<string, number> {
    const code = new Map<string, number>();
    for (const { inputs } of Object.values(metafile.outputs)) {
      for (const [input, { bytesInOutput }] of Object.entries(inputs)) {
        const file = resolve(this.#unit.sourceDirectory, input);
        if (bytesInOutput > 0) code.set(file, (code.get(file) ?? 0) + bytesInOutput);
      }
    }
    return code;
  }

  #error({ text, location }: Message): BuildError {
    const { logicalId, sourceDirectory } = this.#unit;
    return {
      logicalId,
      file: location ? resolve(sourceDirectory, location.file) : sourceDirectory,
      line: location?.line ?? 1,
      column: columnOf(location),
      text,
      source: location?.lineText,
    };
  }
}

function externalsOf(metafile: Metafile): string[] {
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports);
  return [...new Set(imports.filter(({ external }) => external).map(({ path }) => path))].sort();
}

/** esbuild counts columns in bytes from 0, editors in characters from 1. */
function columnOf(location: Message['location']): number {
  if (!location) return 1;
  return Buffer.from(location.lineText).subarray(0, location.column).toString().length + 1;
}

function messagesOf(error: unknown): Message[] | undefined {
  return error instanceof Error && isBuildFailure(error) ? error.errors : undefined;
}

function isBuildFailure(error: object): error is { errors: Message[] } {
  return (
    'errors' in error && Array.isArray(error.errors) && error.errors.every((item) => isObject(item) && 'text' in item)
  );
}

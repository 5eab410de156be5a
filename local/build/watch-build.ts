import { readdirSync, type Dirent } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { FolderWatchers } from './folder-watchers.ts';
import type { ResolvedTemplate } from '../template/index.ts';
import type { BuildError } from './build-error.ts';
import { Builder, type BuildResult } from './builder.ts';
import { buildUnits } from './units.ts';

/** A build that follows the sources. */
export interface WatchedBuild {
  /** How the first build ended. */
  readonly first: BuildResult;
  /** Goes on with a changed template, and builds what it changes. */
  update(template: ResolvedTemplate): Promise<BuildResult>;
  /** Stops watching; no listener is called afterwards. */
  close(): Promise<void>;
}

/** How long after a change the build waits for more of them, in milliseconds: editors write a file in several steps. */
const settleMilliseconds = 20;

/**
 * Builds a template's functions and layers, and builds again whenever one of their sources changes.
 * The template file itself is not watched: read it again and call `update`.
 * @param onBuild called after every build that rebuilt something, has other errors than the last one, or has none any more;
 *   `changedAt` is when the first change was seen, in milliseconds of `performance.now()`
 */
export async function watchBuild(
  template: ResolvedTemplate,
  outDir: string,
  onBuild: (result: BuildResult, changedAt: number) => void,
): Promise<WatchedBuild> {
  const watched = new WatchingBuilder(template, outDir, onBuild);
  const first = await watched.start();
  return {
    first,
    update: (changed) => watched.update(changed),
    close: () => watched.close(),
  };
}

class WatchingBuilder {
  readonly #builder: Builder;
  readonly #outDir: string;
  readonly #onBuild: (result: BuildResult, changedAt: number) => void;
  readonly #watchers = new FolderWatchers(() => this.#changed());
  #template: ResolvedTemplate;
  #timer: NodeJS.Timeout | undefined;
  #changedAt: number | undefined;
  /** The build that runs, or ran last: builds run one after the other. */
  #building: Promise<BuildResult | undefined> = Promise.resolve(undefined);
  #errors: readonly BuildError[] = [];
  #closed = false;

  constructor(template: ResolvedTemplate, outDir: string, onBuild: (result: BuildResult, changedAt: number) => void) {
    this.#builder = new Builder(outDir);
    this.#outDir = resolve(outDir);
    this.#template = template;
    this.#onBuild = onBuild;
  }

  start(): Promise<BuildResult> {
    return this.#build();
  }

  update(template: ResolvedTemplate): Promise<BuildResult> {
    this.#template = template;
    return this.#build();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#watchers.close();
    await this.#building.catch(() => undefined);
    await this.#builder.dispose();
  }

  #build(): Promise<BuildResult> {
    const next = this.#building
      .catch(() => undefined)
      .then(async () => {
        // Watching starts before the build reads, so that no change falls in between.
        this.#watchFolders(this.#sourceFolders());
        const result = await this.#builder.build(this.#template);
        this.#watchFolders([...this.#sourceFolders(), ...inputFolders(result)]);
        this.#errors = result.errors;
        return result;
      });
    this.#building = next;
    return next;
  }

  #changed(): void {
    clearTimeout(this.#timer);
    this.#changedAt ??= performance.now();
    this.#timer = setTimeout(() => {
      const before = this.#errors;
      const changedAt = this.#changedAt ?? performance.now();
      this.#changedAt = undefined;
      void this.#build()
        .catch((error: unknown) => this.#failed(error))
        .then((result) => {
          const isNews = result.rebuilt.length > 0 || !isDeepStrictEqual(result.errors, before);
          if (isNews && !this.#closed) this.#onBuild(result, changedAt);
        });
    }, settleMilliseconds);
  }

  /** What nobody foresaw (a full disk, say) must not end the process that serves the last good build. */
  #failed(error: unknown): BuildResult {
    const text = error instanceof Error ? error.message : String(error);
    const { file } = this.#template;
    this.#errors = [{ logicalId: 'build', file, line: 1, column: 1, text, source: undefined }];
    return { units: new Map(), rebuilt: [], errors: this.#errors };
  }

  #watchFolders(folders: readonly string[]): void {
    if (!this.#closed) this.#watchers.watch(folders);
  }

  /** The folders below every CodeUri and ContentUri, where new files may appear. */
  #sourceFolders(): string[] {
    const built = buildUnits(this.#template).units.filter(({ options }) => options !== undefined);
    const roots = new Set(built.map((unit) => unit.sourceDirectory));
    return [...roots].flatMap((root) => foldersBelow(root)).filter((folder) => !isBelow(folder, this.#outDir));
  }
}

/** Folders of the files that were built from; installed packages do not change while somebody works. */
function inputFolders(result: BuildResult): string[] {
  const folders = new Set([...result.units.values()].flatMap((unit) => unit.inputs.map((input) => dirname(input))));
  return [...folders].filter((folder) => !folder.includes(`${sep}node_modules`));
}

function foldersBelow(folder: string): string[] {
  const below = entriesOf(folder)
    .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.'))
    .flatMap((entry) => foldersBelow(join(folder, entry.name)));
  return [folder, ...below];
}

function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}${sep}`);
}

/** What a folder holds; nothing when it was removed meanwhile. */
function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

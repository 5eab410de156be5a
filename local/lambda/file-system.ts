import { constants, copyFileSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { FunctionConfig } from './function-config.ts';

/** Where one version of a function finds its files. */
export interface Mount {
  /** Lambda's `/var/task`. */
  readonly taskRoot: string;
  /** Lambda's `NODE_PATH`. */
  readonly nodePath: string;
  /** Where compiled code may be kept for the environments that follow. */
  readonly compileCache: string;
  /** Pairs of a folder of the mount and the folder it was copied from. */
  readonly shownPaths: readonly (readonly [string, string])[];
  /** Deletes the copies that nobody else uses. */
  unmount(): Promise<void>;
}

interface Layers {
  readonly folder: string;
  users: number;
}

const prefix = 'local-lambda-';

/**
 * The files of functions as Lambda lays them out: the artifact in `var/task`, the layers merged into `opt`, far away from the
 * repository. Two things depend on the distance: Node looks for packages in the `node_modules` of every folder above a file,
 * so a function that forgot to bundle a dependency would find it in the repository's; and it takes `.js` files for ES modules
 * when a `package.json` above says so, as the repository's does. The copies also keep environments in flight on their own
 * build while the next one is written.
 */
export class FunctionFileSystem {
  readonly #root: string;
  readonly #layers = new Map<string, Layers>();
  #mounts = 0;

  /** @param parent the folder to make the copies in; the system's temporary folder by default */
  constructor(parent: string = tmpdir()) {
    // Node resolves links, so stack traces name the real path.
    const realParent = realpathSync(parent);
    sweep(realParent);
    this.#root = mkdtempSync(join(realParent, `${prefix}${process.pid}-`));
  }

  /**
   * Copies a function's artifact and layers. Source maps stay where they are: they are read from there when needed.
   * @param generation functions of one generation that have the same layers share one copy of them
   */
  mount(config: FunctionConfig, generation: number): Mount {
    const root = join(this.#root, `${++this.#mounts}`);
    const taskRoot = join(root, 'var', 'task');
    copyFolder(config.artifact, taskRoot);
    const key = JSON.stringify([generation, ...config.layers]);
    const layers = this.#layersOf(key, config.layers);
    const modules = join(layers.folder, 'nodejs');
    return {
      taskRoot,
      nodePath: [join(modules, 'node24', 'node_modules'), join(modules, 'node_modules'), taskRoot].join(':'),
      compileCache: join(root, 'compile-cache'),
      shownPaths: [[taskRoot, config.artifact], ...config.layers.map((layer) => [layers.folder, layer] as const)],
      unmount: async () => {
        await removed(root);
        layers.users -= 1;
        if (layers.users > 0) return;
        this.#layers.delete(key);
        await removed(layers.folder);
      },
    };
  }

  #layersOf(key: string, folders: readonly string[]): Layers {
    let layers = this.#layers.get(key);
    if (layers === undefined) {
      layers = { folder: join(this.#root, `opt-${this.#mounts}`), users: 0 };
      // Layers are unpacked in order, so what a later one holds wins.
      for (const folder of folders) copyFolder(folder, layers.folder);
      this.#layers.set(key, layers);
    }
    layers.users += 1;
    return layers;
  }

  /** Deletes every copy. */
  async remove(): Promise<void> {
    await removed(this.#root);
  }
}

/**
 * Removes a folder. A thread that was ended may still write compiled code into it for a moment, so it is tried again; what stays after all goes
 * with the process's folder, and that one when another process starts.
 */
async function removed(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 }).catch(() => undefined);
}

function copyFolder(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    const isFolder = entry.isSymbolicLink() ? statSync(source).isDirectory() : entry.isDirectory();
    if (isFolder) copyFolder(source, target);
    else if (!entry.name.endsWith('.map')) copyFileSync(source, target, constants.COPYFILE_FICLONE);
  }
}

/** Removes the copies of processes that were killed. */
function sweep(parent: string): void {
  for (const name of readdirSync(parent)) {
    const pid = name.startsWith(prefix) ? Number.parseInt(name.slice(prefix.length), 10) : Number.NaN;
    if (Number.isNaN(pid) || isRunning(pid)) continue;
    try {
      rmSync(join(parent, name), { recursive: true, force: true });
    } catch {
      // Another user's: those who share the folder for temporary files clean up for themselves.
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process exists as well.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

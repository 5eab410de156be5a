import { statSync, watch } from 'node:fs';

/** What is needed of Node's watcher. */
export interface FolderWatcher {
  on(event: 'error', listener: () => void): unknown;
  close(): void;
}

/** Watches one folder, as `fs.watch` does. @throws when that is not possible */
export type WatchFolder = (folder: string, onChange: (name: string | null) => void) => FolderWatcher;

/** How long after a folder could not be watched it is tried again, in milliseconds. */
const retryMilliseconds = 500;

interface Watched {
  readonly watcher: FolderWatcher;
  readonly identity: string;
}

/**
 * Watches a set of folders, each without those below it. A folder that is missing, or whose watcher fails, is tried again until it can
 * be watched or is no longer wanted.
 */
export class FolderWatchers {
  readonly #onChange: (folder: string, name: string | null) => void;
  readonly #watchFolder: WatchFolder;
  readonly #watched = new Map<string, Watched>();
  #wanted = new Set<string>();
  #retry: NodeJS.Timeout | undefined;

  /** @param onChange told the folder and the name in it; without a name, anything in the folder may have changed */
  constructor(onChange: (folder: string, name: string | null) => void, watchFolder: WatchFolder = watchWithNode) {
    this.#onChange = onChange;
    this.#watchFolder = watchFolder;
  }

  /** Watches these folders from now on, and no others. */
  watch(folders: Iterable<string>): void {
    this.#wanted = new Set(folders);
    for (const [folder, { identity }] of this.#watched) {
      // A folder that was removed and made again is another one: its old watcher is silent for ever.
      if (!this.#wanted.has(folder) || identityOf(folder) !== identity) this.#drop(folder);
    }
    for (const folder of this.#wanted) {
      if (!this.#watched.has(folder) && !this.#open(folder)) this.#retryLater();
    }
  }

  /** Stops watching; nothing is called afterwards. */
  close(): void {
    clearTimeout(this.#retry);
    this.watch([]);
  }

  /** @returns whether the folder is watched now */
  #open(folder: string): boolean {
    try {
      const identity = identityOf(folder);
      const failed = () => {
        if (this.#watched.get(folder)?.watcher !== watcher) return;
        this.#drop(folder);
        this.#retryLater();
      };
      const watcher = this.#watchFolder(folder, (name) => {
        if (identityOf(folder) !== identity) failed();
        this.#onChange(folder, name);
      });
      this.#watched.set(folder, { watcher, identity });
      watcher.on('error', failed);
      return true;
    } catch {
      return false;
    }
  }

  #drop(folder: string): void {
    this.#watched.get(folder)?.watcher.close();
    this.#watched.delete(folder);
  }

  #retryLater(): void {
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#tryAgain(), retryMilliseconds).unref();
  }

  #tryAgain(): void {
    const missing = [...this.#wanted].filter((folder) => !this.#watched.has(folder));
    const opened = missing.filter((folder) => this.#open(folder));
    if (opened.length < missing.length) this.#retryLater();
    // What happened there meanwhile, nobody saw.
    for (const folder of opened) this.#onChange(folder, null);
  }
}

function watchWithNode(folder: string, onChange: (name: string | null) => void): FolderWatcher {
  return watch(folder, { persistent: false }, (_event, name) => onChange(name));
}

function identityOf(folder: string): string {
  const stats = statSync(folder, { bigint: true, throwIfNoEntry: false });
  return stats === undefined ? 'missing' : `${stats.dev} ${stats.ino}`;
}

import { statSync, watch, type FSWatcher } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Ends a watch. */
export interface FileWatch {
  close(): void;
}

/** Editors write a file in several steps. */
const settleMilliseconds = 30;

/**
 * Watches single files, also those that editors replace by another of the same name, or that are missing for a moment.
 * @param files asked again after every change, since what is read may name other files then
 * @param onChange told which of the files are not as they were
 */
export function watchFiles(files: () => readonly string[], onChange: (changed: readonly string[]) => void): FileWatch {
  const watchers = new Map<string, FSWatcher>();
  let states = new Map<string, string>();
  let timer: NodeJS.Timeout | undefined;

  function look(): void {
    const now = new Map(files().map((file) => [file, stateOf(file)]));
    const changed = [...now].filter(([file, state]) => states.has(file) && states.get(file) !== state);
    states = now;
    watchFolders();
    if (changed.length > 0) onChange(changed.map(([file]) => file));
  }

  function soon(): void {
    clearTimeout(timer);
    timer = setTimeout(look, settleMilliseconds);
  }

  // A folder is watched, not the file: a watch of a file ends when the file is replaced.
  function watchFolders(): void {
    const names = Map.groupBy(files(), (file) => dirname(file));
    for (const [folder, watcher] of watchers) {
      if (names.has(folder)) continue;
      watcher.close();
      watchers.delete(folder);
    }
    for (const folder of names.keys()) {
      if (watchers.has(folder)) continue;
      const watcher = watch(folder, { persistent: false }, (_event, name) => {
        const isOurs = name === null || files().some((file) => file === join(folder, basename(name)));
        if (isOurs) soon();
      });
      watcher.on('error', () => watcher.close());
      watchers.set(folder, watcher);
    }
  }

  states = new Map(files().map((file) => [file, stateOf(file)]));
  watchFolders();
  return {
    close() {
      clearTimeout(timer);
      for (const watcher of watchers.values()) watcher.close();
      watchers.clear();
    },
  };
}

function stateOf(file: string): string {
  const stats = statSync(file, { bigint: true, throwIfNoEntry: false });
  return stats === undefined ? 'missing' : `${stats.mtimeNs} ${stats.size} ${stats.ino}`;
}

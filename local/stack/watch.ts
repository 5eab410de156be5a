import { statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import { FolderWatchers } from '../build/folder-watchers.ts';

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
  // A folder is watched, not the file: a watch of a file ends when the file is replaced.
  const watchers = new FolderWatchers((folder, name) => {
    const isOurs = name === null || files().some((file) => file === join(folder, basename(name)));
    if (isOurs) soon();
  });
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

  function watchFolders(): void {
    watchers.watch(files().map((file) => dirname(file)));
  }

  states = new Map(files().map((file) => [file, stateOf(file)]));
  watchFolders();
  return {
    close() {
      clearTimeout(timer);
      watchers.close();
    },
  };
}

function stateOf(file: string): string {
  const stats = statSync(file, { bigint: true, throwIfNoEntry: false });
  return stats === undefined ? 'missing' : `${stats.mtimeNs} ${stats.size} ${stats.ino}`;
}

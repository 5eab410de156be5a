import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { folderBlobs } from './folder-blobs.ts';
import { FolderInUseError, lockFolder } from './folder-lock.ts';
import { JournalTable } from './journal-table.ts';
import { onceByName } from './once-by-name.ts';
import type { Blobs, Storage, Table } from './storage.ts';

/** A storage that holds files open and its folder locked until it is closed. */
export interface FolderStorage extends Storage {
  /** Closes the files and gives the folder back. A process that is killed does not need it. */
  close(): void;
}

/** The folder cannot hold state: it cannot be made or written, or a file in it is damaged. */
export class UnusableFolderError extends Error {
  override readonly name = 'UnusableFolderError';
}

/**
 * State in a folder: `tables/{name}.jsonl` and `blobs/{name}/{id}`. What a call wrote is there after a kill of this process.
 * @param directory created when it is missing
 * @throws FolderInUseError when another process uses the folder
 * @throws UnusableFolderError, also when a table or blobs are asked for
 */
export function folderStorage(directory: string): FolderStorage {
  const root = resolve(directory);
  const unlock = usable(root, () => {
    makeFolder(join(root, 'tables'));
    return lockFolder(root);
  });
  const tables = onceByName();
  const blobs = onceByName();
  const open: { close(): void }[] = [];

  return {
    table: <T>(name: string, parse: (value: unknown) => T) =>
      tables<Table<T>>(name, () => {
        const table = usable(root, () => new JournalTable(join(root, 'tables', `${name}.jsonl`), parse));
        open.push(table);
        return table;
      }),
    blobs: (name) => blobs<Blobs>(name, () => usable(root, () => folderBlobs(join(root, 'blobs', name)))),
    close() {
      for (const table of open.splice(0)) table.close();
      unlock();
    },
  };
}

/**
 * Makes a folder and those above it, one by one: asked to do it by itself (`recursive`), Node tries without end where a file
 * system takes no new folders and says ENOENT, as /proc does.
 */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  const parent = dirname(path);
  if (parent !== path) makeFolder(parent);
  try {
    mkdirSync(path);
  } catch (error) {
    // Somebody else may have made it meanwhile.
    if (!existsSync(path)) throw error;
  }
}

/** Does something with the folder that the person who named it has to hear about when it fails. */
function usable<T>(root: string, action: () => T): T {
  try {
    return action();
  } catch (cause) {
    if (cause instanceof FolderInUseError) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new UnusableFolderError(`The folder ${root} cannot be used: ${why}`, { cause });
  }
}

import type { Storage, Table } from '../../../state/storage.ts';

/** What a write to a broken storage throws. */
export class BrokenStorageError extends Error {
  override readonly name = 'BrokenStorageError';
}

/** A storage that can break: what a process leaves behind that is killed after so many writes. */
export interface BreakingStorage extends Storage {
  /** How many more writes succeed. */
  writesLeft: number;
}

/** Lets writes through to a storage until it breaks. */
export function breakingStorage(storage: Storage): BreakingStorage {
  const breaking: BreakingStorage = {
    writesLeft: Infinity,
    blobs: (name) => storage.blobs(name),
    table<T>(name: string, parse: (value: unknown) => T): Table<T> {
      const table = storage.table(name, parse);
      const writing = (): void => {
        if (breaking.writesLeft <= 0) throw new BrokenStorageError('The storage is broken.');
        breaking.writesLeft -= 1;
      };
      return {
        get size() {
          return table.size;
        },
        get: (key) => table.get(key),
        set(key, value) {
          writing();
          table.set(key, value);
        },
        delete(key) {
          if (table.get(key) === undefined) return false;
          writing();
          return table.delete(key);
        },
        [Symbol.iterator]: () => table[Symbol.iterator](),
      };
    },
  };
  return breaking;
}

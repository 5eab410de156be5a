import { memoryStorage } from '../../../state/memory-storage.ts';
import type { Storage, Table } from '../../../state/storage.ts';

/** One change of a table; without a value it deletes. */
export interface Write {
  readonly table: string;
  readonly key: string;
  readonly value?: unknown;
}

/** A storage in memory that notes every change, as JSON keeps it. */
export function recordedStorage(): { readonly storage: Storage; readonly writes: Write[] } {
  const inner = memoryStorage();
  const writes: Write[] = [];
  const recorded = <T>(name: string, table: Table<T>): Table<T> => ({
    get size() {
      return table.size;
    },
    get: (key) => table.get(key),
    set(key, value) {
      writes.push({ table: name, key, value: JSON.parse(JSON.stringify(value)) as unknown });
      table.set(key, value);
    },
    delete(key) {
      writes.push({ table: name, key });
      return table.delete(key);
    },
    [Symbol.iterator]: () => table[Symbol.iterator](),
  });
  const storage: Storage = {
    table: (name, parse) => recorded(name, inner.table(name, parse)),
    blobs: (name) => inner.blobs(name),
  };
  return { storage, writes };
}

/** What a process finds that was killed after so many changes. */
export function storageAfter(writes: readonly Write[]): Storage {
  const inner = memoryStorage();
  return {
    table<T>(name: string, parse: (value: unknown) => T): Table<T> {
      const table = inner.table(name, parse);
      if (table.size > 0) return table;
      for (const { key, value, ...write } of writes) {
        if (write.table !== name) continue;
        if (value === undefined) table.delete(key);
        else table.set(key, parse(value));
      }
      return table;
    },
    blobs: (name) => inner.blobs(name),
  };
}

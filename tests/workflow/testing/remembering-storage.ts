import type { Clock } from '../../../local/clock.ts';
import { memoryStorage } from '../../../local/state/memory-storage.ts';
import type { Storage, Table } from '../../../local/state/storage.ts';

/** One write to a storage. */
export interface Write {
  readonly table: string;
  readonly key: string;
  /** JSON text; undefined for a removal. */
  readonly text: string | undefined;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** A storage in memory that knows how it came about. */
export interface RememberingStorage extends Storage {
  readonly writes: readonly Write[];
}

/**
 * Makes a storage.
 * @param earlier what it holds at first: with the first writes of another one, what a process left that was killed after them
 */
export function rememberingStorage(now: Clock, earlier: readonly Write[] = []): RememberingStorage {
  const storage = memoryStorage();
  const opened = new Set<string>();
  const writes = [...earlier];
  return {
    writes,
    blobs: (name) => storage.blobs(name),
    table<T>(name: string, parse: (value: unknown) => T): Table<T> {
      const table = storage.table(name, parse);
      if (!opened.has(name)) for (const write of earlier) if (write.table === name) repeat(write, table, parse);
      opened.add(name);
      return {
        get size() {
          return table.size;
        },
        get: (key) => table.get(key),
        set(key, value) {
          writes.push({ table: name, key, text: JSON.stringify(value), at: now() });
          table.set(key, value);
        },
        delete(key) {
          writes.push({ table: name, key, text: undefined, at: now() });
          return table.delete(key);
        },
        [Symbol.iterator]: () => table[Symbol.iterator](),
      };
    },
  };
}

function repeat<T>({ key, text }: Write, table: Table<T>, parse: (value: unknown) => T): void {
  if (text === undefined) table.delete(key);
  else table.set(key, parse(JSON.parse(text)));
}

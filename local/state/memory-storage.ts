import { randomUUID } from 'node:crypto';
import { onceByName } from './once-by-name.ts';
import type { Blobs, Storage, Table } from './storage.ts';

/** State that lasts as long as the process. */
export function memoryStorage(): Storage {
  const tables = onceByName();
  const blobs = onceByName();
  return {
    table: <T>(name: string) => tables<Table<T>>(name, () => new Map<string, T>()),
    blobs: (name) => blobs<Blobs>(name, memoryBlobs),
  };
}

function memoryBlobs(): Blobs {
  const blobs = new Map<string, Buffer>();
  return {
    put(bytes) {
      const id = randomUUID();
      blobs.set(id, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
      return id;
    },
    get(id) {
      const blob = blobs.get(id);
      if (blob === undefined) throw new Error(`There is no blob ${id}.`);
      return blob;
    },
    delete: (id) => void blobs.delete(id),
    ids: () => [...blobs.keys()],
  };
}

import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Blobs } from './storage.ts';

const unfinished = '.part';

/** Blobs as files of one folder. A file appears under its id only when it is complete. */
export function folderBlobs(directory: string): Blobs {
  mkdirSync(directory, { recursive: true });
  for (const name of readdirSync(directory)) {
    if (name.endsWith(unfinished)) rmSync(join(directory, name), { force: true });
  }

  return {
    put(bytes) {
      const id = randomUUID();
      const file = join(directory, id);
      try {
        writeFileSync(file + unfinished, bytes);
      } catch (error) {
        rmSync(file + unfinished, { force: true });
        throw error;
      }
      renameSync(file + unfinished, file);
      return id;
    },
    get(id) {
      try {
        return readFileSync(blobFile(directory, id));
      } catch (cause) {
        throw new Error(`There is no blob ${id} in ${directory}.`, { cause });
      }
    },
    delete: (id) => rmSync(blobFile(directory, id), { force: true }),
    ids: () => readdirSync(directory).filter((name) => !name.endsWith(unfinished)),
  };
}

function blobFile(directory: string, id: string): string {
  if (!/^[0-9a-f-]+$/.test(id)) throw new Error(`"${id}" is not the id of a blob.`);
  return join(directory, id);
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folderStorage } from './folder-storage.ts';
import { memoryStorage } from './memory-storage.ts';
import type { Storage } from './storage.ts';

const asText = (value: unknown): string => {
  if (typeof value !== 'string') throw new Error('not a text');
  return value;
};

describe.each(['memory', 'folder'])('a storage in %s', (kind) => {
  let directory: string;
  let storage: Storage;
  let close: () => void;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'storage-'));
    const folder = kind === 'folder' ? folderStorage(directory) : undefined;
    storage = folder ?? memoryStorage();
    close = () => folder?.close();
  });
  afterEach(() => {
    close();
    rmSync(directory, { recursive: true });
  });

  it('gives back what was set, under the key and in the order in which the keys came', () => {
    const table = storage.table('words', asText);

    table.set('b', 'two\n"lines" 🐉');
    table.set('a', 'one');
    table.set('b', 'changed');

    expect([...table]).toEqual([
      ['b', 'changed'],
      ['a', 'one'],
    ]);
    expect(table.get('b')).toBe('changed');
    expect(table.get('c')).toBeUndefined();
    expect(table.size).toBe(2);
  });

  it('forgets what was deleted and says whether there was anything', () => {
    const table = storage.table('words', asText);
    table.set('a', 'one');

    expect(table.delete('a')).toBe(true);
    expect(table.delete('a')).toBe(false);
    expect(table.get('a')).toBeUndefined();
  });

  it('gives the same table for the same name, and another one for another name', () => {
    storage.table('words', asText).set('a', 'one');

    expect(storage.table('words', asText).get('a')).toBe('one');
    expect(storage.table('other-words', asText).size).toBe(0);
  });

  it.each(['../words', 'Words', '', 'a b'])('refuses "%s" as the name of a table', (name) => {
    expect(() => storage.table(name, asText)).toThrow(/cannot name a table/);
  });

  it('keeps blobs byte by byte until they are deleted', () => {
    const blobs = storage.blobs('files');
    const bytes = Buffer.from([0, 255, 10, 13, 128]);

    const id = blobs.put(bytes);

    expect(blobs.get(id)).toEqual(bytes);
    expect([...blobs.ids()]).toEqual([id]);
    blobs.delete(id);
    blobs.delete(id);
    expect(() => blobs.get(id)).toThrow(/no blob/);
    expect([...blobs.ids()]).toEqual([]);
  });
});

import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FolderInUseError } from './folder-lock.ts';
import type { FolderStorage } from './folder-storage.ts';
import { folderStorage, UnusableFolderError } from './folder-storage.ts';
import { TableClosedError } from './journal-table.ts';

const asIs = (value: unknown): unknown => value;

let directory: string;
let opened: FolderStorage[] = [];
const journal = () => join(directory, 'tables', 'words.jsonl');

function open(): FolderStorage {
  const storage = folderStorage(directory);
  opened.push(storage);
  return storage;
}
function reopen(): FolderStorage {
  for (const storage of opened.splice(0)) storage.close();
  return open();
}

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'folder-storage-'));
});
afterEach(() => {
  for (const storage of opened) storage.close();
  opened = [];
  rmSync(directory, { recursive: true });
});

describe('a table in a folder', () => {
  it('is there again after it was closed', () => {
    const table = open().table('words', asIs);
    table.set('a', { n: 1 });
    table.set('b', [true, null, 'ü']);
    table.delete('a');

    expect([...reopen().table('words', asIs)]).toEqual([['b', [true, null, 'ü']]]);
  });

  it('drops a torn last line and goes on behind the last whole one', () => {
    open().table('words', asIs).set('a', 1);
    appendFileSync(journal(), '["b",{"half":');

    const table = reopen().table('words', asIs);
    expect([...table]).toEqual([['a', 1]]);
    table.set('c', 3);

    expect([...reopen().table('words', asIs)]).toEqual([
      ['a', 1],
      ['c', 3],
    ]);
  });

  it.each(['nonsense', '{"a":1}', '[1,2]'])('refuses the damaged line %s in the middle, by file and line', (line) => {
    open().table('words', asIs).set('a', 1);
    appendFileSync(journal(), `${line}\n["b",2]\n`);

    expect(() => reopen().table('words', asIs)).toThrow(/words\.jsonl:2 is damaged/);
  });

  it('refuses changes when it is closed: its descriptor may be that of another file by then', () => {
    const storage = open();
    const table = storage.table('words', asIs);
    table.set('a', 1);
    storage.close();
    opened = [];
    const other = join(directory, 'other');
    // Systems give the lowest number that is free: the table's.
    const descriptor = openSync(other, 'w');

    expect(() => table.set('b', 2)).toThrow(TableClosedError);
    expect(() => table.delete('a')).toThrow(`${journal()} is closed and cannot be changed.`);

    closeSync(descriptor);
    expect(readFileSync(other, 'utf8')).toBe('');
    expect([...table]).toEqual([['a', 1]]);
  });

  it('names file, line and key of a record that its parser does not understand', () => {
    const table = open().table('words', asIs);
    table.set('a', 1);
    table.set('b', 2);

    const parse = (value: unknown) => {
      if (value === 2) throw new Error('two is not a word');
      return value;
    };

    expect(() => reopen().table('words', parse)).toThrow(/words\.jsonl:2 .*key "b".*two is not a word/);
  });

  it('rewrites a journal that is much larger than its records, and keeps them', () => {
    const table = open().table('words', asIs);
    table.set('kept', 'as it was');
    for (let n = 0; n <= 200; n++) table.set('changing', `${n} ${'x'.repeat(1000)}`);
    const before = statSync(journal()).size;

    const records = [...reopen().table('words', asIs)];

    expect(before).toBeGreaterThan(200_000);
    expect(statSync(journal()).size).toBeLessThan(2000);
    expect(records).toEqual([
      ['kept', 'as it was'],
      ['changing', `200 ${'x'.repeat(1000)}`],
    ]);
    expect([...reopen().table('words', asIs)]).toEqual(records);
  });

  it('rewrites a journal in use, too, and goes on in it', () => {
    const table = open().table('words', asIs);
    table.set('first', 1);
    table.set('deleted', 'x');
    let longest = 0;
    for (let n = 0; n < 300; n++) {
      table.set('changing', `${n} ${'x'.repeat(100_000)}`);
      longest = Math.max(longest, statSync(journal()).size);
    }
    table.delete('deleted');
    table.set('last', 2);

    expect(longest).toBeLessThan(5_000_000);
    expect([...reopen().table('words', asIs)]).toEqual([
      ['first', 1],
      ['changing', `299 ${'x'.repeat(100_000)}`],
      ['last', 2],
    ]);
  });

  it('loses nothing when a journal in use cannot be rewritten', () => {
    const table = open().table('words', asIs);
    mkdirSync(join(directory, 'tables', 'words.jsonl.compacted'));
    for (let n = 0; n < 100; n++) table.set('changing', `${n} ${'x'.repeat(100_000)}`);
    rmdirSync(join(directory, 'tables', 'words.jsonl.compacted'));

    expect([...reopen().table('words', asIs)]).toEqual([['changing', `99 ${'x'.repeat(100_000)}`]]);
  });

  it('ignores what a compaction that was killed left behind', () => {
    open().table('words', asIs).set('a', 1);
    writeFileSync(`${journal()}.compacted`, '["a",');

    expect([...reopen().table('words', asIs)]).toEqual([['a', 1]]);
    expect(readdirSync(join(directory, 'tables'))).toEqual(['words.jsonl']);
  });
});

describe('blobs in a folder', () => {
  it('are there again after the folder was closed, without what was half written', () => {
    const id = open().blobs('files').put(Buffer.from('bytes'));
    writeFileSync(join(directory, 'blobs', 'files', 'abc.part'), 'by');

    const blobs = reopen().blobs('files');

    expect(blobs.get(id).toString()).toBe('bytes');
    expect([...blobs.ids()]).toEqual([id]);
    expect(readdirSync(join(directory, 'blobs', 'files'))).toEqual([id]);
  });

  it('do not reach out of their folder', () => {
    expect(() => open().blobs('files').get('../../tables/words.jsonl')).toThrow(/not the id of a blob|no blob/);
  });
});

describe('the folder itself', () => {
  it('is refused to a second storage while the first one is open, with the process that has it', () => {
    open();

    expect(() => folderStorage(directory)).toThrow(FolderInUseError);
    expect(() => folderStorage(directory)).toThrow(new RegExp(`in use by process ${process.pid}`));
  });

  it('is refused by name when it cannot be one, or when a file in it is damaged', () => {
    const file = join(directory, 'file');
    writeFileSync(file, '');
    open().table('words', asIs);
    appendFileSync(journal(), 'nonsense\n');

    expect(() => folderStorage(file)).toThrow(UnusableFolderError);
    expect(() => folderStorage(file)).toThrow(`The folder ${file} cannot be used: ENOTDIR`);
    expect(() => reopen().table('words', asIs)).toThrow(UnusableFolderError);
  });

  it('is taken over from a process that ended without giving it back', () => {
    const ended = Number(execFileSync(process.execPath, ['-p', 'process.pid']).toString());
    writeFileSync(join(directory, 'lock'), JSON.stringify({ pid: ended }));

    expect(() => open()).not.toThrow();
    expect(readFileSync(join(directory, 'lock'), 'utf8')).toContain(String(process.pid));
    expect(readdirSync(directory).filter((name) => name.startsWith('lock'))).toEqual(['lock']);
  });

  it.runIf(process.platform === 'linux')('is taken over when the id of its process belongs to a later process', () => {
    writeFileSync(join(directory, 'lock'), JSON.stringify({ pid: process.pid, started: '1' }));

    expect(() => open()).not.toThrow();
  });

  it('keeps everything that a killed process had been told is written', async () => {
    const script = `
      import { folderStorage } from ${JSON.stringify(join(import.meta.dirname, 'folder-storage.ts'))};
      const storage = folderStorage(process.argv[1]);
      const table = storage.table('words', (value) => value);
      const blobs = storage.blobs('files');
      for (let n = 0; ; n++) {
        table.set('key ' + n, blobs.put(Buffer.from('blob ' + n)));
        if (n % 10 === 0) process.stdout.write(n + '\\n');
      }`;
    const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script, directory]);
    let told = -1;
    for await (const line of createInterface(child.stdout)) {
      told = Number(line);
      if (told >= 100) break;
    }
    child.kill('SIGKILL');
    await once(child, 'exit');

    const storage = open();
    const table = storage.table('words', (value) => String(value));
    const blobs = storage.blobs('files');

    expect(table.size).toBeGreaterThan(told);
    for (let n = 0; n <= told; n++) expect(blobs.get(table.get(`key ${n}`)!).toString()).toBe(`blob ${n}`);
  });
});

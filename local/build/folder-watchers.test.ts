import { EventEmitter } from 'node:events';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, it, onTestFinished } from 'vitest';

import { FolderWatchers, type WatchFolder } from './folder-watchers.ts';
import { soon } from '../testing/soon.ts';

function newFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'watched-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

class FakeWatcher extends EventEmitter {
  isClosed = false;
  readonly folder: string;

  constructor(folder: string) {
    super();
    this.folder = folder;
  }

  close(): void {
    this.isClosed = true;
  }
}

/** Makes a folder anew: what is made first after it was removed may get its number, so that is another folder. */
function replace(folder: string): void {
  rmSync(folder, { recursive: true });
  mkdirSync(`${folder}.other`);
  mkdirSync(folder);
}

/** Watchers that fail when a test says so. */
function fakes() {
  const made: FakeWatcher[] = [];
  const watchFolder: WatchFolder = (folder) => {
    const watcher = new FakeWatcher(folder);
    made.push(watcher);
    return watcher;
  };
  return { made, watchFolder };
}

function watching(folders: readonly string[], watchFolder?: WatchFolder) {
  const changes: [folder: string, name: string | null][] = [];
  const watchers = new FolderWatchers((folder, name) => changes.push([folder, name]), watchFolder);
  onTestFinished(() => watchers.close());
  watchers.watch(folders);
  return { watchers, changes };
}

it('tells the folder and the name of what changes', async () => {
  const folder = newFolder();
  const { changes } = watching([folder]);

  writeFileSync(join(folder, 'a.txt'), 'a');

  await expect.poll(() => changes, soon).toContainEqual([folder, 'a.txt']);
});

it('watches a folder again when its watcher fails, and says that something may have changed meanwhile', async () => {
  const folder = newFolder();
  const { made, watchFolder } = fakes();
  const { changes } = watching([folder], watchFolder);

  made[0]!.emit('error', new Error('EPERM'));

  await expect.poll(() => changes, soon).toEqual([[folder, null]]);
  expect(made.map(({ isClosed }) => isClosed)).toEqual([true, false]);
});

it('watches a folder as soon as it is there', async () => {
  const folder = join(newFolder(), 'later');
  const { changes } = watching([folder]);

  mkdirSync(folder);
  await expect.poll(() => changes, soon).toEqual([[folder, null]]);
  writeFileSync(join(folder, 'a.txt'), 'a');

  await expect.poll(() => changes, soon).toContainEqual([folder, 'a.txt']);
});

it('watches a folder that replaced the one of that name', async () => {
  const folder = join(newFolder(), 'replaced');
  mkdirSync(folder);
  const { changes } = watching([folder]);

  replace(folder);
  await expect.poll(() => changes, soon).toContainEqual([folder, null]);
  writeFileSync(join(folder, 'a.txt'), 'a');

  await expect.poll(() => changes, soon).toContainEqual([folder, 'a.txt']);
});

it('notices a replaced folder when it is asked to watch it once more', () => {
  const folder = join(newFolder(), 'replaced');
  mkdirSync(folder);
  const { made, watchFolder } = fakes();
  const { watchers } = watching([folder], watchFolder);

  replace(folder);
  watchers.watch([folder]);

  expect(made.map(({ isClosed }) => isClosed)).toEqual([true, false]);
});

it('leaves folders that are no longer wanted, and all when it is closed', () => {
  const [one, other] = [newFolder(), newFolder()];
  const { made, watchFolder } = fakes();
  const { watchers } = watching([one, other], watchFolder);

  watchers.watch([other]);
  const afterwards = made.map(({ folder, isClosed }) => [folder, isClosed]);
  watchers.close();

  expect(afterwards).toEqual([
    [one, true],
    [other, false],
  ]);
  expect(made.every(({ isClosed }) => isClosed)).toBe(true);
});

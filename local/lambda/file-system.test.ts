import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, it } from 'vitest';

import { FunctionFileSystem } from './file-system.ts';

/** No process has this number: it is above the largest one that systems give. */
const ended = 2 ** 30;

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'copies-'));
});
afterEach(() => rmSync(parent, { recursive: true }));

/** What a process left behind. */
function leftover(pid: number): string {
  const folder = join(parent, `local-lambda-${pid}-x`);
  mkdirSync(join(folder, '1'), { recursive: true });
  writeFileSync(join(folder, '1', 'handler.js'), '');
  return folder;
}

it('removes the copies of processes that were killed, and no others', async () => {
  const [dead, alive] = [leftover(ended), leftover(process.pid)];

  const files = new FunctionFileSystem(parent);

  expect([dead, alive].map((folder) => existsSync(folder))).toEqual([false, true]);
  await files.remove();
});

it('leaves what it may not remove, and goes on', async () => {
  const folder = leftover(ended);
  // As if it were another user's; root may remove it all the same.
  chmodSync(join(folder, '1'), 0o500);

  const files = new FunctionFileSystem(parent);
  await files.remove();

  if (existsSync(folder)) chmodSync(join(folder, '1'), 0o700);
});

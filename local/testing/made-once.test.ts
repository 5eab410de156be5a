import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { madeOnce } from './made-once.ts';

let parent: string;
beforeEach(() => void (parent = mkdtempSync(join(tmpdir(), 'made-once-'))));
afterEach(() => rmSync(parent, { recursive: true }));

const place = () => join(parent, 'tool');
const read = () => readFileSync(join(place(), 'a'), 'utf8');

it('is not there before it is whole, and the first of several wins', async () => {
  const gate = Promise.withResolvers<undefined>();
  const slow = madeOnce(place(), async (folder) => {
    writeFileSync(join(folder, 'a'), 'half');
    await gate.promise;
    writeFileSync(join(folder, 'a'), 'slow');
  });

  await madeOnce(place(), async (folder) => writeFileSync(join(folder, 'a'), 'fast'));
  expect(read()).toBe('fast');
  gate.resolve(undefined);
  await slow;

  expect(read()).toBe('fast');
  expect(readdirSync(parent)).toEqual(['tool']);
});

it('is left alone where it is there', async () => {
  await madeOnce(place(), async (folder) => writeFileSync(join(folder, 'a'), 'first'));
  await madeOnce(place(), () => expect.unreachable());

  expect(read()).toBe('first');
});

it('leaves nothing behind when it cannot be made', async () => {
  await expect(madeOnce(place(), () => Promise.reject(new Error('no space')))).rejects.toThrow('no space');

  expect(readdirSync(parent)).toEqual([]);
});

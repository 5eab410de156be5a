import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, it } from 'vitest';

import { readSeed, SeedError } from './seed.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'seed-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function seed(text: string) {
  writeFileSync(join(folder, 'seed.yaml'), text);
  return readSeed(join(folder, 'seed.yaml'));
}

it('an item may leave out what is not needed, and paths start at the seed file', () => {
  expect(
    seed('users: [{ userPool: P, username: u, password: p }]\nobjects: [{ bucket: B, key: k, file: data/one.txt }]'),
  ).toEqual({
    users: [{ userPool: 'P', username: 'u', password: 'p', attributes: {}, groups: [] }],
    objects: [{ bucket: 'B', key: 'k', file: join(folder, 'data/one.txt'), contentType: undefined }],
    parameters: [],
  });
});

it('an empty file is an empty seed', () => {
  expect(seed('')).toEqual({ users: [], objects: [], parameters: [] });
});

it.each([
  ['users: [{ userPool: P, username: u }]', 'users[0] has no password'],
  ['objects: [{ bucket: 1, key: k, file: f }]', 'objects[0].bucket is not a text'],
  ['objects: 1', 'objects is not a list'],
  ['dragons: []', 'unknown: dragons'],
  ['- 1', 'a seed file is a map'],
  ['users: [', 'seed.yaml: '],
])('%s is refused', (text, why) => {
  expect(() => seed(text)).toThrow(SeedError);
  expect(() => seed(text)).toThrow(why);
});

it('a missing file is refused by name', () => {
  expect(() => readSeed(join(folder, 'none.yaml'))).toThrow(/none\.yaml: ENOENT/);
});

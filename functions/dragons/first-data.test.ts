import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { catalogText } from './catalog-record.ts';
import type { Dragon } from './dragon.ts';

const data = new URL('../../data/', import.meta.url);

it('data/catalog.jsonl is the catalogue of data/dragons.json (vitest -u writes it anew)', async () => {
  const dragons = JSON.parse(await readFile(new URL('dragons.json', data), 'utf8')) as Dragon[];

  expect(dragons).toHaveLength(25);
  await expect(catalogText(dragons)).toMatchFileSnapshot(new URL('catalog.jsonl', data).pathname);
});

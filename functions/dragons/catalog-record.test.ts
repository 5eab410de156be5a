import { expect, it } from 'vitest';
import { catalogText, dragonOf } from './catalog-record.ts';
import { awkwardDragons, dragon } from './testing/dragons.ts';

it('every dragon comes back from the catalogue exactly as it went in', () => {
  const rows = catalogText(awkwardDragons)
    .trimEnd()
    .split('\n')
    .map((line) => dragonOf(JSON.parse(line) as Record<string, unknown>));

  expect(rows).toHaveLength(awkwardDragons.length);
  expect(rows).toEqual(expect.arrayContaining([...awkwardDragons]));
});

it('the same dragons give the same bytes, whatever their order', () => {
  expect(catalogText([...awkwardDragons].reverse())).toBe(catalogText(awkwardDragons));
});

it('lines are in the order of the folded names, by UTF-8 bytes', () => {
  const keys = [...catalogText(awkwardDragons).matchAll(/"nameKey":"([^"]*)"/g)].map((match) =>
    Buffer.from(match[1] ?? ''),
  );

  expect(keys).toEqual([...keys].sort((a, b) => Buffer.compare(a, b)));
});

it('a row that lacks a field is no dragon', () => {
  expect(dragonOf({ ...dragon(), city: undefined })).toBeUndefined();
  expect(dragonOf({ ...dragon(), city: 7 })).toBeUndefined();
});

import { expect, it } from 'vitest';
import { chartRows, type Bar } from './chart-rows.ts';

const bar = (label: string, count: number, active = false): Bar => ({ label, count, href: `/?state=${label}`, active });
const labels = (bars: readonly Bar[]) => bars.map(({ label }) => label);

it('the longest bars come first, and those of the same length by name', () => {
  const { bars, most } = chartRows([bar('utah', 2), bar('nevada', 5), bar('Maine', 2)], 8, 'en');

  expect(labels(bars)).toEqual(['nevada', 'Maine', 'utah']);
  expect(most).toBe(5);
});

it('what is beyond the limit is summed up', () => {
  const rows = chartRows([bar('a', 9), bar('b', 7), bar('c', 2), bar('d', 1)], 2, 'en');

  expect(labels(rows.bars)).toEqual(['a', 'b']);
  expect(rows.others).toEqual({ bars: 2, count: 3 });
});

it('a single other bar is shown instead of summed up', () => {
  const rows = chartRows([bar('a', 9), bar('b', 7), bar('c', 2)], 2, 'en');

  expect(labels(rows.bars)).toEqual(['a', 'b', 'c']);
  expect(rows.others).toBeUndefined();
});

it('a bar that is chosen is shown, however short it is', () => {
  const rows = chartRows([bar('a', 9), bar('b', 7), bar('c', 2), bar('d', 1, true)], 1, 'en');

  expect(labels(rows.bars)).toEqual(['a', 'd']);
  expect(rows.others).toEqual({ bars: 2, count: 9 });
});

it('a chart of nothing has no bars', () => {
  expect(chartRows([], 3, 'en')).toEqual({ bars: [], most: 0, others: undefined });
});

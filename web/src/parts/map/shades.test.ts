import { expect, it } from 'vitest';
import { levelOf, shadesFor } from './shades.ts';

it.each([1, 2, 3, 4, 5, 7, 12, 100, 1001])('every count up to %i has exactly one shade, darker for more', (most) => {
  const legend = shadesFor(most);
  const counts = Array.from({ length: most }, (_, at) => at + 1);
  const levels = counts.map((count) => levelOf(count, legend));

  expect(legend[0]?.from).toBe(1);
  expect(legend.at(-1)).toMatchObject({ level: 4, to: most });
  expect(legend.slice(1).map(({ from }) => from - 1)).toEqual(legend.slice(0, -1).map(({ to }) => to));
  expect(levels).toEqual(levels.toSorted((one, other) => one - other));
  expect(levels).not.toContain(0);
});

it('nothing counted needs no shades, and a state without dragons has none', () => {
  expect(shadesFor(0)).toEqual([]);
  expect(levelOf(0, shadesFor(9))).toBe(0);
});

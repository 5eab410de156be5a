import { expect, it } from 'vitest';
import { linesPath, outlineOf } from './outline.ts';

const square = (left: number, top: number, size: number) => [
  [left, top],
  [left + size, top],
  [left + size, top + size],
  [left, top + size],
  [left, top],
];

it('a shape becomes a closed path, to a tenth of a unit', () => {
  const { d } = outlineOf({ type: 'Polygon', coordinates: [square(0.123, 1, 2)] });

  expect(d).toBe('M0.1,1L2.1,1L2.1,3L0.1,3Z');
});

it('the number of a shape of several parts stands in the middle of the largest one', () => {
  const outline = outlineOf({ type: 'MultiPolygon', coordinates: [[square(0, 0, 20)], [square(100, 100, 60)]] });

  expect(outline).toMatchObject({ x: 130, y: 130, width: 60 });
  expect(outline.d).toMatch(/^M[^M]+ZM[^M]+Z$/);
});

it('the number of a shape with a bay stands on its land', () => {
  // A U, whose centroid is in the gap between its arms.
  const bay = [
    [0, 0],
    [20, 0],
    [20, 92],
    [50, 92],
    [50, 0],
    [90, 0],
    [90, 100],
    [0, 100],
    [0, 0],
  ];
  const { x, y, width } = outlineOf({ type: 'Polygon', coordinates: [bay] });

  expect(y).toBeLessThan(92);
  expect([x, width]).toEqual([70, 40]);
});

it('the number of a shape that is narrow in its middle stands where there is room for it', () => {
  // A T, whose centroid is in its stem.
  const stem = [
    [0, 0],
    [80, 0],
    [80, 20],
    [50, 20],
    [50, 100],
    [30, 100],
    [30, 20],
    [0, 20],
    [0, 0],
  ];
  const { x, y, width } = outlineOf({ type: 'Polygon', coordinates: [stem] });

  expect([x, width]).toEqual([40, 80]);
  expect(y).toBeGreaterThan(5);
  expect(y).toBeLessThan(15);
});

it('a shape without width gets no number that is not a number', () => {
  expect(
    outlineOf({
      type: 'Polygon',
      coordinates: [
        [
          [1, 1],
          [1, 1],
          [1, 1],
        ],
      ],
    }),
  ).toMatchObject({ x: 0, y: 0, width: 0 });
});

it('lines become one open path', () => {
  expect(
    linesPath([
      [
        [0, 0],
        [1, 1],
      ],
      [
        [2, 2],
        [3, 3],
      ],
    ]),
  ).toBe('M0,0L1,1M2,2L3,3');
});

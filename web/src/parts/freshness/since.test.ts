import { expect, it } from 'vitest';
import { sinceOf } from './since.ts';

const seconds = 1000;
const minutes = 60 * seconds;
const hours = 60 * minutes;

it.each([
  [60 * seconds, -1, 'minute'],
  [119 * seconds, -1, 'minute'],
  [59 * minutes, -59, 'minute'],
  [60 * minutes, -1, 'hour'],
  [23 * hours + 59 * minutes, -23, 'hour'],
  [24 * hours, -1, 'day'],
  [300 * hours, -12, 'day'],
])('%i milliseconds ago is %i %s', (passed, value, unit) => {
  expect(sinceOf(1_000_000, 1_000_000 + passed)).toEqual({ value, unit });
});

it.each([0, 59 * seconds, -5 * minutes])('%i milliseconds ago is now', (passed) => {
  expect(sinceOf(1_000_000, 1_000_000 + passed)).toBeUndefined();
});

import { expect, it } from 'vitest';
import { LatestOnly } from './latest-only.ts';

it('does one thing after the other, and of what comes meanwhile only the last', async () => {
  const begun: number[] = [];
  let release = (): void => undefined;
  const work = new LatestOnly<number>((value) => {
    begun.push(value);
    return new Promise((resolve) => (release = resolve));
  });
  work.push(1);
  work.push(2);
  work.push(3);
  expect(begun).toEqual([1]);

  release();
  await Promise.resolve();
  await Promise.resolve();

  expect(begun).toEqual([1, 3]);
});

it('ends after what is under way, and gives up what waits', async () => {
  const begun: number[] = [];
  let release = (): void => undefined;
  const work = new LatestOnly<number>((value) => {
    begun.push(value);
    return new Promise((resolve) => (release = resolve));
  });
  work.push(1);
  work.push(2);

  let isAtEnd = false;
  const end = work.end().then(() => (isAtEnd = true));
  expect(isAtEnd).toBe(false);
  release();
  await end;

  expect(begun).toEqual([1]);
});

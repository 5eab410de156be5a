import { expect, it } from 'vitest';
import { SilentAttempts } from './silent-attempts.ts';

function attemptsOfAnEmptyTab(): SilentAttempts {
  const kept = new Map<string, string>();
  return new SilentAttempts({
    get: (key) => kept.get(key),
    set: (key, value) => void kept.set(key, value),
    remove: (key) => void kept.delete(key),
  });
}

it('attempts that bring nobody back end, and begin anew when the person tries again', () => {
  const attempts = attemptsOfAnEmptyTab();

  expect([1, 2, 3, 4].map(() => attempts.begin())).toEqual([true, true, false, true]);
});

it('attempts that are answered never end', () => {
  const attempts = attemptsOfAnEmptyTab();

  const begun = [1, 2, 3, 4].map(() => {
    const isBegun = attempts.begin();
    attempts.forget();
    return isBegun;
  });

  expect(begun).toEqual([true, true, true, true]);
});

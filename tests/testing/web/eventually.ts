import { expect } from 'vitest';

/** Looks again and again until what is read is as expected, for as long as a person would wait. */
export function eventually<T>(read: () => T): ReturnType<typeof expect.poll<T>> {
  return expect.poll(read, { timeout: 10_000, interval: 50 });
}

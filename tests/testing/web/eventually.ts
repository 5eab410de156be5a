import { expect } from 'vitest';

/** Looks again and again until what is read is as expected; for long, as a machine may have much else to do. */
export function eventually<T>(read: () => T): ReturnType<typeof expect.poll<T>> {
  return expect.poll(read, { timeout: 20_000, interval: 50 });
}

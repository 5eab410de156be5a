import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { chunksOf, collect } from '../../testing/run-select.ts';
import { holdInMemory } from './in-memory.ts';

it('gives any part of a stream that is held in memory, however that was cut', async () => {
  const bytes = randomBytes(2_500_000);
  const place = fc.nat(bytes.length + 10);
  await fc.assert(
    fc.asyncProperty(fc.array(place, { maxLength: 5 }), fc.tuple(place, place), async (cuts, places) => {
      const [start, end] = places.toSorted((a, b) => a - b);
      const input = await holdInMemory(chunksOf(bytes, cuts), () => undefined);

      expect(await input.size()).toBe(bytes.length);
      expect(Buffer.concat(await collect(input.read(start!, end))).equals(bytes.subarray(start, end))).toBe(true);
    }),
    { numRuns: 30 },
  );
});

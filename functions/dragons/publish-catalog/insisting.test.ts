import { expect, it } from 'vitest';
import { CatalogUnavailableError } from '../catalog.ts';
import type { Published } from '../catalog-publisher.ts';
import { RegistryUnavailableError } from '../registry.ts';
import { insisting } from './insisting.ts';

const done: Published = { changed: 1, unreadable: [], attempts: 1, bytes: 10 };

/** Publishing that fails so many times, and a time that only waiting and publishing turn forward. */
function outage(failures: number, error: Error = new CatalogUnavailableError('SlowDown')) {
  let time = 0;
  const given: number[] = [];
  const publish = insisting(
    async (_, milliseconds) => {
      given.push(milliseconds);
      time += 100;
      if (given.length <= failures) throw error;
      return done;
    },
    { now: () => time, wait: async (milliseconds) => (time += milliseconds) },
  );
  return { publish, given, time: () => time };
}

it.each([new CatalogUnavailableError('SlowDown'), new RegistryUnavailableError('Throttling')])(
  'goes on after a while when $name passes',
  async (error) => {
    const { publish, given } = outage(5, error);

    expect(await publish(['atlas'], 120_000)).toBe(done);
    expect(given).toHaveLength(6);
    // Each attempt is told what is left.
    expect(given).toEqual(given.toSorted((a, b) => b - a));
  },
);

it('gives up with the error while there is time for an answer', async () => {
  const { publish, time, given } = outage(Infinity);

  await expect(publish(['atlas'], 120_000)).rejects.toThrow(CatalogUnavailableError);
  expect(given.length).toBeGreaterThan(5);
  expect(time()).toBeLessThan(120_000);
});

it('does not try again what trying again does not help', async () => {
  const { publish, given } = outage(Infinity, new TypeError('a defect'));

  await expect(publish(['atlas'], 120_000)).rejects.toThrow('a defect');
  expect(given).toHaveLength(1);
});

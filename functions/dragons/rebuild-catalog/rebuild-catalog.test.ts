import { background } from '@dragons/core';
import { expect, it, vi } from 'vitest';
import { context } from '../../../layers/core/testing/events.ts';
import { metricLines } from '../../../layers/core/testing/metric-lines.ts';
import { CatalogUnavailableError } from '../catalog.ts';
import type { Publish } from '../runtime-publisher.ts';
import { rebuildCatalog } from './rebuild-catalog.ts';

vi.hoisted(() => vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'false'));

const rebuilding = (publish: Publish) => background('rebuild', () => rebuildCatalog(publish, 7000));

it.each([0, 3])('publishes everything, and counts that it was verified and had %i lines to change', async (changed) => {
  const lines = metricLines();
  const published = { changed, unreadable: [], attempts: 1, bytes: 10 };
  const publish = vi.fn(async () => published);

  expect(await rebuilding(publish)({}, context)).toBe(published);

  expect(publish).toHaveBeenCalledExactlyOnceWith('all', 7000);
  expect(lines).toEqual([expect.objectContaining({ CatalogVerified: 1, CatalogDrift: changed })]);
});

it('counts nothing as verified when it fails', async () => {
  const lines = metricLines();
  const publish = async () => {
    throw new CatalogUnavailableError('SlowDown');
  };

  await expect(rebuilding(publish)({}, context)).rejects.toThrow(CatalogUnavailableError);

  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toHaveProperty('CatalogVerified');
});

import { count } from '@dragons/core';
import type { Published } from '../catalog-publisher.ts';
import type { Publish } from '../runtime-publisher.ts';

/**
 * Makes the whole catalogue what the registry is, and counts that it is right, and in how many lines it was not.
 * @param milliseconds how long it may take
 * @throws CatalogUnavailableError, RegistryUnavailableError
 */
export async function rebuildCatalog(publish: Publish, milliseconds: number): Promise<Published> {
  const published = await publish('all', milliseconds);
  count('CatalogVerified');
  count('CatalogDrift', published.changed);
  return published;
}

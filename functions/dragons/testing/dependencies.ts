import { catalogInMemory } from '../catalog-in-memory.ts';
import type { Catalog } from '../catalog.ts';
import type { Dragon } from '../dragon.ts';
import type { QueryDependencies } from '../query-dependencies.ts';
import type { Settings } from '../settings.ts';
import { versionedReads } from '../versioned-reads.ts';

export const settings: Settings = { bucket: 'b', key: 'k', engine: 'auto', pageSize: 25 };

/** Query dependencies on some dragons in memory; counts the queries that ran. */
export function dependenciesOn(
  dragons: Iterable<Dragon>,
  more: Partial<Settings & Catalog> = {},
): QueryDependencies & { queries: number } {
  const catalog = { ...catalogInMemory(dragons), ...more };
  const query: QueryDependencies['query'] = async (_, wanted) => {
    dependencies.queries += 1;
    return { dragons: await catalog.query(wanted), use: { engine: 'in-function' } };
  };
  const dependencies = {
    queries: 0,
    settings: async () => ({ ...settings, ...more }),
    query,
    read: versionedReads({ version: async () => catalog.version(), query }),
  };
  return dependencies;
}

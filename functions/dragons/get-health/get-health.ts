import type { Answer } from '@dragons/core';
import { catalogRefusal } from '../catalog-refusal.ts';
import type { QueryDependencies } from '../query-dependencies.ts';

/** Reads one record of the catalogue the way listDragons does, and says what answered. */
export async function getHealth(dependencies: QueryDependencies): Promise<Answer<'getHealth'>> {
  const settings = await dependencies.settings();
  const found = await dependencies.query(settings, { filters: {}, limit: 1 }).catch(catalogRefusal);
  // A health check has two answers; that a query broke off means the same here as that it could not start.
  if ('problem' in found) return { ...found, problem: 'catalog-unavailable' };
  const { engine, reason } = found.use;
  return {
    status: 200,
    headers: { 'Cache-Control': 'no-store' },
    body: {
      status: 'ok',
      queryEngine: { mode: settings.engine, inUse: engine, ...(reason !== undefined && { reason }) },
    },
  };
}

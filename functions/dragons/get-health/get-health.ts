import type { Answer, Refusal } from '@dragons/core';
import { catalogRefusal } from '../catalog-refusal.ts';
import type { QueryDependencies } from '../query-dependencies.ts';

/** Reads one record of the catalogue the way listDragons does, and says what answered. */
export async function getHealth(dependencies: QueryDependencies): Promise<Answer<'getHealth'>> {
  const settings = await dependencies.settings().catch(catalogRefusal);
  if ('problem' in settings) return unhealthy(settings);
  const found = await dependencies.query(settings, { filters: {}, limit: 1 }).catch(catalogRefusal);
  if ('problem' in found) return unhealthy(found);
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

/** A health check has two answers; that a query broke off means the same here as that it could not start. */
function unhealthy(refusal: Refusal): Refusal<'catalog-unavailable'> {
  return { ...refusal, problem: 'catalog-unavailable' };
}

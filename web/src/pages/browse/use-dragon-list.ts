import { useEffect, useMemo } from 'preact/hooks';
import type { Api } from '../../api/api.ts';
import { useWakeUp } from '../../api/use-wake-up.ts';
import { DragonList } from './dragon-list.ts';
import { pagesOf } from './dragon-pages.ts';
import { addressOf, type Filters } from '../../dragons/filters.ts';

/** How many lists are kept for whoever comes back to them. */
const keptLists = 10;

/** By address, the one that was used last at the end. For each client of the API, since what is in them was read with its permission. */
const lists = new WeakMap<Api, Map<string, DragonList>>();

/**
 * The list of the dragons that match the filters: with the pages that were there before, when somebody comes back to it. It is asked for,
 * or asked for again, while the component is there.
 */
export function useDragonList(api: Api, filters: Filters): DragonList {
  const address = addressOf(filters);
  const list = useMemo(() => listAt(api, address, filters), [api, address]);
  useEffect(() => {
    void list.open();
    return () => list.close();
  }, [list]);
  useWakeUp(list.resource);
  return list;
}

function listAt(api: Api, address: string, filters: Filters): DragonList {
  const kept = lists.get(api) ?? new Map<string, DragonList>();
  lists.set(api, kept);
  const list = kept.get(address) ?? new DragonList(pagesOf(api, filters));
  kept.delete(address);
  kept.set(address, list);
  const [oldest] = kept.keys();
  if (kept.size > keptLists && oldest !== undefined) kept.delete(oldest);
  return list;
}

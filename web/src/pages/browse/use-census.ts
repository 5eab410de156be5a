import { useEffect, useMemo } from 'preact/hooks';
import type { Api } from '../../api/api.ts';
import { Resource } from '../../api/resource.ts';
import { queryParameters } from '../../../generated/query-parameters.ts';
import { censusOf, type Census } from './census.ts';
import { dragonsOf, firstPages, pagesOf, type KeptPage, type PagesOutcome } from './dragon-pages.ts';
import { whenIdle } from './when-idle.ts';

const pageSize = queryParameters.listDragons.limit.maximum;

/** How many pages are counted at most. */
const countedPages = 10;

/** How long a census is taken for right without asking, in milliseconds. */
const goodFor = 60_000;

const censuses = new WeakMap<Api, Resource<readonly KeptPage[]>>();

/** Dragons, counted, and how counting goes. */
export interface CensusInUse {
  readonly resource: Resource<readonly KeptPage[]>;
  /** Undefined before the first answer. */
  readonly census: Census | undefined;
  /** Whether there are more dragons than were counted. */
  readonly isPartial: boolean;
}

/**
 * Counts the dragons, whatever the list is narrowed by: all pages of the unfiltered list, the largest that the API gives. They are kept;
 * after a while only what changed is sent again.
 * @param isTime false until there is nothing more urgent to ask for
 * @param changedAt when the dragons were last seen to have changed, in milliseconds since 1970
 */
export function useCensus(api: Api, isTime: boolean, changedAt = 0): CensusInUse {
  const resource = useMemo(() => resourceFor(api), [api]);
  useEffect(() => {
    const { updatedAt } = resource.state.peek();
    const isGood = updatedAt !== undefined && Date.now() - updatedAt < goodFor && changedAt < updatedAt;
    if (!isTime || isGood) return undefined;
    return whenIdle(() => void resource.load());
  }, [resource, isTime, changedAt]);
  useEffect(() => () => resource.stop(), [resource]);
  const { data } = resource.state.value;
  const census = useMemo(() => data && censusOf(dragonsOf(data)), [data]);
  return { resource, census, isPartial: data?.at(-1)?.nextCursor !== undefined };
}

function resourceFor(api: Api): Resource<readonly KeptPage[]> {
  const kept = censuses.get(api);
  if (kept !== undefined) return kept;
  const ask = pagesOf(api, {}, pageSize);
  const resource = new Resource<readonly KeptPage[]>(
    async (abort): Promise<PagesOutcome> =>
      await firstPages(ask, resource.state.peek().data ?? [], countedPages, abort),
  );
  censuses.set(api, resource);
  return resource;
}

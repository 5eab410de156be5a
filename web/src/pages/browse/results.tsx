import type { RefObject } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { t } from '../../messages/messages.ts';
import { ResourceNotice } from '../../parts/resource-notice.tsx';
import { CardSkeletons, DragonCard } from './dragon-card.tsx';
import type { DragonList } from './dragon-list.ts';
import type { Filters } from '../../dragons/filters.ts';
import { FilterChips } from './filter-chips.tsx';
import { NoDragons } from './no-dragons.tsx';
import { ResultsHead } from './results-head.tsx';
import { ShowMore } from './show-more.tsx';

interface ResultsProps {
  readonly list: DragonList;
  readonly filters: Filters;
  readonly heading: RefObject<HTMLHeadingElement | null>;
  /** A filter is taken away by a link that is gone then. */
  readonly onRemove: () => void;
  readonly onClear: () => void;
}

/** The dragons that match, as far as they have come. */
export function Results({ list, filters, heading, onRemove, onClear }: ResultsProps) {
  const { shown, isOutdated } = useShown(list);
  const { dragons, hasMore } = shown;
  const { activity, failure } = list.resource.state.value;
  const isAtEnd = list.wanted.value === 'more';
  const cards = useRef<HTMLUListElement>(null);
  // The same elements are not looked at again: hundreds of cards rest while something is asked for.
  const items = useMemo(
    () => dragons?.map((dragon) => <DragonCard key={dragon.dragonName} dragon={dragon} />),
    [dragons],
  );
  const focusNext = useFocusOnNext(cards, dragons?.length ?? 0);
  return (
    <section
      class="results"
      id="dragons"
      tabIndex={-1}
      aria-labelledby="dragons-found"
      aria-busy={activity === 'loading'}
    >
      <ResultsHead list={list} dragons={dragons} hasMore={hasMore} heading={heading} />
      {/* Here, they move nothing but the list: what they were chosen with stays under the pointer. */}
      <FilterChips filters={filters} onRemove={onRemove} onClear={onClear} />
      <ResourceNotice resource={list.resource} isQuiet={isAtEnd} />
      {dragons === undefined && failure === undefined && <CardSkeletons />}
      {dragons?.length === 0 && !isOutdated && <NoDragons filters={filters} onClear={onClear} />}
      {dragons !== undefined && dragons.length > 0 && (
        <ul ref={cards} class={`card-grid ${isOutdated ? 'results__outdated' : ''}`} role="list">
          {items}
        </ul>
      )}
      <ResourceNotice resource={list.resource} isQuiet={!isAtEnd} />
      {hasMore && !isOutdated && <ShowMore list={list} count={dragons?.length ?? 0} onPress={focusNext} />}
      {dragons !== undefined && dragons.length > 0 && !hasMore && !isOutdated && (
        <p class="muted small results__end">{t('browse.status.all')}</p>
      )}
    </section>
  );
}

/** The list, or the one before it as long as this one is on its way: so that nothing flickers while somebody types. */
function useShown(list: DragonList): { readonly shown: DragonList; readonly isOutdated: boolean } {
  const last = useRef<DragonList | undefined>(undefined);
  const { data, failure } = list.resource.state.value;
  if (data !== undefined) last.current = list;
  const isOutdated = data === undefined && failure === undefined && last.current !== undefined;
  return { shown: isOutdated ? (last.current ?? list) : list, isOutdated };
}

/**
 * Takes the focus to the first dragon of the next page, for whoever asked for it: the button moves away, or is gone.
 * @returns to be called when it was asked for
 */
function useFocusOnNext(cards: RefObject<HTMLUListElement | null>, count: number): () => void {
  const next = useRef<number | undefined>(undefined);
  useEffect(() => {
    if (next.current === undefined || count <= next.current) return;
    cards.current?.children[next.current]?.querySelector('a')?.focus();
    next.current = undefined;
  }, [count]);
  return () => {
    next.current = count;
  };
}

import { useLocation, useRoute } from 'preact-iso';
import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../messages/messages.ts';
import { Page } from '../../parts/page.tsx';
import { useServices } from '../../services.ts';
import './browse.css';
import type { DragonList } from './dragon-list.ts';
import type { HowSet } from './filter-field.tsx';
import { FilterForm } from './filter-form.tsx';
import { addressOf, changed, filtersOf, sendable, type FilterName } from '../../dragons/filters.ts';
import { ReportLink } from './no-dragons.tsx';
import { Overview } from './overview.tsx';
import { Results } from './results.tsx';
import { useCensus } from './use-census.ts';
import { useDragonList } from './use-dragon-list.ts';
import { useCameByLink, useKeptScroll } from './use-kept-scroll.ts';

/** All dragons: to look for, to look at, and to go to. */
export function BrowsePage() {
  const { api } = useServices();
  // The route's own query, not the address: while another page is being loaded, this one is still there.
  const filters = filtersOf(useRoute().query);
  const asked = sendable(filters);
  const list = useDragonList(api, asked);
  const census = useCensus(api, list.dragons !== undefined, list.renewedAt.value);
  const setText = useSetText();
  useKeptScroll(list);

  const results = useRef<HTMLHeadingElement>(null);
  const lookAtResults = useResultsInView(list, results);
  const focusResults = () => results.current?.focus({ preventScroll: true });
  // Fields with something that was not searched for are emptied, too: they are made anew.
  const [clearings, setClearings] = useState(0);
  const clear = () => {
    setClearings(clearings + 1);
    focusResults();
  };

  return (
    <Page title={t('browse.title')} actions={<ReportLink />}>
      <div class="browse">
        <FilterForm key={clearings} filters={filters} census={census.census} onText={setText} />
        <Overview inUse={census} filters={asked} onFollow={lookAtResults} />
        <Results list={list} filters={asked} heading={results} onRemove={focusResults} onClear={clear} />
      </div>
    </Page>
  );
}

/** Sets a filter: what is typed replaces the address letter by letter, what is chosen is a step that one can go back from. */
function useSetText(): (name: FilterName, text: string, how: HowSet) => void {
  const { route } = useLocation();
  return (name, text, how) => {
    // A pause in typing may end after somebody has gone elsewhere.
    if (location.pathname !== '/') return;
    const now = filtersOf(Object.fromEntries(new URLSearchParams(location.search)));
    route(addressOf(changed(now, { [name]: text })), how === 'typed');
  };
}

/**
 * Brings the head of the results into view when they are others now: after a step from further down the list, and after a look at the
 * overview where that fills the screen.
 * @returns to be called when a link of the overview was followed
 */
function useResultsInView(list: DragonList, results: { readonly current: HTMLElement | null }): () => void {
  const cameByLink = useCameByLink();
  const isFirst = useRef(true);
  const isFollowed = useRef(false);
  useEffect(() => {
    const top = results.current?.getBoundingClientRect().top ?? 0;
    const isOut = top < 0 || (isFollowed.current && top > innerHeight);
    if (!isFirst.current && cameByLink && isOut) results.current?.scrollIntoView();
    isFirst.current = false;
    isFollowed.current = false;
  }, [list]);
  return () => {
    isFollowed.current = true;
  };
}

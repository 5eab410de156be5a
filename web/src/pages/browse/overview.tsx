import { useMemo } from 'preact/hooks';
import { t } from '../../messages/messages.ts';
import type { Bar } from '../../parts/chart.tsx';
import { StateMap } from '../../parts/map/state-map.tsx';
import { ResourceNotice } from '../../parts/resource-notice.tsx';
import { isSame, type Census } from './census.ts';
import type { Filters } from '../../dragons/filters.ts';
import { Fold } from './fold.tsx';
import { LongChart } from './long-chart.tsx';
import { isChosen, mapCounts, placeAddress, stateAddress, valueAddress } from './places.ts';
import { spelledField } from '../../dragons/spelled.ts';
import type { CensusInUse } from './use-census.ts';

interface OverviewProps {
  readonly inUse: CensusInUse;
  readonly filters: Filters;
  /** To be told that one of its links was followed. */
  readonly onFollow: () => void;
}

/** Dragons to look at instead of reading: how many there are of each family and in each place. What is chosen here narrows the list. */
export function Overview({ inUse, filters, onFollow }: OverviewProps) {
  const { census, resource, isPartial } = inUse;
  return (
    <Fold
      name="overview"
      isOpen={false}
      class="overview"
      summary={
        <>
          <h2>{t('browse.overview')}</h2>
          <span class="muted small">{census !== undefined && totals(census)}</span>
        </>
      }
    >
      <a class="visually-hidden" href="#dragons">
        {t('browse.overview.toList')}
      </a>
      <ResourceNotice resource={resource} />
      {census === undefined && resource.state.value.failure === undefined && (
        <span class="skeleton overview__skeleton" aria-hidden="true" />
      )}
      {census !== undefined && census.total > 0 && (
        <div
          class="overview__charts"
          onClick={({ target }) => {
            if (target instanceof Element && target.closest('a') !== null) onFollow();
          }}
        >
          {isPartial && <p class="muted small">{t('browse.overview.partly', { count: census.total })}</p>}
          <Charts census={census} filters={filters} />
        </div>
      )}
    </Fold>
  );
}

function totals({ total, families, places }: Census): string {
  return [
    t('browse.overview.total', { count: total }),
    t('browse.overview.families', { count: families.length }),
    t('browse.overview.places', { count: places.length }),
  ].join(' · ');
}

function Charts({ census, filters }: { readonly census: Census; readonly filters: Filters }) {
  const counts = useMemo(() => mapCounts(census), [census]);
  return (
    <>
      <section>
        <h3>{t('browse.overview.map')}</h3>
        <div class="overview__map">
          <StateMap counts={counts} active={filters.state} hrefOf={(state) => stateAddress(filters, state)} />
        </div>
      </section>
      <section>
        <h3>{t('browse.overview.perFamily')}</h3>
        <LongChart bars={familyBars(census, filters)} />
      </section>
      <section>
        <h3>{t('browse.overview.perPlace')}</h3>
        <LongChart bars={placeBars(census, filters)} />
      </section>
      {census.countries.length > 1 && (
        <section>
          <h3>{t('browse.overview.perCountry')}</h3>
          <LongChart bars={countryBars(census, filters)} />
        </section>
      )}
    </>
  );
}

function familyBars({ families }: Census, filters: Filters): readonly Bar[] {
  return families.map(({ name, count }) => ({
    label: spelledField('family', name),
    family: name,
    count,
    href: valueAddress(filters, 'family', name),
    active: isSame(filters.family, name),
  }));
}

/** The country stands there only where it is not the one that most dragons live in. */
function placeBars({ places, countries }: Census, filters: Filters): readonly Bar[] {
  return places.map(({ state, country, count }) => ({
    label: isSame(country, countries[0]?.name)
      ? spelledField('state', state)
      : t('browse.place', { state: spelledField('state', state), country: spelledField('country', country) }),
    count,
    href: placeAddress(filters, { state, country }),
    active: isChosen(filters, { state, country }),
  }));
}

function countryBars({ countries }: Census, filters: Filters): readonly Bar[] {
  return countries.map(({ name, count }) => ({
    label: spelledField('country', name),
    count,
    href: valueAddress(filters, 'country', name),
    active: isSame(filters.country, name),
  }));
}

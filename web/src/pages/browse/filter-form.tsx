import { useId } from 'preact/hooks';
import { t } from '../../messages/messages.ts';
import type { Census, Count } from './census.ts';
import { FilterField, type HowSet } from './filter-field.tsx';
import { familyWords } from '../../dragons/families.ts';
import { activeOf, filterNames, type FilterName, type Filters } from '../../dragons/filters.ts';
import { Fold } from './fold.tsx';

/** How many suggestions a field has at most: the most frequent ones. */
const suggested = 100;

const moreNames = filterNames.filter((name) => name !== 'q');

interface FilterFormProps {
  readonly filters: Filters;
  readonly census: Census | undefined;
  readonly onText: (name: FilterName, text: string, how: HowSet) => void;
}

/** Where people say what they look for. */
export function FilterForm({ filters, census, onText }: FilterFormProps) {
  const title = useId();
  return (
    <form class="filters" role="search" aria-labelledby={title} onSubmit={(event) => event.preventDefault()}>
      <h2 id={title} class="visually-hidden">
        {t('browse.filter')}
      </h2>
      <FilterField name="q" text={filters.q ?? ''} isLive placeholder={t('browse.filter.q.hint')} onText={onText} />
      <Fold
        name="filters"
        isOpen={activeOf(filters).some(([name]) => name !== 'q')}
        summary={t('browse.filter.more')}
        class="filters__more"
      >
        <div class="filters__fields">
          {moreNames.map((name) => (
            <FilterField
              key={name}
              name={name}
              text={filters[name] ?? ''}
              suggestions={suggestionsFor(name, census)}
              {...(name === 'family' && { words: familyWords })}
              onText={onText}
            />
          ))}
        </div>
      </Fold>
    </form>
  );
}

function suggestionsFor(name: FilterName, census: Census | undefined): readonly string[] {
  if (census === undefined) return [];
  const known: Partial<Record<FilterName, readonly Count[]>> = {
    family: census.families,
    country: census.countries,
    state: census.places,
    city: census.cities,
  };
  return [...new Set(known[name]?.slice(0, suggested).map((one) => one.name))];
}

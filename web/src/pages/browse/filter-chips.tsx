import { t } from '../../messages/messages.ts';
import { familyAttributes } from '../../parts/emblem/family.ts';
import { activeOf, addressOf, changed, type FilterName, type Filters } from '../../dragons/filters.ts';
import { spelledField } from '../../dragons/spelled.ts';

interface FilterChipsProps {
  readonly filters: Filters;
  /** The chip that had the focus is gone then: it is to be put elsewhere. */
  readonly onRemove: () => void;
  readonly onClear: () => void;
}

/** The filters that narrow the list, each a link to the list without it. */
export function FilterChips({ filters, onRemove, onClear }: FilterChipsProps) {
  const active = activeOf(filters);
  if (active.length === 0) return null;
  return (
    <ul class="cluster filter-chips" role="list" aria-label={t('browse.chips')}>
      {active.map(([name, text]) => (
        <li key={name}>
          <a
            class="tag filter-chips__chip"
            href={addressOf(changed(filters, { [name]: '' }))}
            onClick={onRemove}
            {...(name === 'family' && familyAttributes(text))}
          >
            <span class="visually-hidden">{t('browse.chip.remove')} </span>
            <span>
              {chipName(name)}: <bdi>{spelledField(name, text)}</bdi>
            </span>
            <span aria-hidden="true">×</span>
          </a>
        </li>
      ))}
      <li>
        <a class="button button--quiet button--small" href="/" onClick={onClear}>
          {t('browse.clear')}
        </a>
      </li>
    </ul>
  );
}

/** What a filter is called where there is little room. */
export function chipName(name: FilterName): string {
  return name === 'q' ? t('browse.chip.q') : t(`browse.filter.${name}`);
}

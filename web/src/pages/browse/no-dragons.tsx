import { isolated } from '../../messages/isolated.ts';
import { t } from '../../messages/messages.ts';
import { useServices } from '../../services.ts';
import { chipName } from './filter-chips.tsx';
import { activeOf, type Filters } from '../../dragons/filters.ts';
import { spelledField } from '../../dragons/spelled.ts';

interface NoDragonsProps {
  readonly filters: Filters;
  readonly onClear: () => void;
}

/** Says that the list is empty, why, and what can be done about it. */
export function NoDragons({ filters, onClear }: NoDragonsProps) {
  const active = activeOf(filters);
  return (
    <div class="empty">
      <h3>{active.length === 0 ? t('browse.empty.title') : t('browse.none.title')}</h3>
      <p>{active.length === 0 ? t('browse.empty.text') : t('browse.none.text', { filters: inWords(filters) })}</p>
      <p class="actions">
        {active.length > 0 && (
          <a class="button" href="/" onClick={onClear}>
            {t('browse.none.clear')}
          </a>
        )}
        <ReportLink />
      </p>
    </div>
  );
}

/** Leads to the form for a report, for whoever may send one. */
export function ReportLink() {
  const { session } = useServices();
  if (!session.may('dragons/write')) return null;
  return (
    <a class="button button--primary" href="/report">
      {t('browse.report')}
    </a>
  );
}

function inWords(filters: Filters): string {
  return activeOf(filters)
    .map(([name, text]) => `${chipName(name)}: ${isolated(spelledField(name, text))}`)
    .join(', ');
}

import type { Resource } from '../../api/resource.ts';
import { locale, t } from '../../messages/messages.ts';

/** When what is shown was last known to be right, and a way to find out whether it still is. */
export function Freshness<T>({ resource }: { readonly resource: Resource<T> }) {
  const { updatedAt, activity } = resource.state.value;
  if (updatedAt === undefined) return null;
  const time = new Date(updatedAt);
  const isLoading = activity === 'loading';
  return (
    <div class="cluster muted small">
      <span role="status">
        {t('dragon.asOf')} <time dateTime={time.toISOString()}>{time.toLocaleTimeString(locale.value)}</time>
      </span>
      <button
        type="button"
        class="button button--quiet button--small"
        aria-disabled={isLoading}
        onClick={() => !isLoading && void resource.load()}
      >
        {t('dragon.refresh')}
      </button>
    </div>
  );
}

import { outcomeOf } from '../../api/outcome.ts';
import { useResource } from '../../api/use-resource.ts';
import { t } from '../../messages/messages.ts';
import { Page } from '../../parts/page.tsx';
import { ResourceNotice } from '../../parts/resource-notice.tsx';
import { useServices } from '../../services.ts';

/** All dragons. */
export function BrowsePage() {
  const { api } = useServices();
  const dragons = useResource('dragons', (signal, etag) =>
    outcomeOf(() =>
      api.GET('/dragons', { signal, ...(etag !== undefined && { params: { header: { 'If-None-Match': etag } } }) }),
    ),
  );
  return (
    <Page title={t('common.nav.browse')}>
      <ResourceNotice resource={dragons} />
      <ul>
        {dragons.state.value.data?.items.map(({ dragonName }) => (
          <li key={dragonName}>
            <a href={`/dragons/${encodeURIComponent(dragonName)}`}>{dragonName}</a>
          </li>
        ))}
      </ul>
    </Page>
  );
}

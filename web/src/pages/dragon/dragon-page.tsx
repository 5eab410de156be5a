import { useRoute } from 'preact-iso';
import { useState } from 'preact/hooks';
import type { Dragon } from '../../api/api.ts';
import type { Resource } from '../../api/resource.ts';
import { useResource } from '../../api/use-resource.ts';
import { t } from '../../messages/messages.ts';
import { Freshness } from '../../parts/freshness/freshness.tsx';
import { Page } from '../../parts/page.tsx';
import { ResourceNotice } from '../../parts/resource-notice.tsx';
import { useServices } from '../../services.ts';
import { editPath } from '../../addresses.ts';
import { dragonCalls } from './calls.ts';
import { isGone } from './current-version.ts';
import { DragonMissing } from './dragon-missing.tsx';
import { DragonView } from './dragon-view.tsx';
import './dragon.css';
import { RemoveDialog } from './remove-dialog.tsx';
import { ShareLink } from './share-link.tsx';

/** The page of one dragon. */
export function DragonPage() {
  const { dragonName = '' } = useRoute().params;
  return <OneDragon key={dragonName} dragonName={dragonName} />;
}

function OneDragon({ dragonName }: { readonly dragonName: string }) {
  const { api } = useServices();
  const resource = useResource(`dragon ${dragonName}`, (signal, etag) =>
    dragonCalls(api).find(dragonName, signal, etag),
  );
  const { data, failure, activity } = resource.state.value;
  if (isGone(failure)) return <DragonMissing dragonName={dragonName} wasThere={data !== undefined} />;
  return (
    <Page
      title={data?.dragonName ?? dragonName}
      actions={data !== undefined && <AdminActions dragon={data} resource={resource} />}
    >
      <ResourceNotice resource={resource} />
      {data === undefined && activity !== 'idle' && <DragonSkeleton />}
      {data !== undefined && (
        <>
          <DragonView dragon={data} />
          <div class="dragon__foot">
            <ShareLink dragonName={data.dragonName} />
            <Freshness resource={resource} />
          </div>
        </>
      )}
    </Page>
  );
}

interface AdminActionsProps {
  readonly dragon: Dragon;
  readonly resource: Resource<Dragon>;
}

/** What administrators may do with a dragon. */
function AdminActions({ dragon, resource }: AdminActionsProps) {
  const { session } = useServices();
  const [isRemoving, setIsRemoving] = useState(false);
  if (!session.may('dragons/admin')) return null;
  const close = () => {
    setIsRemoving(false);
    // Whatever came of it: what is shown is to be what is there.
    void resource.load();
  };
  return (
    <>
      <a class="button" href={editPath(dragon.dragonName)}>
        {t('dragon.change')}
      </a>
      <button type="button" class="button button--danger" onClick={() => setIsRemoving(true)}>
        {t('dragon.remove')}
      </button>
      {isRemoving && <RemoveDialog version={{ dragon, etag: resource.state.peek().etag }} onClose={close} />}
    </>
  );
}

function DragonSkeleton() {
  return (
    <>
      <p class="visually-hidden">{t('common.loading')}</p>
      <div class="dragon" aria-hidden="true">
        <span class="skeleton dragon__emblem-skeleton" />
        <span class="skeleton dragon__text-skeleton" />
      </div>
    </>
  );
}

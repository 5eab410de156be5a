import { useRoute } from 'preact-iso';
import { useEffect, useState } from 'preact/hooks';
import { useResource } from '../../api/use-resource.ts';
import { t } from '../../messages/messages.ts';
import { fieldId } from '../../parts/dragon-form/field-fault.tsx';
import { useDraft } from '../../parts/dragon-form/use-form.ts';
import { Page } from '../../parts/page.tsx';
import { ResourceNotice } from '../../parts/resource-notice.tsx';
import { useServices } from '../../services.ts';
import { dragonPath } from '../../addresses.ts';
import { dragonCalls } from './calls.ts';
import { isGone } from './current-version.ts';
import { DragonMissing } from './dragon-missing.tsx';
import './dragon.css';
import { editDraftName, editDraftOf } from './edit-draft.ts';
import { EditForm } from './edit-form.tsx';
import { isolated } from '../../messages/isolated.ts';

/** The page where a dragon is changed. */
export function EditPage() {
  const { dragonName = '' } = useRoute().params;
  const { session } = useServices();
  return session.may('dragons/admin') ? (
    <EditOne key={dragonName} dragonName={dragonName} />
  ) : (
    <Page title={t('dragon.edit.title', { name: isolated(dragonName) })}>
      <p class="notice notice--failure">{t('dragon.edit.forbidden')}</p>
      <BackLink dragonName={dragonName} />
    </Page>
  );
}

/** Begins with what was typed before and not saved, else with the dragon as it is. */
function EditOne({ dragonName }: { readonly dragonName: string }) {
  const { api } = useServices();
  const draft = useDraft(editDraftName(dragonName));
  const [kept, setKept] = useState(() => editDraftOf(draft.read()));
  const [formNumber, setFormNumber] = useState(0);
  const resource = useResource(`dragon ${dragonName}`, (signal, etag) =>
    dragonCalls(api).find(dragonName, signal, etag),
  );
  useEffect(() => {
    if (formNumber > 0) document.getElementById(fieldId('dragonName'))?.focus();
  }, [formNumber]);
  const { data, etag, failure } = resource.state.value;
  const base = kept?.base ?? (data === undefined ? undefined : { dragon: data, etag });
  if (base === undefined && isGone(failure)) return <DragonMissing dragonName={dragonName} />;
  const discard = () => {
    draft.clear();
    setKept(undefined);
    setFormNumber(formNumber + 1);
    void resource.load();
  };
  return (
    <Page title={t('dragon.edit.title', { name: isolated(base?.dragon.dragonName ?? dragonName) })}>
      <BackLink dragonName={dragonName} />
      {!isGone(failure) && <ResourceNotice resource={resource} />}
      {base !== undefined && (
        <EditForm
          key={formNumber}
          dragonName={dragonName}
          initial={base}
          draft={draft}
          isKept={kept !== undefined}
          isOutdated={kept !== undefined && etag !== undefined && etag !== kept.base.etag}
          isMissing={isGone(failure)}
          onDiscard={discard}
        />
      )}
    </Page>
  );
}

function BackLink({ dragonName }: { readonly dragonName: string }) {
  return (
    <p>
      <a href={dragonPath(dragonName)}>{t('dragon.edit.back')}</a>
    </p>
  );
}

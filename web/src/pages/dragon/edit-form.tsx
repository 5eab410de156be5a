import { useLocation } from 'preact-iso';
import type { ComponentChildren } from 'preact';
import { schemas } from '../../../generated/schemas.ts';
import { bodyValidators } from '../../../generated/validators.js';
import { t } from '../../messages/messages.ts';
import { DragonFields } from '../../parts/dragon-form/dragon-fields.tsx';
import { dragonFields, dragonLabels } from '../../parts/dragon-form/dragon.ts';
import type { Draft } from '../../parts/dragon-form/drafts.ts';
import { FaultSummary } from '../../parts/dragon-form/fault-summary.tsx';
import { useForm } from '../../parts/dragon-form/use-form.ts';
import { flash } from '../../parts/flash.tsx';
import { ResourceNotice } from '../../parts/resource-notice.tsx';
import type { Version } from './calls.ts';
import { ConflictView } from './conflict-view.tsx';
import { fieldsDraft } from './edit-draft.ts';
import { GoneNotice } from './gone-notice.tsx';
import { isolated } from '../../messages/isolated.ts';
import { dragonPath } from '../../addresses.ts';
import { useSaving } from './use-saving.ts';

interface EditFormProps {
  /** The dragon's name in the address. */
  readonly dragonName: string;
  /** The version that is changed. */
  readonly initial: Version;
  readonly draft: Draft;
  /** Whether what stands in the form was typed before. */
  readonly isKept: boolean;
  /** Whether the dragon was changed since then. */
  readonly isOutdated: boolean;
  /** Whether the dragon was removed since then. */
  readonly isMissing: boolean;
  readonly onDiscard: () => void;
}

/** The form where a dragon is changed; the choice between two versions where somebody else changed it meanwhile. */
export function EditForm({ dragonName, initial, draft, isKept, isOutdated, isMissing, onDiscard }: EditFormProps) {
  const { route } = useLocation();
  const leave = (name: string, message: 'dragon.flash.saved' | 'dragon.flash.unchanged') => {
    draft.clear();
    flash(dragonPath(name), message, { name: isolated(name) });
    route(dragonPath(name), true);
  };
  const form = useForm({
    validator: bodyValidators.replaceDragon,
    schema: schemas.Dragon,
    labels: dragonLabels,
    initial: initial.dragon,
    draft: fieldsDraft(draft, () => saving.base),
  });
  const saving = useSaving({ dragonName, initial, form, onDone: leave });
  const { view, action, isBusy } = saving;
  if (view.kind === 'conflict') {
    return (
      <>
        <ResourceNotice resource={action} />
        <ConflictView
          key={view.theirs.etag}
          base={view.base}
          mine={view.mine}
          theirs={view.theirs}
          isBusy={isBusy}
          onDecide={saving.decide}
          onBack={saving.backToForm}
        />
      </>
    );
  }
  const isGone = view.kind === 'gone' || isMissing;
  const values = form.values.value;
  const isChanged = dragonFields.some((field) => values[field] !== saving.base.dragon[field]);
  const submit = (event: Event) => {
    event.preventDefault();
    if (!isBusy) saving.submit();
  };
  return (
    <form class="form" noValidate onSubmit={submit}>
      {isKept && !isGone && <Status>{t(isOutdated ? 'dragon.edit.outdated' : 'dragon.edit.kept')}</Status>}
      {view.kind === 'form' && view.savedBefore && <Status>{t('dragon.edit.savedBefore')}</Status>}
      {isGone && <GoneNotice values={values} onReport={() => draft.clear()} />}
      {view.kind === 'form' && view.refusal !== undefined && (
        <p class="notice notice--failure" role="alert">
          {t('common.failure.other', { detail: view.refusal })}
        </p>
      )}
      <FaultSummary form={form} />
      <DragonFields form={form} nameHint={t('dragon.hint.sameName')} />
      <ResourceNotice resource={action} />
      <div class="actions">
        {!isGone && (
          <button type="submit" class="button button--primary" aria-disabled={isBusy}>
            {t(isBusy ? 'dragon.edit.busy' : 'dragon.edit.save')}
          </button>
        )}
        {isChanged && (
          <button type="button" class="button" onClick={onDiscard}>
            {t('dragon.edit.discard')}
          </button>
        )}
      </div>
    </form>
  );
}

function Status({ children }: { readonly children: ComponentChildren }) {
  return (
    <div class="notice notice--waiting" role="status">
      <p>{children}</p>
    </div>
  );
}

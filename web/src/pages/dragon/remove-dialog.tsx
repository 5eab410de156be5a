import { useLocation } from 'preact-iso';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../../messages/messages.ts';
import { DragonFacts } from '../../parts/dragon-facts.tsx';
import { dragonFields } from '../../parts/dragon-form/dragon.ts';
import { flash } from '../../parts/flash.tsx';
import { ResourceNotice } from '../../parts/resource-notice.tsx';
import { useServices } from '../../services.ts';
import { dragonCalls, type Version } from './calls.ts';
import { isolated } from '../../messages/isolated.ts';
import { removeDragon, type Removed } from './remove-dragon.ts';
import { useAction } from './use-action.ts';

interface RemoveDialogProps {
  /** What the person saw when they decided. */
  readonly version: Version;
  readonly onClose: () => void;
}

/** Asks whether a dragon is really to be removed, and removes it. When it was changed meanwhile, it asks again, with what it is now. */
export function RemoveDialog({ version, onClose }: RemoveDialogProps) {
  const { api } = useServices();
  const { route } = useLocation();
  const dialog = useRef<HTMLDialogElement>(null);
  const name = version.dragon.dragonName;
  const seen = useRef(version);
  const removing = useAction<Removed>((signal) => removeDragon(dragonCalls(api), name, seen.current.etag, signal));
  const { data, activity } = removing.state.value;
  const changed = data?.kind === 'changed' ? data.current : undefined;
  const isBusy = activity !== 'idle';

  // Opened by script, a dialog keeps the focus inside, closes by Escape, and gives the focus back.
  useEffect(() => dialog.current?.showModal(), []);
  useEffect(() => {
    if (data === undefined || data.kind === 'changed') return;
    flash('/', data.kind === 'removed' ? 'dragon.flash.removed' : 'dragon.flash.gone', { name: isolated(name) });
    // Going back would lead to a dragon that is no more.
    route('/', true);
  }, [data]);

  const remove = () => {
    if (isBusy) return;
    if (changed !== undefined) seen.current = changed;
    void removing.load();
  };
  return (
    <dialog ref={dialog} class="dialog" aria-labelledby="remove-title" onClose={onClose}>
      <h2 id="remove-title">{t('dragon.remove.title', { name: isolated(name) })}</h2>
      <p>{t('dragon.remove.text')}</p>
      <ResourceNotice resource={removing} />
      <div role="status">
        {changed !== undefined && (
          <>
            <p class="notice notice--waiting">{t('dragon.remove.changed')}</p>
            <DragonFacts dragon={changed.dragon} fields={dragonFields} known={seen.current.dragon} />
          </>
        )}
      </div>
      <div class="actions">
        <button type="button" class="button" onClick={() => dialog.current?.close()}>
          {t('dragon.remove.keep')}
        </button>
        <button type="button" class="button button--danger" aria-disabled={isBusy} onClick={remove}>
          {t(isBusy ? 'dragon.remove.busy' : changed === undefined ? 'dragon.remove.do' : 'dragon.remove.anyway')}
        </button>
      </div>
    </dialog>
  );
}

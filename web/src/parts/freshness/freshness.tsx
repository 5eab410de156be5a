import { useState } from 'preact/hooks';
import type { Resource } from '../../api/resource.ts';
import { t } from '../../messages/messages.ts';
import { RefreshButton } from './refresh-button.tsx';
import { Updated } from './updated.tsx';

/** When what is shown was last known to be right, and a way to find out whether it still is: whoever asks hears the answer. */
export function Freshness<T>({ resource }: { readonly resource: Resource<T> }) {
  const { updatedAt, activity } = resource.state.value;
  const [askedAfter, setAskedAfter] = useState<number>();
  const isAnswered = askedAfter !== undefined && (updatedAt ?? 0) > askedAfter && activity === 'idle';
  const refresh = () => {
    setAskedAfter(updatedAt ?? 0);
    void resource.load();
  };
  return (
    <div class="cluster">
      <span class="visually-hidden" role="status">
        {isAnswered && t('common.updated.now')}
      </span>
      {updatedAt !== undefined && <Updated at={updatedAt} />}
      <RefreshButton isBusy={activity === 'loading'} onPress={refresh} />
    </div>
  );
}

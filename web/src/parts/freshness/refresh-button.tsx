import { t } from '../../messages/messages.ts';

interface RefreshButtonProps {
  /** While there is nothing to be pressed for. */
  readonly isBusy: boolean;
  readonly onPress: () => void;
}

/** Looks whether what is shown is still right. */
export function RefreshButton({ isBusy, onPress }: RefreshButtonProps) {
  return (
    <button type="button" class="button button--small" aria-disabled={isBusy} onClick={() => isBusy || onPress()}>
      {t('common.refresh')}
    </button>
  );
}

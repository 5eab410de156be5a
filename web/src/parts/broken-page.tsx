import { t } from '../messages/messages.ts';
import { Page } from './page.tsx';

/** Shown where a part of the page cannot be loaded or fails: the rest stays. */
export function BrokenPage() {
  return (
    <Page title={t('common.broken.title')}>
      <p>{t('common.broken.text')}</p>
      <button type="button" class="button" onClick={() => location.reload()}>
        {t('common.broken.reload')}
      </button>
    </Page>
  );
}

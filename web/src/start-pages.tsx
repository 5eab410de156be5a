import type { ComponentChildren } from 'preact';
import { t } from './messages/messages.ts';

/** Shown where the page's configuration is missing or wrong. @param props.message for whoever deployed it */
export function NotSetUp({ message }: { readonly message: string }) {
  return (
    <StartPage title={t('common.config.title')}>
      <p>{t('common.config.text', { message })}</p>
    </StartPage>
  );
}

/** Shown where the page cannot start for now: no connection, or a browser that lacks what it takes. */
export function NotStarted() {
  return (
    <StartPage title={t('common.start.title')}>
      <p>{t('common.start.text')}</p>
      <button type="button" class="button" onClick={() => location.reload()}>
        {t('common.retry')}
      </button>
    </StartPage>
  );
}

function StartPage({ title, children }: { readonly title: string; readonly children: ComponentChildren }) {
  return (
    <main id="content">
      <h1>{title}</h1>
      <div role="alert">{children}</div>
    </main>
  );
}

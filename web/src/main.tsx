import { effect } from '@preact/signals';
import { render } from 'preact';
import { createApi } from './api/api.ts';
import { App } from './app.tsx';
import { ConfigError, readConfig } from './config.ts';
import { language, t } from './messages/messages.ts';
import { Session } from './session/session.ts';
import './styles/tokens.css';
import './styles/base.css';

effect(() => {
  document.documentElement.lang = language.value;
});
await start(document.getElementById('app') ?? document.body);

async function start(root: HTMLElement): Promise<void> {
  try {
    const config = await readConfig();
    const session = new Session(config);
    const began = await session.start();
    if (began === 'leaving') return;
    // The code in the address is used up; the history is not to lead back to it.
    if (began !== 'here') history.replaceState(null, '', began.returnTo);
    render(<App services={{ config, session, api: createApi(config.apiUrl, session) }} />, root);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    render(<NotSetUp message={error.message} />, root);
  }
}

function NotSetUp({ message }: { readonly message: string }) {
  return (
    <main id="content">
      <h1>{t('common.config.title')}</h1>
      <p>{t('common.config.text', { message })}</p>
    </main>
  );
}

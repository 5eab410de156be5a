import { effect } from '@preact/signals';
import { render, type ComponentChild } from 'preact';
import { createApi } from './api/api.ts';
import { App } from './app.tsx';
import { ConfigError, ConfigUnreachableError, readConfig } from './config.ts';
import { language } from './messages/messages.ts';
import { Session } from './session/session.ts';
import { NotSetUp, NotStarted } from './start-pages.tsx';
import './styles/tokens.css';
import './styles/base.css';

const root = document.getElementById('app') ?? document.body;

effect(() => {
  document.documentElement.lang = language.value;
});
tidyAddress();
await start().catch((error: unknown) => {
  if (error instanceof ConfigError) {
    show(<NotSetUp message={error.message} />);
    return;
  }
  if (!(error instanceof ConfigUnreachableError)) reportError(error);
  show(<NotStarted />);
});

async function start(): Promise<void> {
  const config = await readConfig();
  const session = new Session(config);
  const path = await session.start();
  if (path === undefined) return;
  // The code in the address is used up; the history is not to lead back to it.
  if (path !== location.pathname + location.search) history.replaceState(null, '', path);
  show(<App services={{ config, session, api: createApi(config.apiUrl, session) }} />);
}

/** In the place of what index.html shows until now. */
function show(page: ComponentChild): void {
  root.replaceChildren();
  render(page, root);
}

/** A path with two slashes in front, as a slip of the finger makes it, would be read as another host's address. */
function tidyAddress(): void {
  const { pathname, search } = location;
  if (pathname.startsWith('//')) history.replaceState(null, '', pathname.replace(/^\/+/, '/') + search);
}

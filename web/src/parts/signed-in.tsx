import type { ComponentChildren } from 'preact';
import { t } from '../messages/messages.ts';
import { useServices } from '../services.ts';
import { Emblem } from './emblem/emblem.tsx';
import { Page } from './page.tsx';

/** Shows what is below it to whoever is signed in, and to everybody else how to sign in. */
export function SignedIn({ children }: { readonly children: ComponentChildren }) {
  const { session } = useServices();
  const state = session.state.value;
  if (state.status === 'signed-in') return <>{children}</>;
  return (
    <div class="welcome">
      <div>
        <Page title={t('common.welcome.title')}>
          {state.reason !== undefined && (
            <p class="notice notice--failure" role="alert">
              {t(`common.reason.${state.reason}`)}
            </p>
          )}
          <p class="lead">{t('common.welcome.text')}</p>
          {location.pathname !== '/' && <p>{t('common.welcome.return')}</p>}
          <p class="actions">
            <button type="button" class="button button--primary" onClick={() => void session.signIn()}>
              {t('common.signIn')}
            </button>
            <button type="button" class="button" onClick={() => void session.signUp()}>
              {t('common.signUp')}
            </button>
          </p>
        </Page>
      </div>
      <div class="welcome__emblems">
        {['red', 'black', 'blue', 'green'].map((family) => (
          <Emblem key={family} family={family} size={136} />
        ))}
      </div>
    </div>
  );
}

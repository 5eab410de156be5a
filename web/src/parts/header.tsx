import { useLocation } from 'preact-iso';
import { languages, language, speak, t } from '../messages/messages.ts';
import { useServices } from '../services.ts';

/** The head of every page: where one can go, which language is spoken, who is signed in. */
export function Header() {
  const { session } = useServices();
  const { account } = session;
  return (
    <header class="header">
      <a class="header__brand" href="/">
        {t('common.name')}
      </a>
      {account !== undefined && (
        <nav class="header__nav" aria-label={t('common.nav')}>
          <NavLink href="/">{t('common.nav.browse')}</NavLink>
          <NavLink href="/report">{t('common.nav.report')}</NavLink>
          <NavLink href="/reports">{t('common.nav.reports')}</NavLink>
        </nav>
      )}
      <div class="header__tools">
        <LanguageChoice />
        {account !== undefined && (
          <>
            <span class="header__account">{t('common.signedInAs', { name: account.name })}</span>
            <button type="button" class="button button--quiet" onClick={() => void session.signOut()}>
              {t('common.signOut')}
            </button>
          </>
        )}
      </div>
    </header>
  );
}

function NavLink({ href, children }: { readonly href: string; readonly children: string }) {
  const { path } = useLocation();
  return (
    <a href={href} class="header__link" aria-current={path === href ? 'page' : undefined}>
      {children}
    </a>
  );
}

function LanguageChoice() {
  return (
    <label class="header__language">
      <span class="visually-hidden">{t('common.language')}</span>
      <select value={language.value} onChange={({ currentTarget }) => choose(currentTarget.value)}>
        {Object.entries(languages).map(([code, name]) => (
          <option key={code} value={code} lang={code}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

function choose(code: string): void {
  if (code === 'en' || code === 'de') speak(code);
}

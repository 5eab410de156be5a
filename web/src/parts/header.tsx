import { useLocation } from 'preact-iso';
import { languages, language, speak, t } from '../messages/messages.ts';
import { useServices } from '../services.ts';
import { Emblem } from './emblem/emblem.tsx';

/** The head of every page: where one can go, which language is spoken, who is signed in. */
export function Header() {
  const { session } = useServices();
  const { account } = session;
  return (
    <header class="header">
      <a class="header__brand" href="/">
        <Emblem family="red" size={36} />
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
            <AccountName name={account.name} />
            <button type="button" class="button button--quiet header__sign-out" onClick={() => void session.signOut()}>
              <DoorIcon />
              <span class="header__sign-out-text">{t('common.signOut')}</span>
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

/** Who is signed in: the whole sentence for a screen reader, on a phone only the first letter for the eye. */
function AccountName({ name }: { readonly name: string }) {
  const [initial = ''] = name;
  return (
    <span class="header__account" title={t('common.signedInAs', { name })}>
      <span class="visually-hidden">{t('common.signedInAs', { name })}</span>
      <span class="header__initial" aria-hidden="true">
        {initial}
      </span>
      <span class="header__name" aria-hidden="true" dir="auto">
        {name}
      </span>
    </span>
  );
}

/** A door and the way out of it: what is left of "sign out" where there is little room. */
function DoorIcon() {
  return (
    <svg class="header__door" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
      <path d="M12 3H4v14h8M8 10h9M13.5 6.5 17 10l-3.5 3.5" />
    </svg>
  );
}

function LanguageChoice() {
  return (
    <label>
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

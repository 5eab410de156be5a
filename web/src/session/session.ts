import { signal, type ReadonlySignal } from '@preact/signals';
import { AuthorizationResponseError, OperationProcessingError, ResponseBodyError } from 'oauth4webapi';
import type { Config } from '../config.ts';
import { forgetTab, tabStore } from '../storage.ts';
import { accountOf, scopesOf, type Account, type Scope } from './account.ts';
import { authorizationFor, type AuthorizationPage } from './authorization.ts';
import { followMark, mark, removeMark, setMark } from './marker.ts';
import { keepPendingSignIn, takePendingSignIn, type PendingSignIn } from './pending-sign-in.ts';
import { providerOf, type Provider } from './provider.ts';
import { SilentAttempts } from './silent-attempts.ts';
import { exchangeCode, refreshed, revoke, type Tokens } from './tokens.ts';

/**
 * Why nobody is signed in, if the person did not choose it: the session ended; signing in did not work; the user pool cannot be reached;
 * the browser keeps nothing for the way there and back; or they chose it, but the user pool could not be told.
 */
export type SignedOutReason = 'expired' | 'failed' | 'unreachable' | 'no-storage' | 'not-told';

/** Whether somebody is signed in. */
export type SessionState =
  | { readonly status: 'signed-out'; readonly reason?: SignedOutReason }
  | { readonly status: 'signed-in'; readonly account: Account };

/** A token that expires within this time is replaced before it is used, in milliseconds. */
const margin = 60_000;

/** In this tab: the subject of whoever was signed in last. */
const ownerKey = 'dragons.owner';

/** What the user pool answers to `prompt=none` when it would have to ask something (OpenID Connect Core, 3.1.2.6). */
const wouldAsk = ['login_required', 'interaction_required', 'account_selection_required', 'consent_required'];

/** Signs people in and out, and has an access token ready for each call. */
export class Session {
  readonly #provider: Provider;
  readonly #state = signal<SessionState>({ status: 'signed-out' });
  readonly #attempts = new SilentAttempts(tabStore);
  #tokens: Tokens | undefined;
  #refreshing: Promise<Tokens | undefined> | undefined;

  constructor(config: Config) {
    this.#provider = providerOf(config, location.origin);
    followMark({
      onLeft: () => void this.#endForGood(),
      onBackSignedIn: () => {
        if (this.#tokens === undefined) location.reload();
      },
    });
  }

  get state(): ReadonlySignal<SessionState> {
    return this.#state;
  }

  /** The account that is signed in. */
  get account(): Account | undefined {
    return this.#state.value.status === 'signed-in' ? this.#state.value.account : undefined;
  }

  /** Whether the API may be asked for something, as far as the page can see. */
  may(scope: Scope): boolean {
    return this.account?.scopes.has(scope) ?? false;
  }

  /**
   * Finds out who is signed in: takes what the sign-in pages sent back, or asks them in passing whether somebody still is.
   * @returns the path of this page to be shown; undefined when the browser is on its way to the user pool
   */
  async start(): Promise<string | undefined> {
    if (location.pathname !== '/callback') return await this.#lookWhoIsThere(here());
    const pending = takePendingSignIn();
    this.#attempts.forget();
    // Without: the address of a sign-in that ended already, from the history or a bookmark.
    if (pending === undefined) return await this.#lookWhoIsThere('/');
    await this.#comeBack(pending);
    return pending.returnTo;
  }

  /** Goes to the sign-in page. @param returnTo where to come back to; here when not given */
  async signIn(returnTo = here()): Promise<void> {
    // Whoever signed out is not to be signed in again by the next one's click, even if the user pool did not learn of it.
    await this.#leave('/oauth2/authorize', returnTo, mark() === 'left' ? 'login' : undefined);
  }

  /** Goes to the page where accounts are made. */
  async signUp(returnTo = here()): Promise<void> {
    await this.#leave('/signup', returnTo);
  }

  /** Signs out here, in other tabs and at the user pool, which sends the browser back to the start page. */
  async signOut(): Promise<void> {
    setMark('left');
    if (!(await this.#endForGood())) {
      this.#end('not-told');
      return;
    }
    const { client, server } = this.#provider;
    const query = new URLSearchParams({ client_id: client.client_id, logout_uri: `${location.origin}/` });
    location.assign(`${server.end_session_endpoint ?? ''}?${query}`);
  }

  /**
   * An access token that is good for a while.
   * @returns undefined when nobody is signed in any more
   * @throws Error when a new token is needed and the user pool cannot be reached
   */
  async accessToken(): Promise<string | undefined> {
    const tokens = this.#tokens;
    if (tokens === undefined || Date.now() < tokens.expiresAt - margin) return tokens?.accessToken;
    return (await this.#refresh(tokens))?.accessToken;
  }

  /**
   * Another access token than one that the API did not take: the computer's clock may have been set back since it was given.
   * @returns undefined when there is none
   * @throws Error when the user pool cannot be reached
   */
  async accessTokenInsteadOf(refused: string): Promise<string | undefined> {
    const tokens = this.#tokens;
    if (tokens?.accessToken !== refused) return tokens?.accessToken;
    return (await this.#refresh(tokens))?.accessToken;
  }

  /** To be called when the API does not take a new access token either: the session is over. */
  expire(): void {
    if (this.#state.value.status === 'signed-in') this.#end('expired');
  }

  /** Calls that come meanwhile wait for the same answer: a refresh token is good for one exchange. */
  async #refresh(tokens: Tokens): Promise<Tokens | undefined> {
    this.#refreshing ??= this.#exchangeRefreshToken(tokens).finally(() => {
      this.#refreshing = undefined;
    });
    return await this.#refreshing;
  }

  async #exchangeRefreshToken({ refreshToken, claims }: Tokens): Promise<Tokens | undefined> {
    if (refreshToken === undefined) {
      this.#end('expired');
      return undefined;
    }
    try {
      const next = await refreshed(this.#provider, refreshToken);
      // Signed out meanwhile.
      if (this.#tokens === undefined) {
        await this.#revoke(next);
        return undefined;
      }
      this.#tokens = { ...next, refreshToken: next.refreshToken ?? refreshToken, claims };
      const { account } = this;
      if (account !== undefined) {
        this.#state.value = { status: 'signed-in', account: { ...account, scopes: scopesOf(next.accessToken) } };
      }
      return this.#tokens;
    } catch (error) {
      // "Too many requests" says nothing of the token.
      if (!(error instanceof ResponseBodyError) || error.status === 429) throw error;
      this.#end('expired');
      return undefined;
    }
  }

  /** Asks the user pool in passing, if somebody was signed in here: its own cookie knows. */
  async #lookWhoIsThere(path: string): Promise<string | undefined> {
    // In a tab that was not there to be told.
    if (mark() === 'left') forgetTab();
    if (mark() !== 'signed-in') return path;
    if (!this.#attempts.begin()) {
      this.#end('unreachable');
      return path;
    }
    return (await this.#leave('/oauth2/authorize', path, 'none')) ? undefined : path;
  }

  async #comeBack(pending: PendingSignIn): Promise<void> {
    try {
      const tokens = await exchangeCode(this.#provider, new URLSearchParams(location.search), pending);
      if (tokens.claims === undefined) throw new Error('The user pool sent no ID token.');
      this.#begin(tokens, accountOf(tokens.claims, tokens.accessToken));
    } catch (error) {
      const isOver = error instanceof AuthorizationResponseError && wouldAsk.includes(error.error);
      if (isOver) removeMark();
      this.#end(isOver ? 'expired' : reasonOf(error));
    }
  }

  #begin(tokens: Tokens, account: Account): void {
    // What one person typed in this tab is not kept for the next one.
    if (tabStore.get(ownerKey) !== account.subject) forgetTab();
    tabStore.set(ownerKey, account.subject);
    setMark('signed-in');
    this.#tokens = tokens;
    this.#state.value = { status: 'signed-in', account };
  }

  #end(reason?: SignedOutReason): void {
    this.#tokens = undefined;
    this.#state.value = { status: 'signed-out', ...(reason !== undefined && { reason }) };
  }

  /**
   * Somebody chose to go: what they typed goes with them, which it does not when a session runs out.
   * @returns false when the user pool cannot be reached
   */
  async #endForGood(): Promise<boolean> {
    const tokens = this.#tokens;
    this.#end();
    forgetTab();
    return tokens === undefined || (await this.#revoke(tokens));
  }

  /** Whoever signs out is signed out, whether the user pool likes it or not; but it is good to know whether it answered. */
  async #revoke({ refreshToken }: Tokens): Promise<boolean> {
    if (refreshToken === undefined) return true;
    try {
      await revoke(this.#provider, refreshToken);
      return true;
    } catch (error) {
      return reasonOf(error) !== 'unreachable';
    }
  }

  /** @returns whether the browser is on its way */
  async #leave(page: AuthorizationPage, returnTo: string, prompt?: 'none' | 'login'): Promise<boolean> {
    try {
      const { url, pending } = await authorizationFor(this.#provider, page, returnTo, prompt);
      if (!keepPendingSignIn(pending)) {
        this.#end('no-storage');
        return false;
      }
      // Asking in passing is no step in the history: going back from here would lead here again.
      if (prompt === 'none') location.replace(url);
      else location.assign(url);
      return true;
    } catch (error) {
      reportError(error);
      this.#end('failed');
      return false;
    }
  }
}

/** The user pool refused, or answered something else than an authorization server does; or no answer came. */
function reasonOf(error: unknown): 'failed' | 'unreachable' {
  const isAnswer =
    error instanceof AuthorizationResponseError ||
    error instanceof ResponseBodyError ||
    error instanceof OperationProcessingError;
  return isAnswer ? 'failed' : 'unreachable';
}

function here(): string {
  return location.pathname + location.search;
}

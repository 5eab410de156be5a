import { signal, type ReadonlySignal } from '@preact/signals';
import {
  AuthorizationResponseError,
  calculatePKCECodeChallenge,
  generateRandomCodeVerifier,
  generateRandomNonce,
  generateRandomState,
  ResponseBodyError,
} from 'oauth4webapi';
import type { Config } from '../config.ts';
import { browserStore, forgetTab } from '../storage.ts';
import { accountOf, scopesOf, type Account, type Scope } from './account.ts';
import { keepPendingSignIn, ownPath, takePendingSignIn } from './pending-sign-in.ts';
import { providerOf, wantedScopes, type Provider } from './provider.ts';
import { exchangeCode, refreshed, revoke, type Tokens } from './tokens.ts';

/** Whether somebody is signed in. */
export type SessionState =
  | { readonly status: 'starting' }
  | {
      readonly status: 'signed-out';
      /** Why, if the person did not choose it: the session ended, or signing in did not work. */
      readonly reason?: 'expired' | 'failed' | 'unreachable';
    }
  | { readonly status: 'signed-in'; readonly account: Account };

/** That somebody was signed in here, which is no secret: after a reload the user pool's own cookie tells whether they still are. */
const marker = 'dragons.signed-in';

/** What the marker says before it goes, when somebody chose to sign out: other tabs then forget what was typed there, too. */
const left = 'left';

/** A token that expires within this time is replaced before it is used, in milliseconds. */
const margin = 60_000;

/** Signs people in and out, and has an access token ready for each call. */
export class Session {
  readonly #provider: Provider;
  readonly #state = signal<SessionState>({ status: 'starting' });
  #tokens: Tokens | undefined;
  #refreshing: Promise<Tokens | undefined> | undefined;

  constructor(config: Config) {
    this.#provider = providerOf(config, location.origin);
    // Signed out in another tab is signed out here.
    addEventListener('storage', ({ key, newValue }) => {
      if (key !== marker || this.#tokens === undefined) return;
      if (newValue === left) this.#endForGood();
      if (newValue === null) this.#end();
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
   * @returns where the person was before, when they came back from the sign-in pages; `leaving` when the browser is on its way there
   */
  async start(): Promise<'here' | 'leaving' | { readonly returnTo: string }> {
    if (location.pathname === '/callback') return { returnTo: await this.#comeBack() };
    if (browserStore.get(marker) !== undefined) {
      await this.#leave('/oauth2/authorize', here(), { prompt: 'none' });
      return 'leaving';
    }
    this.#state.value = { status: 'signed-out' };
    return 'here';
  }

  /** Goes to the sign-in page. @param returnTo where to come back to; here when not given */
  async signIn(returnTo = here()): Promise<void> {
    await this.#leave('/oauth2/authorize', returnTo);
  }

  /** Goes to the page where accounts are made. */
  async signUp(returnTo = here()): Promise<void> {
    await this.#leave('/signup', returnTo);
  }

  /** Signs out here, in other tabs and at the user pool, which sends the browser back to the start page. */
  async signOut(): Promise<void> {
    const refreshToken = this.#tokens?.refreshToken;
    this.#endForGood();
    browserStore.set(marker, left);
    browserStore.remove(marker);
    // Whoever signs out is to be signed out, whether the user pool answers or not.
    if (refreshToken !== undefined) await revoke(this.#provider, refreshToken).catch(() => undefined);
    const query = new URLSearchParams({
      client_id: this.#provider.client.client_id,
      logout_uri: `${location.origin}/`,
    });
    location.assign(`${this.#provider.server.end_session_endpoint ?? ''}?${query}`);
  }

  /**
   * An access token that is good for a while.
   * @returns undefined when nobody is signed in any more
   * @throws TypeError when a new token is needed and the user pool cannot be reached
   */
  async accessToken(): Promise<string | undefined> {
    const tokens = this.#tokens;
    if (tokens === undefined || Date.now() < tokens.expiresAt - margin) return tokens?.accessToken;
    return (await this.#refresh(tokens))?.accessToken;
  }

  /** To be called when the API does not take the access token: the session is over. */
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
      if (this.#tokens === undefined) return undefined;
      this.#tokens = { ...next, refreshToken: next.refreshToken ?? refreshToken, claims };
      const { account } = this;
      if (account !== undefined) {
        this.#state.value = { status: 'signed-in', account: { ...account, scopes: scopesOf(next.accessToken) } };
      }
      return this.#tokens;
    } catch (error) {
      if (!(error instanceof ResponseBodyError)) throw error;
      this.#end('expired');
      return undefined;
    }
  }

  async #comeBack(): Promise<string> {
    const pending = takePendingSignIn();
    if (pending === undefined) {
      // The address of a sign-in that ended already, from the history or a bookmark.
      this.#end();
      return '/';
    }
    try {
      const tokens = await exchangeCode(this.#provider, new URLSearchParams(location.search), pending);
      if (tokens.claims === undefined) throw new Error('The user pool sent no ID token.');
      this.#tokens = tokens;
      browserStore.set(marker, 'yes');
      this.#state.value = { status: 'signed-in', account: accountOf(tokens.claims, tokens.accessToken) };
    } catch (error) {
      this.#notSignedIn(error);
    }
    return pending.returnTo;
  }

  #notSignedIn(error: unknown): void {
    if (error instanceof AuthorizationResponseError && error.error === 'login_required') {
      browserStore.remove(marker);
      this.#end('expired');
      return;
    }
    this.#end(error instanceof TypeError ? 'unreachable' : 'failed');
  }

  /** Somebody chose to go: what they typed goes with them, which it does not when a session runs out. */
  #endForGood(): void {
    this.#end();
    forgetTab();
  }

  #end(reason?: 'expired' | 'failed' | 'unreachable'): void {
    this.#tokens = undefined;
    this.#state.value = { status: 'signed-out', ...(reason !== undefined && { reason }) };
  }

  async #leave(path: string, returnTo: string, more: Readonly<Record<string, string>> = {}): Promise<void> {
    const pending = {
      state: generateRandomState(),
      nonce: generateRandomNonce(),
      codeVerifier: generateRandomCodeVerifier(),
      returnTo: ownPath(returnTo),
    };
    keepPendingSignIn(pending);
    const { server, client, redirectUri } = this.#provider;
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: client.client_id,
      redirect_uri: redirectUri,
      scope: wantedScopes,
      state: pending.state,
      nonce: pending.nonce,
      code_challenge: await calculatePKCECodeChallenge(pending.codeVerifier),
      code_challenge_method: 'S256',
      ...more,
    });
    const address = new URL(path, server.authorization_endpoint);
    location.assign(`${address}?${query}`);
  }
}

function here(): string {
  return location.pathname + location.search;
}

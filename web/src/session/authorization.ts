import {
  calculatePKCECodeChallenge,
  generateRandomCodeVerifier,
  generateRandomNonce,
  generateRandomState,
} from 'oauth4webapi';
import { language } from '../messages/messages.ts';
import { ownPath, type PendingSignIn } from './pending-sign-in.ts';
import { wantedScopes, type Provider } from './provider.ts';

/** A page of the user pool that ends with a code for this page. */
export type AuthorizationPage = '/oauth2/authorize' | '/signup';

/** An address of the user pool, and what has to be remembered until it sends the browser back. */
export interface Authorization {
  readonly url: string;
  readonly pending: PendingSignIn;
}

/**
 * Makes the address of one sign-in, each with secrets of its own.
 * @param returnTo the path of this page to come back to
 * @param prompt `none` asks in passing, `login` asks for the password even of somebody who is signed in
 *   (https://openid.net/specs/openid-connect-core-1_0.html#AuthRequest)
 * @throws TypeError where the browser has no cryptography: on plain HTTP, but for 127.0.0.1
 */
export async function authorizationFor(
  { server, client, redirectUri }: Provider,
  page: AuthorizationPage,
  returnTo: string,
  prompt?: 'none' | 'login',
): Promise<Authorization> {
  const pending = {
    state: generateRandomState(),
    nonce: generateRandomNonce(),
    codeVerifier: generateRandomCodeVerifier(),
    returnTo: ownPath(returnTo, location.origin),
  };
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: client.client_id,
    redirect_uri: redirectUri,
    scope: wantedScopes,
    state: pending.state,
    nonce: pending.nonce,
    code_challenge: await calculatePKCECodeChallenge(pending.codeVerifier),
    code_challenge_method: 'S256',
    // The language of the user pool's pages
    // (https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-managed-login.html#managed-login-localization).
    lang: language.peek(),
    ...(prompt !== undefined && { prompt }),
  });
  return { url: `${new URL(page, server.authorization_endpoint)}?${query}`, pending };
}

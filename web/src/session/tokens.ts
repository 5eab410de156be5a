import {
  authorizationCodeGrantRequest,
  clockTolerance,
  getValidatedIdTokenClaims,
  None,
  processAuthorizationCodeResponse,
  processRefreshTokenResponse,
  processRevocationResponse,
  refreshTokenGrantRequest,
  revocationRequest,
  validateAuthResponse,
  type Client,
  type IDToken,
  type TokenEndpointResponse,
} from 'oauth4webapi';
import type { PendingSignIn } from './pending-sign-in.ts';
import type { Provider } from './provider.ts';

/** What the user pool gave. It stays in memory: see docs/decisions/0017-web-client.md. */
export interface Tokens {
  readonly accessToken: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  readonly refreshToken: string | undefined;
  /** The person's claims; undefined after a refresh, which does not bring them again. */
  readonly claims: IDToken | undefined;
}

const noSecret = None();

/** Longer than this no exchange takes, in milliseconds: then the user pool counts as unreachable. */
const patience = 15_000;

/**
 * Computers' clocks are wrong by hours where the time zone is. The ID token came just now, from the user pool itself and over a connection
 * that nobody else writes to: that it is not years old is enough.
 */
function onAnyClock(client: Client): Client {
  return { ...client, [clockTolerance]: 24 * 60 * 60 };
}

/**
 * Exchanges the code that came back for tokens, after `state` was compared; `nonce`, issuer and audience of the ID token are compared too.
 * @param answer the parameters of the callback
 * @throws AuthorizationResponseError for an error that the user pool told, OperationProcessingError for what does not fit,
 *   another error when the user pool cannot be reached
 */
export async function exchangeCode(
  { server, client, options, redirectUri }: Provider,
  answer: URLSearchParams,
  { state, nonce, codeVerifier }: PendingSignIn,
): Promise<Tokens> {
  const checked = validateAuthResponse(server, client, answer, state);
  const response = await authorizationCodeGrantRequest(server, client, noSecret, checked, redirectUri, codeVerifier, {
    ...options,
    signal: AbortSignal.timeout(patience),
  });
  return tokensOf(
    await processAuthorizationCodeResponse(server, onAnyClock(client), response, {
      expectedNonce: nonce,
      requireIdToken: true,
    }),
  );
}

/**
 * Gets new tokens for a refresh token, which the user pool replaces by another one.
 * @throws ResponseBodyError when the user pool refuses it, another error when it cannot be reached
 */
export async function refreshed({ server, client, options }: Provider, refreshToken: string): Promise<Tokens> {
  const response = await refreshTokenGrantRequest(server, client, noSecret, refreshToken, {
    ...options,
    signal: AbortSignal.timeout(patience),
  });
  return tokensOf(await processRefreshTokenResponse(server, onAnyClock(client), response));
}

/** Tells the user pool that a refresh token, and what was made of it, is not needed any more. */
export async function revoke({ server, client, options }: Provider, refreshToken: string): Promise<void> {
  // Somebody waits to be signed out.
  const signal = AbortSignal.timeout(patience / 3);
  await processRevocationResponse(
    await revocationRequest(server, client, noSecret, refreshToken, { ...options, signal }),
  );
}

function tokensOf(response: TokenEndpointResponse): Tokens {
  return {
    accessToken: response.access_token,
    expiresAt: Date.now() + (response.expires_in ?? 300) * 1000,
    refreshToken: response.refresh_token,
    claims: getValidatedIdTokenClaims(response),
  };
}

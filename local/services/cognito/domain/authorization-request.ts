import type { UserPool, UserPoolClient } from '../declarations/model.ts';
import type { UserPools } from '../user-pools.ts';
import { repeatedParameter, withParameters } from './http.ts';
import { tryOutEnd, tryOutRedirect } from './try-out.ts';

/** An authorization request that may be shown to a person. */
export interface AuthorizationRequest {
  readonly pool: UserPool;
  readonly client: UserPoolClient;
  /** One of the client's callback addresses, exactly; for a try-out a page of this server. */
  readonly redirectUri: string;
  /** Nobody but a person at the start page asked: no code is made. */
  readonly isTryOut: boolean;
  readonly state: string | undefined;
  readonly scopes: readonly string[];
  readonly nonce: string | undefined;
  /** For PKCE with S256. */
  readonly codeChallenge: string | undefined;
  readonly prompt: 'none' | 'login' | undefined;
  readonly loginHint: string | undefined;
  /** The request as a query, to be carried from page to page. */
  readonly query: string;
}

/** What becomes of an authorization request. */
export type CheckedRequest =
  | { readonly outcome: 'valid'; readonly request: AuthorizationRequest }
  /** The client may be told by a redirect to its callback address. */
  | { readonly outcome: 'refused'; readonly location: string }
  /** Nobody may be told but the person: the client or its callback address is not known. */
  | { readonly outcome: 'unknown'; readonly reason: string };

/** What is said of a request without a client, or of a client that is not there, wherever one is needed. */
export const noClientNamed = 'The request names no client (client_id).';
export const noSuchClient = 'There is no client with this client_id.';

/** What is carried from page to page. `prompt` is not: it was obeyed when the sign-in page came up. */
const carried = [
  'client_id',
  'response_type',
  'redirect_uri',
  'scope',
  'state',
  'nonce',
  'code_challenge',
  'code_challenge_method',
  'login_hint',
  'identity_provider',
];

/**
 * Checks an authorization request.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html, RFC 6749 4.1.1, RFC 7636 4.3
 */
export function checkAuthorizationRequest(pools: UserPools, query: URLSearchParams): CheckedRequest {
  const clientId = single(query, 'client_id');
  if (clientId === undefined) return { outcome: 'unknown', reason: noClientNamed };
  const client = pools.declarations.clients.get(clientId);
  const pool = client === undefined ? undefined : pools.declarations.pools.get(client.poolId);
  if (client === undefined || pool === undefined) {
    return { outcome: 'unknown', reason: noSuchClient };
  }
  if (!pools.declarations.domains.some(({ poolId }) => poolId === pool.id)) {
    return { outcome: 'unknown', reason: 'The user pool of this client has no domain in the template.' };
  }
  // Compared as text, not as addresses: nothing but what was registered is ever redirected to (RFC 9700, 4.1.3).
  const wanted = single(query, 'redirect_uri');
  const isTryOut = wanted === tryOutRedirect;
  const redirectUri = isTryOut ? tryOutEnd(client) : wanted;
  if (redirectUri === undefined || !(isTryOut || client.callbackUrls.includes(redirectUri))) {
    return { outcome: 'unknown', reason: 'The redirect_uri is not one of the CallbackURLs of this client.' };
  }
  const state = single(query, 'state');
  const problem = problemOf(query, client);
  if (problem !== undefined) {
    return { outcome: 'refused', location: withParameters(redirectUri, { ...problem, state }) };
  }
  const prompt = query.get('prompt');
  return {
    outcome: 'valid',
    request: {
      pool,
      client,
      redirectUri,
      isTryOut,
      state,
      scopes: requestedScopes(query, client),
      nonce: query.get('nonce') ?? undefined,
      codeChallenge: query.get('code_challenge') ?? undefined,
      prompt: prompt === 'none' || prompt === 'login' ? prompt : undefined,
      loginHint: query.get('login_hint') ?? undefined,
      query: new URLSearchParams(
        carried.flatMap((name): [string, string][] => {
          const value = query.get(name);
          return value === null ? [] : [[name, value]];
        }),
      ).toString(),
    },
  };
}

interface Problem {
  readonly error: string;
  readonly error_description: string;
}

function problemOf(query: URLSearchParams, client: UserPoolClient): Problem | undefined {
  const repeated = repeatedParameter(query);
  if (repeated !== undefined) return invalid(`${repeated} was sent more than once`);
  return (
    responseTypeProblem(query.get('response_type'), client) ??
    challengeProblem(query, client) ??
    scopeProblem(query, client) ??
    providerProblem(query)
  );
}

function responseTypeProblem(type: string | null, client: UserPoolClient): Problem | undefined {
  if (type === null) return invalid('response_type is missing');
  if (type === 'token') {
    return { error: 'unauthorized_client', error_description: 'the implicit flow is not enabled for this client' };
  }
  if (type !== 'code') return { error: 'unsupported_response_type', error_description: 'response_type must be code' };
  if (client.oauthFlows.includes('code')) return undefined;
  return { error: 'unauthorized_client', error_description: 'the code flow is not enabled for this client' };
}

function challengeProblem(query: URLSearchParams, client: UserPoolClient): Problem | undefined {
  const challenge = query.get('code_challenge');
  const method = query.get('code_challenge_method');
  if (challenge === null && method === null) {
    return client.secret === undefined
      ? invalid('code_challenge is required for a client without a secret')
      : undefined;
  }
  if (method !== 'S256') return invalid('code_challenge_method must be S256');
  // 32 bytes in base64url.
  return /^[\w-]{43}$/.test(challenge ?? '') ? undefined : invalid('code_challenge is no SHA-256 in base64url');
}

function scopeProblem(query: URLSearchParams, client: UserPoolClient): Problem | undefined {
  const scopes = requestedScopes(query, client);
  const foreign = scopes.find((scope) => !client.oauthScopes.includes(scope));
  if (foreign !== undefined) return { error: 'invalid_scope', error_description: `not allowed: ${foreign}` };
  // "The phone, email, and profile scopes can only be requested if openid scope is also requested."
  const needsOpenid = scopes.find((scope) => ['phone', 'email', 'profile'].includes(scope));
  if (needsOpenid === undefined || scopes.includes('openid')) return undefined;
  return { error: 'invalid_scope', error_description: `${needsOpenid} needs openid` };
}

function providerProblem(query: URLSearchParams): Problem | undefined {
  const provider = query.get('identity_provider');
  if (provider !== null && provider !== 'COGNITO') return invalid(`identity_provider ${provider} is not simulated`);
  const unknown = ['idp_identifier', 'resource', 'request', 'request_uri'].find((name) => query.has(name));
  return unknown === undefined ? undefined : invalid(`${unknown} is not simulated`);
}

/** "If the client doesn't request any scopes, the authentication server uses all scopes associated with the client." */
function requestedScopes(query: URLSearchParams, client: UserPoolClient): readonly string[] {
  const scopes = (query.get('scope') ?? '').split(' ').filter((scope) => scope !== '');
  return scopes.length === 0 ? client.oauthScopes : [...new Set(scopes)];
}

function invalid(description: string): Problem {
  return { error: 'invalid_request', error_description: description };
}

/** The value of a parameter that was sent exactly once. */
export function single(query: URLSearchParams, name: string): string | undefined {
  const values = query.getAll(name);
  return values.length === 1 ? values[0] : undefined;
}

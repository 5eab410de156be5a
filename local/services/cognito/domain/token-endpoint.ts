import { createHash } from 'node:crypto';
import { ServiceError } from '../../service-error.ts';
import { systemScopes } from '../declarations/model.ts';
import type { UserPool, UserPoolClient } from '../declarations/model.ts';
import { NotAuthorizedException, RefreshTokenReuseException } from '../errors.ts';
import { beginSession, renewSession } from '../flows/authenticate.ts';
import { sameText } from '../secrets.ts';
import type { UserTokens } from '../tokens/token-issuer.ts';
import type { UserPools } from '../user-pools.ts';
import type { AuthorizationCodes, CodeGrant } from './authorization-codes.ts';
import { authenticateClient, OAuthError } from './client-authentication.ts';
import { json, repeatedParameter } from './http.ts';
import type { DomainRequest, DomainResponse } from './http.ts';

interface Caller {
  readonly pool: UserPool;
  readonly client: UserPoolClient;
  readonly form: URLSearchParams;
}

/** `POST /oauth2/token`. https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html */
export async function tokenEndpoint(
  pools: UserPools,
  codes: AuthorizationCodes,
  request: DomainRequest,
): Promise<DomainResponse> {
  return answerOAuth(async () => {
    const { form } = request;
    checkForm(form);
    const caller = { ...authenticateClient(pools, request), form };
    const grantType = required(form, 'grant_type');
    switch (grantType) {
      case 'authorization_code':
        return json(200, await exchangeCode(pools, codes, caller));
      case 'refresh_token':
        return json(200, await refresh(pools, caller));
      case 'client_credentials':
        return json(200, await machineToken(pools, caller));
      default:
        throw new OAuthError('unsupported_grant_type');
    }
  });
}

/** `POST /oauth2/revoke`. https://docs.aws.amazon.com/cognito/latest/developerguide/revocation-endpoint.html */
export async function revokeEndpoint(pools: UserPools, request: DomainRequest): Promise<DomainResponse> {
  return answerOAuth(async () => {
    const { form } = request;
    checkForm(form);
    const { client } = revokingClient(pools, request);
    const token = required(form, 'token');
    if (!client.enableTokenRevocation) {
      throw new OAuthError('invalid_request', 'token revocation is not enabled for this client');
    }
    if (/^eyJ[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) throw new OAuthError('unsupported_token_type');
    const grant = pools.grants.find(token);
    if (grant?.clientId === client.id) pools.grants.revoke(grant);
    return json(200, undefined);
  });
}

/** "HTTP 401 and error invalid_client is returned if the client credentials are invalid" only holds for revocation. */
function revokingClient(pools: UserPools, request: DomainRequest) {
  try {
    return authenticateClient(pools, request);
  } catch (error) {
    if (!(error instanceof OAuthError) || error.code !== 'invalid_client') throw error;
    throw new OAuthError(error.code, error.message, { status: 401, cause: error });
  }
}

async function exchangeCode(pools: UserPools, codes: AuthorizationCodes, { pool, client, form }: Caller) {
  if (!client.oauthFlows.includes('code')) throw new OAuthError('unauthorized_client');
  const code = required(form, 'code');
  const redirectUri = required(form, 'redirect_uri');
  const grant = codes.take(code);
  if (grant?.clientId !== client.id || grant.redirectUri !== redirectUri) throw new OAuthError('invalid_grant');
  checkVerifier(grant, form.get('code_verifier'));
  const user = pools.users.find(pool, grant.sub);
  if (user?.enabled !== true) throw new OAuthError('invalid_grant');
  const { scopes, nonce, authTime } = grant;
  const tokens = await beginSession(pools, { pool, client, user, scopes, source: 'HostedAuth', nonce, authTime });
  return tokenResponse(tokens, tokens.refreshToken);
}

/** RFC 7636, 4.6. A verifier without a challenge is refused as well: somebody stripped the challenge (RFC 9700, 2.1.1). */
function checkVerifier(grant: CodeGrant, verifier: string | null): void {
  if (grant.codeChallenge === undefined && verifier === null) return;
  const challenge = createHash('sha256')
    .update(verifier ?? '')
    .digest('base64url');
  if (!sameText(challenge, grant.codeChallenge ?? '')) throw new OAuthError('invalid_grant');
}

async function refresh(pools: UserPools, { pool, client, form }: Caller) {
  const mayRefresh = client.rotation !== undefined || client.explicitAuthFlows.includes('ALLOW_REFRESH_TOKEN_AUTH');
  if (!mayRefresh) throw new OAuthError('unauthorized_client');
  const tokens = await renewSession(pools, { pool, client, refreshToken: required(form, 'refresh_token') });
  return tokenResponse(tokens, tokens.refreshToken);
}

async function machineToken(pools: UserPools, { pool, client, form }: Caller) {
  if (!client.oauthFlows.includes('client_credentials')) throw new OAuthError('unauthorized_client');
  const system: readonly string[] = systemScopes;
  const allowed = client.oauthScopes.filter((scope) => !system.includes(scope));
  const asked = (form.get('scope') ?? '').split(' ').filter((scope) => scope !== '');
  if (asked.some((scope) => !allowed.includes(scope))) throw new OAuthError('invalid_scope');
  // "If the client doesn't request any scopes, the authentication server uses all custom scopes associated with the client."
  const scopes = asked.length === 0 ? allowed : [...new Set(asked)];
  const accessToken = await pools.tokens.forClient(pool, client, scopes);
  return { access_token: accessToken, expires_in: client.accessTokenSeconds, token_type: 'Bearer' };
}

function tokenResponse(tokens: UserTokens, refreshToken: string | undefined): object {
  return {
    ...(tokens.idToken !== undefined && { id_token: tokens.idToken }),
    access_token: tokens.accessToken,
    ...(refreshToken !== undefined && { refresh_token: refreshToken }),
    expires_in: tokens.expiresIn,
    token_type: 'Bearer',
  };
}

function checkForm(form: URLSearchParams): void {
  const repeated = repeatedParameter(form);
  if (repeated !== undefined) throw new OAuthError('invalid_request', `${repeated} was sent more than once`);
}

function required(form: URLSearchParams, name: string): string {
  const value = form.get(name);
  if (value === null || value === '') throw new OAuthError('invalid_request', `${name} is missing`);
  return value;
}

async function answerOAuth(answer: () => Promise<DomainResponse>): Promise<DomainResponse> {
  try {
    return await answer();
  } catch (error) {
    if (error instanceof OAuthError) return oauthError(error.status, error.code, error.message);
    if (error instanceof NotAuthorizedException || error instanceof RefreshTokenReuseException) {
      return oauthError(400, 'invalid_grant', '');
    }
    // A trigger refused or failed.
    if (error instanceof ServiceError) return oauthError(400, 'invalid_request', error.message);
    throw error;
  }
}

function oauthError(status: number, code: string, description: string): DomainResponse {
  return json(status, { error: code, ...(description !== '' && { error_description: description }) });
}

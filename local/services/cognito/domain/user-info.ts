import { ServiceError } from '../../service-error.ts';
import { tokenOwner } from '../flows/token-owner.ts';
import { profileClaims } from '../tokens/token-issuer.ts';
import type { UserPools } from '../user-pools.ts';
import { json } from './http.ts';
import type { DomainRequest, DomainResponse } from './http.ts';

/** `GET /oauth2/userInfo`. https://docs.aws.amazon.com/cognito/latest/developerguide/userinfo-endpoint.html */
export async function userInfoEndpoint(pools: UserPools, request: DomainRequest): Promise<DomainResponse> {
  const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (token === undefined) {
    return refused(400, 'invalid_request', 'Bad OAuth2 request at UserInfo Endpoint');
  }
  try {
    const { user, client, token: verified } = await tokenOwner(pools, token, 'openid');
    const claims = profileClaims(user, client, { hosted: true, scopes: verified.scopes });
    // Unlike in ID tokens, every value is a string: "email_verified": "true".
    const texts = Object.entries(claims).map(([name, value]) => [name, String(value)]);
    return json(200, { sub: user.sub, ...Object.fromEntries(texts), username: user.username });
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const noScope = error.message.includes('scopes');
    return refused(
      401,
      'invalid_token',
      noScope
        ? 'Access token does not contain openid scope'
        : 'Access token is expired, disabled, or deleted, or the user has globally signed out.',
    );
  }
}

function refused(status: number, error: string, description: string): DomainResponse {
  return json(
    status,
    { error, error_description: description },
    { 'www-authenticate': `Bearer error="${error}", error_description="${description}"` },
  );
}

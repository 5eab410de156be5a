import { createRemoteJWKSet, errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { callerFromClaims, type Caller } from './caller.ts';
import { requiredVariable } from './environment.ts';

/** A token is not a valid access token of the user pool. Says nothing of its claims, which are personal. */
export class InvalidTokenError extends Error {
  override readonly name = 'InvalidTokenError';
}

/** Verifies the access tokens of one user pool. */
export interface AccessTokens {
  /**
   * @param authorization the `Authorization` header, with or without `Bearer `
   * @throws InvalidTokenError when the token is not a valid access token of the pool; other errors when the pool's keys cannot be had
   */
  verify(authorization: string): Promise<Caller>;
}

/**
 * Verifies tokens with the keys that the pool publishes. `sam local start-api` does not run Cognito authorizers, so without this an
 * operation would there believe anybody.
 * @param region for example `eu-west-1`
 * @param userPoolId for example `eu-west-1_AbCdEfGhI`
 * @param endpoint where Cognito answers: AWS's own, or what `AWS_ENDPOINT_URL` names
 * @param keys the pool's keys; fetched from the endpoint if not given
 */
export function userPoolTokens(
  region: string,
  userPoolId: string,
  endpoint: string,
  keys?: JWTVerifyGetKey,
): AccessTokens {
  const issuer = `https://cognito-idp.${region}.amazonaws.com/${userPoolId}`;
  const keySet = keys ?? createRemoteJWKSet(new URL(`${endpoint}/${userPoolId}/.well-known/jwks.json`));
  return {
    async verify(authorization) {
      const token = authorization.replace(/^Bearer +/i, '');
      const claims = { issuer, algorithms: ['RS256'], requiredClaims: ['exp', 'sub'] };
      const { payload } = await jwtVerify(token, keySet, claims).catch(refused);
      const caller = payload.token_use === 'access' ? callerFromClaims(payload) : undefined;
      if (caller === undefined) throw new InvalidTokenError('It is not an access token.');
      return caller;
    },
  };
}

/** Tells a token that is no good from a pool that cannot be asked. The library's errors carry the token's claims, so only their words go on. */
function refused(error: unknown): never {
  const unreachable = error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid;
  // The library has no class for a key set that was answered with an error, only its base class.
  const unanswered = error instanceof errors.JOSEError && error.code === 'ERR_JOSE_GENERIC';
  if (error instanceof errors.JOSEError && !unreachable && !unanswered) throw new InvalidTokenError(error.message);
  throw error;
}

let shared: AccessTokens | undefined;

/**
 * The tokens of the pool that the function's environment names (`USER_POOL_ID`); its keys are fetched once and kept.
 * @throws MissingVariableError
 */
export function tokensOfEnvironment(): AccessTokens {
  if (shared !== undefined) return shared;
  const region = requiredVariable('AWS_REGION');
  // The variables by which every AWS SDK client finds its endpoint; to the SDK an empty one is none.
  const endpoint =
    process.env.AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER ||
    process.env.AWS_ENDPOINT_URL ||
    `https://cognito-idp.${region}.amazonaws.com`;
  shared = userPoolTokens(region, requiredVariable('USER_POOL_ID'), endpoint);
  return shared;
}

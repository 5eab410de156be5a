import { errors, jwtVerify } from 'jose';
import type { Clock } from '../../../clock.ts';
import type { UserPool } from '../declarations/model.ts';
import { NotAuthorizedException } from '../errors.ts';
import type { PoolKeys } from './pool-keys.ts';
import { issuerOf } from './token-issuer.ts';

/** What an access token of a user says, after everything about it was checked. */
export interface VerifiedAccessToken {
  readonly pool: UserPool;
  readonly username: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  /** Undefined when the client does without token revocation. */
  readonly grantId: string | undefined;
  /** In milliseconds. */
  readonly issuedAt: number;
}

/**
 * Verifies an access token against the keys of the pool that it says it is from.
 * @throws NotAuthorizedException `Invalid Access Token`, `Access Token has expired`
 */
export async function verifyAccessToken(
  token: string,
  parts: {
    readonly pools: Iterable<UserPool>;
    readonly keys: PoolKeys;
    readonly clock: Clock;
    readonly region: string;
  },
): Promise<VerifiedAccessToken> {
  const issuer = unverifiedIssuer(token);
  const pool = [...parts.pools].find(({ id }) => issuerOf(id, parts.region) === issuer);
  if (pool === undefined) throw invalid();
  const { access } = await parts.keys.of(pool.id);
  try {
    const { payload } = await jwtVerify(
      token,
      (header) => {
        if (header.kid !== access.kid) throw invalid();
        return access.jwk;
      },
      { algorithms: ['RS256'], issuer: issuerOf(pool.id, parts.region), currentDate: new Date(parts.clock()) },
    );
    const { token_use: use, username, client_id: clientId, scope, origin_jti: grantId, iat } = payload;
    if (use !== 'access' || typeof username !== 'string' || typeof clientId !== 'string') throw invalid();
    return {
      pool,
      username,
      clientId,
      scopes: typeof scope === 'string' ? scope.split(' ') : [],
      grantId: typeof grantId === 'string' ? grantId : undefined,
      issuedAt: (iat ?? 0) * 1000,
    };
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw new NotAuthorizedException('Access Token has expired');
    throw error instanceof NotAuthorizedException ? error : invalid(error);
  }
}

function invalid(cause?: unknown): NotAuthorizedException {
  return new NotAuthorizedException('Invalid Access Token', { cause });
}

/** Only to find the keys with which the token is then checked. */
function unverifiedIssuer(token: string): string | undefined {
  try {
    const payload: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    return typeof payload === 'object' && payload !== null && 'iss' in payload && typeof payload.iss === 'string'
      ? payload.iss
      : undefined;
  } catch {
    return undefined;
  }
}

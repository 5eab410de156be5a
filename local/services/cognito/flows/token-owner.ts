import type { UserPoolClient } from '../declarations/model.ts';
import type { User } from '../directory/user.ts';
import { NotAuthorizedException } from '../errors.ts';
import { verifyAccessToken } from '../tokens/access-token.ts';
import type { VerifiedAccessToken } from '../tokens/access-token.ts';
import type { UserPools } from '../user-pools.ts';

/** The user who presents an access token, and with which client it was made. */
export interface TokenOwner {
  readonly token: VerifiedAccessToken;
  readonly user: User;
  readonly client: UserPoolClient;
}

/**
 * Who an access token belongs to. Unlike API Gateway, Cognito itself also notices that a sign-in was revoked.
 * @param scope what the token must allow
 * @throws NotAuthorizedException when the token is invalid, expired, revoked or lacks the scope
 * @throws UserNotFoundException when the user was deleted
 */
export async function tokenOwner(pools: UserPools, accessToken: string, scope: string): Promise<TokenOwner> {
  const token = await verifyAccessToken(accessToken, {
    pools: pools.declarations.pools.values(),
    keys: pools.keys,
    clock: pools.clock,
    region: pools.region,
  });
  const user = pools.users.get(token.pool, token.username);
  const client = pools.declarations.clients.get(token.clientId);
  if (client === undefined) throw new NotAuthorizedException('Invalid Access Token');
  if (!user.enabled) throw new NotAuthorizedException('User is disabled.');
  if (wasSignedOut(pools, token, user)) throw new NotAuthorizedException('Access Token has been revoked');
  if (!token.scopes.includes(scope)) {
    throw new NotAuthorizedException('Access Token does not have required scopes');
  }
  return { token, user, client };
}

function wasSignedOut(pools: UserPools, token: VerifiedAccessToken, user: User): boolean {
  if (token.grantId !== undefined) return pools.grants.isRevoked(token.grantId);
  // A token says only the second in which it was issued.
  return user.signedOutAt !== undefined && token.issuedAt < Math.floor(user.signedOutAt / 1000) * 1000;
}

/** Ends all sign-ins of a user: refresh tokens stop working, access tokens stop working here. */
export function signOutEverywhere(pools: UserPools, owner: Pick<TokenOwner, 'user'>): void {
  pools.grants.revokeAllOf(owner.user);
  pools.users.update(pools.pool(owner.user.poolId), owner.user, { signedOutAt: pools.clock() });
}

import type { UserPool, UserPoolClient } from '../declarations/model.ts';
import { checkAttributes } from '../directory/attributes.ts';
import { checkPassword, hashPassword, passwordMatches } from '../directory/passwords.ts';
import type { User } from '../directory/user.ts';
import { NotAuthorizedException, UserNotConfirmedException, UserNotFoundException } from '../errors.ts';
import type { TokenSource, UserTokens } from '../tokens/token-issuer.ts';
import type { UserPools } from '../user-pools.ts';

/** A user whose password was right. */
export interface Authenticated {
  readonly user: User;
  /** Whether the password was a temporary one, so that a new one must be chosen before there are tokens. */
  readonly newPasswordRequired: boolean;
}

/**
 * Checks a name and a password.
 * @throws NotAuthorizedException for a wrong password, a disabled user, a temporary password that is too old, and,
 *   when the client hides who exists, for an unknown user
 * @throws UserNotFoundException, UserNotConfirmedException
 */
export async function authenticate(
  pools: UserPools,
  { pool, client, name, password }: { pool: UserPool; client: UserPoolClient; name: string; password: string },
): Promise<Authenticated> {
  const user = pools.users.find(pool, name);
  if (user === undefined && !client.preventUserExistenceErrors) throw new UserNotFoundException();
  const right = await passwordMatches(password, user?.passwordHash);
  if (user === undefined || !right) throw new NotAuthorizedException('Incorrect username or password.');
  if (!user.enabled) throw new NotAuthorizedException('User is disabled.');
  if (user.status === 'UNCONFIRMED') throw new UserNotConfirmedException();
  if (user.status === 'CONFIRMED') return { user, newPasswordRequired: false };
  if (user.temporaryPasswordExpiresAt !== undefined && user.temporaryPasswordExpiresAt <= pools.clock()) {
    throw new NotAuthorizedException('Temporary password has expired and must be reset by an administrator.');
  }
  return { user, newPasswordRequired: true };
}

/**
 * Gives a user the password that a temporary one asked for.
 * @throws InvalidPasswordException, InvalidParameterException
 */
export async function choosePassword(
  pools: UserPools,
  {
    pool,
    user,
    password,
    attributes = {},
  }: {
    pool: UserPool;
    user: User;
    password: string;
    attributes?: Readonly<Record<string, string>>;
  },
): Promise<User> {
  checkPassword(password, pool.passwordPolicy);
  checkAttributes(pool, { ...user.attributes, ...attributes }, { complete: true });
  return setPassword(pools, pool, user, password, attributes);
}

/**
 * Stores a checked password as the permanent one of a user, and attributes that come with it.
 * @throws UserNotFoundException when the user was deleted while the password was hashed
 */
export async function setPassword(
  pools: UserPools,
  pool: UserPool,
  user: User,
  password: string,
  attributes: Readonly<Record<string, string>> = {},
): Promise<User> {
  const passwordHash = await hashPassword(password);
  const current = pools.users.get(pool, user.username);
  return pools.users.update(pool, user, {
    attributes: { ...current.attributes, ...attributes },
    passwordHash,
    status: 'CONFIRMED',
    temporaryPasswordExpiresAt: undefined,
    code: undefined,
  });
}

/** Begins a sign-in and makes its tokens. @throws what the pre token generation trigger throws */
export async function beginSession(
  pools: UserPools,
  {
    pool,
    client,
    user,
    scopes,
    source,
    nonce,
    authTime,
  }: {
    pool: UserPool;
    client: UserPoolClient;
    user: User;
    scopes: readonly string[];
    source: Exclude<TokenSource, 'RefreshTokens'>;
    nonce?: string | undefined;
    authTime?: number;
  },
): Promise<UserTokens & { refreshToken: string }> {
  const { grant, refreshToken } = pools.grants.begin(client, user, scopes, source === 'HostedAuth', authTime);
  const tokens = await pools.tokens.forUser({ pool, client, user, grant, source, nonce });
  return { ...tokens, refreshToken };
}

/**
 * Makes new tokens for a refresh token; with rotation, a new refresh token too, once everything else succeeded.
 * @throws NotAuthorizedException, RefreshTokenReuseException, and what the pre token generation trigger throws
 */
export async function renewSession(
  pools: UserPools,
  {
    pool,
    client,
    refreshToken,
    clientMetadata,
  }: {
    pool: UserPool;
    client: UserPoolClient;
    refreshToken: string;
    clientMetadata?: Readonly<Record<string, string>> | undefined;
  },
): Promise<UserTokens & { user: User; refreshToken: string | undefined }> {
  const grant = pools.grants.redeem(refreshToken, client);
  const user = pools.users.find(pool, grant.sub);
  if (user === undefined) throw new NotAuthorizedException('Invalid Refresh Token');
  if (!user.enabled) throw new NotAuthorizedException('User is disabled.');
  const tokens = await pools.tokens.forUser({ pool, client, user, grant, source: 'RefreshTokens', clientMetadata });
  if (client.rotation === undefined) return { ...tokens, user, refreshToken: undefined };
  // While the trigger ran, somebody else may have used the same token: only one of the two gets an answer.
  pools.grants.redeem(refreshToken, client);
  return { ...tokens, user, refreshToken: pools.grants.rotate(refreshToken, grant) };
}

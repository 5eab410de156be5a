import { randomUUID } from 'node:crypto';
import type { UserPool } from '../declarations/model.ts';
import { checkAttributes, nameNewUser } from '../directory/attributes.ts';
import { checkPassword, hashPassword, temporaryPassword } from '../directory/passwords.ts';
import type { User } from '../directory/user.ts';
import { UnsupportedUserStateException } from '../errors.ts';
import type { UserPools } from '../user-pools.ts';
import { runPreSignUp } from './sign-up.ts';

const dayMs = 86_400_000;

/** A user whom an administrator invites. */
export interface InvitedUser {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Made up and logged when undefined. */
  readonly password?: string | undefined;
  readonly validationData?: Readonly<Record<string, string>> | undefined;
  readonly clientMetadata?: Readonly<Record<string, string>> | undefined;
}

/**
 * Creates a user with a temporary password, which is written to the log in place of a mail when it was made up.
 * @param trigger whether the pre sign-up trigger is asked
 * @throws UsernameExistsException, InvalidPasswordException, InvalidParameterException, and what the trigger throws
 */
export async function adminCreateUser(
  pools: UserPools,
  pool: UserPool,
  invited: InvitedUser,
  { trigger }: { readonly trigger: boolean },
): Promise<User> {
  const sub = randomUUID();
  const { username, attributes } = nameNewUser(pool, invited.name, sub, invited.attributes);
  checkAttributes(pool, attributes, { complete: false });
  if (invited.password !== undefined) checkPassword(invited.password, pool.passwordPolicy);
  if (trigger) {
    await runPreSignUp(pools, pool, {
      source: 'AdminCreateUser',
      username,
      clientId: 'CLIENT_ID_NOT_APPLICABLE',
      attributes,
      validationData: invited.validationData,
      clientMetadata: invited.clientMetadata,
    });
  }
  const password = invited.password ?? temporaryPassword(pool.passwordPolicy);
  const user = pools.users.create(pool, {
    username,
    sub,
    attributes,
    status: 'FORCE_CHANGE_PASSWORD',
    ...(await temporary(pools, pool, password)),
  });
  if (invited.password === undefined) logPassword(pools, user, password);
  return user;
}

/** Gives an invited user a fresh temporary password (`MessageAction: RESEND`). */
export async function inviteAgain(pools: UserPools, pool: UserPool, user: User, given?: string): Promise<User> {
  if (user.status !== 'FORCE_CHANGE_PASSWORD') {
    throw new UnsupportedUserStateException('Resend not possible. status is not FORCE_CHANGE_PASSWORD');
  }
  const password = given ?? temporaryPassword(pool.passwordPolicy);
  checkPassword(password, pool.passwordPolicy);
  if (given === undefined) logPassword(pools, user, password);
  return pools.users.update(pool, user, await temporary(pools, pool, password));
}

/** What a user record holds for a temporary password. */
export async function temporary(
  pools: UserPools,
  pool: UserPool,
  password: string,
): Promise<Pick<User, 'passwordHash' | 'temporaryPasswordExpiresAt'>> {
  return {
    passwordHash: await hashPassword(password),
    temporaryPasswordExpiresAt: pools.clock() + pool.passwordPolicy.temporaryPasswordValidityDays * dayMs,
  };
}

function logPassword(pools: UserPools, user: User, password: string): void {
  pools.log(`Cognito: Temporary password for ${user.attributes.email ?? user.username}: ${password}`);
}

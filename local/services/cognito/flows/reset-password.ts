import type { UserPool, UserPoolClient } from '../declarations/model.ts';
import { checkPassword } from '../directory/passwords.ts';
import {
  ExpiredCodeException,
  InvalidParameterException,
  NotAuthorizedException,
  UserNotFoundException,
} from '../errors.ts';
import type { UserPools } from '../user-pools.ts';
import { setPassword } from './authenticate.ts';
import { checkCode, sendCode } from './codes.ts';
import type { CodeDelivery } from './codes.ts';
import { simulatedDelivery } from './sign-up.ts';

interface Who {
  readonly pool: UserPool;
  readonly client: UserPoolClient;
  readonly name: string;
}

/**
 * Sends (logs) a code with which a forgotten password can be replaced.
 * @throws UserNotFoundException, InvalidParameterException, NotAuthorizedException
 */
export function forgotPassword(pools: UserPools, { pool, client, name }: Who): CodeDelivery {
  const user = pools.users.find(pool, name);
  const verified = pool.autoVerifiedAttributes.some(
    (attribute) => user?.attributes[`${attribute}_verified`] === 'true',
  );
  if (client.preventUserExistenceErrors && (user?.enabled !== true || !verified)) return simulatedDelivery(name);
  if (user === undefined) throw new UserNotFoundException('Username/client id combination not found.');
  if (!user.enabled) throw new NotAuthorizedException('User is disabled.');
  const delivery = verified && user.status === 'CONFIRMED' ? sendCode(pools, pool, user, 'resetPassword') : undefined;
  if (delivery === undefined) {
    throw new InvalidParameterException(
      'Cannot reset password for the user as there is no registered/verified email or phone_number',
    );
  }
  return delivery;
}

/** Replaces a forgotten password. @throws CodeMismatchException, ExpiredCodeException, InvalidPasswordException */
export async function confirmForgotPassword(
  pools: UserPools,
  { pool, client, name, code, password }: Who & { readonly code: string; readonly password: string },
): Promise<void> {
  const user = pools.users.find(pool, name);
  if (user === undefined) {
    throw client.preventUserExistenceErrors
      ? new ExpiredCodeException()
      : new UserNotFoundException('Username/client id combination not found.');
  }
  checkCode(pools, user, 'resetPassword', code);
  checkPassword(password, pool.passwordPolicy);
  await setPassword(pools, pool, user, password);
}

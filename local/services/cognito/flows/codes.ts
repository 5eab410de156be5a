import { randomInt } from 'node:crypto';
import type { SignInAttribute, UserPool } from '../declarations/model.ts';
import type { SentCode, User } from '../directory/user.ts';
import { CodeMismatchException, ExpiredCodeException } from '../errors.ts';
import { sameText } from '../secrets.ts';
import type { UserPools } from '../user-pools.ts';

/** Where a code went, as the API tells it: enough to recognise, not enough to learn. */
export interface CodeDelivery {
  readonly Destination: string;
  readonly DeliveryMedium: 'EMAIL' | 'SMS';
  readonly AttributeName: string;
}

/** A sign-up code lives a day, a reset code an hour. */
const lifetimeMs = { signUp: 86_400_000, resetPassword: 3_600_000 };

/**
 * Makes a code for a user and writes it to the log, in place of the mail that AWS would send.
 * @returns undefined when the pool verifies nothing that the user has, so that no code can be sent
 */
export function sendCode(pools: UserPools, pool: UserPool, user: User, purpose: SentCode['purpose']) {
  const delivery = deliveryOf(pool, user.attributes);
  if (delivery === undefined) return undefined;
  const value = String(randomInt(1_000_000)).padStart(6, '0');
  pools.users.update(pool, user, {
    code: { purpose, value, expiresAt: pools.clock() + lifetimeMs[purpose] },
  });
  const why = purpose === 'signUp' ? 'Confirmation code' : 'Code for a new password';
  pools.log(`Cognito: ${why} for ${user.attributes[delivery.AttributeName] ?? user.username}: ${value}`);
  return delivery;
}

/** Where codes for a user with these attributes go. */
export function deliveryOf(pool: UserPool, attributes: Readonly<Record<string, string>>): CodeDelivery | undefined {
  const attribute = pool.autoVerifiedAttributes.find((name) => attributes[name] !== undefined);
  const value = attribute === undefined ? undefined : attributes[attribute];
  if (attribute === undefined || value === undefined) return undefined;
  return {
    Destination: masked(attribute, value),
    DeliveryMedium: attribute === 'email' ? 'EMAIL' : 'SMS',
    AttributeName: attribute,
  };
}

/**
 * @throws ExpiredCodeException when no code is waiting or it is too old
 * @throws CodeMismatchException when it is another one
 */
export function checkCode(pools: UserPools, user: User, purpose: SentCode['purpose'], given: string): void {
  const { code } = user;
  if (code?.purpose !== purpose || code.expiresAt <= pools.clock()) throw new ExpiredCodeException();
  if (!sameText(code.value, given)) throw new CodeMismatchException();
}

/** `ada@example.com` becomes `a***@e***`, a number keeps its last four digits. */
function masked(attribute: SignInAttribute, value: string): string {
  if (attribute !== 'email') return `+*******${value.slice(-4)}`;
  const [local = '', domain = ''] = value.split('@');
  return `${local.slice(0, 1)}***@${domain.slice(0, 1)}***`;
}

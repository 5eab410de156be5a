import { randomBytes, randomInt, scrypt, timingSafeEqual } from 'node:crypto';
import type { PasswordPolicy } from '../declarations/model.ts';
import { InvalidParameterException, InvalidPasswordException } from '../errors.ts';

/**
 * scrypt with a small cost (N 4096, r 8, p 1: about ten milliseconds), because these are passwords for a laptop
 * and every sign-in of every test pays for it. A service on the internet uses at least N 131072.
 */
const cost = { N: 4096, r: 8, p: 1 };
const keyLength = 32;

function derive(password: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFC'), salt, keyLength, cost, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}

/** The hash of a password as text: salt and key, `scrypt:<salt>:<key>` in base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt);
  return `scrypt:${salt.toString('base64url')}:${key.toString('base64url')}`;
}

/** A hash that no password matches, so that an unknown user takes as long as a wrong password. */
const nobody = `scrypt:${randomBytes(16).toString('base64url')}:${randomBytes(keyLength).toString('base64url')}`;

/** Whether the password has that hash; never for a user without one. */
export async function passwordMatches(password: string, hash: string | undefined): Promise<boolean> {
  const [, salt = '', key = ''] = (hash ?? nobody).split(':');
  const expected = Buffer.from(key, 'base64url');
  const actual = await derive(password, Buffer.from(salt, 'base64url'));
  return expected.length === actual.length && timingSafeEqual(expected, actual) && hash !== undefined;
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-policies.html; a space counts too. */
const symbols = /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+\- ]/;

/**
 * @throws InvalidPasswordException with the first rule that the password breaks
 * @throws InvalidParameterException for what is no password in any pool: white space at an end, over 256 characters
 */
export function checkPassword(password: string, policy: PasswordPolicy): void {
  if (password.length > 256) {
    throw new InvalidParameterException(
      "1 validation error detected: Value at 'password' failed to satisfy constraint: Member must have length less than or equal to 256",
    );
  }
  if (password.length < policy.minimumLength) throw new InvalidPasswordException('Password not long enough');
  if (!/^\S+.*\S+$/.test(password)) {
    throw new InvalidParameterException(
      "1 validation error detected: Value at 'password' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[\\S]+.*[\\S]+$",
    );
  }
  const broken = [
    { asked: policy.requireUppercase, has: /[A-Z]/, reason: 'Password must have uppercase characters' },
    { asked: policy.requireLowercase, has: /[a-z]/, reason: 'Password must have lowercase characters' },
    { asked: policy.requireNumbers, has: /\d/, reason: 'Password must have numeric characters' },
    { asked: policy.requireSymbols, has: symbols, reason: 'Password must have symbol characters' },
  ].find(({ asked, has }) => asked && !has.test(password));
  if (broken !== undefined) throw new InvalidPasswordException(broken.reason);
}

/** A password that every policy of that length accepts, for users that an administrator creates without one. */
export function temporaryPassword(policy: PasswordPolicy): string {
  const kinds = ['ABCDEFGHJKLMNPQRSTUVWXYZ', 'abcdefghijkmnopqrstuvwxyz', '23456789', '!@#%&-_+='] as const;
  const length = Math.max(12, policy.minimumLength);
  return Array.from({ length }, (_, index) => {
    const kind = kinds[index % kinds.length] ?? kinds[0];
    return kind.charAt(randomInt(kind.length));
  }).join('');
}

import { Fields } from '../fields.ts';

export type UserStatus = 'UNCONFIRMED' | 'CONFIRMED' | 'FORCE_CHANGE_PASSWORD';

/** A code that was sent (here: logged) to a user. */
export interface SentCode {
  readonly purpose: 'signUp' | 'resetPassword';
  readonly value: string;
  /** Milliseconds since 1970, as all times here. */
  readonly expiresAt: number;
}

/** A user of a pool. Records are never changed, only replaced. */
export interface User {
  readonly poolId: string;
  /** What the tokens call `cognito:username`. */
  readonly username: string;
  readonly sub: string;
  readonly status: UserStatus;
  readonly enabled: boolean;
  /** Everything but `sub`; values are strings, as in the API. */
  readonly attributes: Readonly<Record<string, string>>;
  /** See hashPassword; undefined when the user has none yet. */
  readonly passwordHash: string | undefined;
  /** When a temporary password stops working. */
  readonly temporaryPasswordExpiresAt: number | undefined;
  readonly groups: readonly string[];
  readonly code: SentCode | undefined;
  /** Tokens that were issued before are not accepted by the user's own operations. */
  readonly signedOutAt: number | undefined;
  readonly createdAt: number;
  readonly modifiedAt: number;
}

/** Turns a stored value back into a user. @throws FieldError when it is none */
export function parseUser(value: unknown): User {
  const fields = new Fields(value, 'stored Cognito user');
  const code = fields.optionalObject('code');
  return {
    poolId: fields.string('poolId'),
    username: fields.string('username'),
    sub: fields.string('sub'),
    status: fields.oneOf('status', ['UNCONFIRMED', 'CONFIRMED', 'FORCE_CHANGE_PASSWORD'], 'UNCONFIRMED'),
    enabled: fields.boolean('enabled', true),
    attributes: fields.stringMap('attributes'),
    passwordHash: fields.optionalString('passwordHash'),
    temporaryPasswordExpiresAt: fields.optionalNumber('temporaryPasswordExpiresAt'),
    groups: fields.strings('groups'),
    code:
      code === undefined
        ? undefined
        : {
            purpose: code.oneOf('purpose', ['signUp', 'resetPassword'], 'signUp'),
            value: code.string('value'),
            expiresAt: code.number('expiresAt'),
          },
    signedOutAt: fields.optionalNumber('signedOutAt'),
    createdAt: fields.number('createdAt'),
    modifiedAt: fields.number('modifiedAt'),
  };
}

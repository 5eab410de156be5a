import type { UserPool, UserPoolClient } from '../declarations/model.ts';
import { InvalidParameterException, NotAuthorizedException } from '../errors.ts';
import type { User } from './user.ts';

/** An attribute as the API takes and gives it. */
export interface NamedAttribute {
  readonly Name: string;
  readonly Value: string;
}

/** Without control characters: addresses are shown in terminals, which obey them. */
const email = /^[^\s@\p{Cc}]+@[^\s@\p{Cc}]+\.[^\s@\p{Cc}]+$/u;
/** E.164, as Cognito asks for it. */
const phone = /^\+[1-9]\d{1,14}$/;

/**
 * Checks attributes against the pool's schema, with Cognito's messages.
 * @param complete whether required attributes must be there (sign-up), or may be left as they are (update)
 * @throws InvalidParameterException
 */
export function checkAttributes(
  pool: UserPool,
  attributes: Readonly<Record<string, string>>,
  { complete }: { readonly complete: boolean },
): void {
  for (const [name, value] of Object.entries(attributes)) {
    const schema = pool.schema.get(name);
    if (schema === undefined) {
      throw new InvalidParameterException(
        `Attributes did not conform to the schema: Type for attribute {${name}} could not be determined`,
      );
    }
    if (value.length > 2048) {
      throw new InvalidParameterException(
        `Attributes did not conform to the schema: ${name}: String must be no longer than 2048 characters`,
      );
    }
    if (name === 'email' && !email.test(value)) throw new InvalidParameterException('Invalid email address format.');
    if (name === 'phone_number' && !phone.test(value)) {
      throw new InvalidParameterException('Invalid phone number format.');
    }
  }
  if (!complete) return;
  for (const { name, required } of pool.schema.values()) {
    if (required && attributes[name] === undefined) {
      throw new InvalidParameterException(
        `Attributes did not conform to the schema: ${name}: The attribute is required`,
      );
    }
  }
}

/**
 * The user name and attributes of somebody who signs up under a name: the name itself, or, where an e-mail address
 * or telephone number is the name, that attribute and the `sub` as the name.
 * @throws InvalidParameterException when the name is not what the pool asks for
 */
export function nameNewUser(
  pool: UserPool,
  name: string,
  sub: string,
  attributes: Readonly<Record<string, string>>,
): { username: string; attributes: Record<string, string> } {
  // The limits of the API's model, for names that come from the hosted pages too.
  if (name.length > 128 || !/^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u.test(name)) {
    throw new InvalidParameterException('A username has 1 to 128 characters, and no spaces.');
  }
  if (pool.usernameAttributes.length === 0) {
    // "Username cannot be of email format, since user pool is configured for email alias."
    const looksLikeAlias = pool.aliasAttributes.includes('email') && email.test(name);
    if (looksLikeAlias) {
      throw new InvalidParameterException(
        'Username cannot be of email format, since user pool is configured for email alias.',
      );
    }
    return { username: name, attributes: { ...attributes } };
  }
  const attribute = phone.test(name) ? 'phone_number' : 'email';
  if (!pool.usernameAttributes.includes(attribute) || (attribute === 'email' && !email.test(name))) {
    const names = pool.usernameAttributes.map((known) => (known === 'email' ? 'an email' : 'a phone number'));
    throw new InvalidParameterException(
      names.length > 1
        ? 'Username should be either an email or a phone number.'
        : `Username should be ${names.join()}.`,
    );
  }
  return { username: sub, attributes: { ...attributes, [attribute]: name } };
}

/** @throws NotAuthorizedException when the client may not write one of the attributes */
export function checkWritable(client: UserPoolClient, attributes: Readonly<Record<string, string>>): void {
  const forbidden = Object.keys(attributes).find(
    (name) => name.endsWith('_verified') || client.writeAttributes?.includes(name) === false,
  );
  if (forbidden !== undefined) {
    throw new NotAuthorizedException('A client attempted to write unauthorized attribute');
  }
}

/** The attributes that a client may read, `sub` first, as `GetUser` and ID tokens show them. */
export function readableAttributes(user: User, client: UserPoolClient | undefined): NamedAttribute[] {
  const entries = Object.entries(user.attributes).filter(
    ([name]) => client?.readAttributes === undefined || client.readAttributes.includes(name),
  );
  return [['sub', user.sub] as const, ...entries].map(([Name, Value]) => ({ Name, Value }));
}

import { createHmac } from 'node:crypto';
import type { UserPoolClient } from '../declarations/model.ts';
import { InvalidParameterException, NotAuthorizedException } from '../errors.ts';
import { Fields } from '../fields.ts';
import { sameText } from '../secrets.ts';
import { optionalInteger, optionalList, optionalString } from '../../json-input.ts';
import type { JsonInput } from '../../json-protocol.ts';
import { NotSimulatedError, ServiceError } from '../../service-error.ts';

/** Limits of the API's model. */
export const usernameLimits = { minLength: 1, maxLength: 128, pattern: /[\p{L}\p{M}\p{S}\p{N}\p{P}]+/u };
export const passwordLimits = { maxLength: 256, sensitive: true };
export const tokenLimits = { minLength: 1, sensitive: true };

/** A list of `{Name, Value}` as an object; an attribute without a value is empty. */
export function attributeMap(input: JsonInput, name: string): Record<string, string> | undefined {
  const list = optionalList(input, name);
  if (list === undefined) return undefined;
  try {
    return Object.fromEntries(
      list.map((item) => {
        const attribute = new Fields(item, name);
        return [attribute.string('Name'), attribute.optionalString('Value') ?? ''];
      }),
    );
  } catch (cause) {
    throw new ServiceError('SerializationException', `${name} must be a list of Name and Value.`, { cause });
  }
}

/** Refuses members that would change what the operation does, but are not simulated. */
export function refuseMembers(operation: string, input: JsonInput, names: readonly string[]): void {
  const used = names.find((name) => input[name] !== undefined && input[name] !== null && input[name] !== false);
  if (used !== undefined) throw new NotSimulatedError(`cognito-idp:${operation} with ${used}`);
}

/**
 * A client with a secret proves it with `Base64(HMAC-SHA256(secret, user name + client id))`.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html#cognito-user-pools-computing-secret-hash
 * @throws NotAuthorizedException when the hash is missing, wrong, or the client has no secret
 */
export function checkSecretHash(client: UserPoolClient, name: string, given: string | undefined): void {
  if (client.secret === undefined) {
    if (given === undefined) return;
    throw new NotAuthorizedException(`Unable to verify secret hash for client ${client.id}`);
  }
  if (given === undefined) {
    throw new NotAuthorizedException(`Client ${client.id} is configured with secret but SECRET_HASH was not received`);
  }
  const expected = createHmac('sha256', client.secret).update(`${name}${client.id}`).digest('base64');
  if (!sameText(expected, given)) {
    throw new NotAuthorizedException(`SecretHash does not match for the client: ${client.id}`);
  }
}

/** Operations that take the secret itself. @throws NotAuthorizedException */
export function checkSecret(client: UserPoolClient, input: JsonInput): void {
  const given = optionalString(input, 'ClientSecret', { sensitive: true });
  if (given === client.secret) return;
  if (client.secret === undefined || given === undefined || !sameText(given, client.secret)) {
    throw new NotAuthorizedException(`Unable to verify secret for client ${client.id}`);
  }
}

/** One page of a list. @throws InvalidParameterException for a token that was not given out here */
export function page<T>(
  items: readonly T[],
  input: JsonInput,
  { limit, token, max }: { readonly limit: string; readonly token: string; readonly max: number },
): { items: T[]; next: string | undefined } {
  const size = optionalInteger(input, limit, { min: 0, max }) ?? 0;
  const from = offset(optionalString(input, token));
  const end = from + (size === 0 ? max : size);
  return {
    items: items.slice(from, end),
    next: end < items.length ? Buffer.from(`from ${end}`).toString('base64url') : undefined,
  };
}

function offset(token: string | undefined): number {
  if (token === undefined) return 0;
  const match = /^from (\d{1,9})$/.exec(Buffer.from(token, 'base64url').toString('latin1'));
  if (match === null) throw new InvalidParameterException('Invalid pagination token');
  return Number(match[1]);
}

/** Times are seconds on the wire. */
export function seconds(milliseconds: number): number {
  return milliseconds / 1000;
}

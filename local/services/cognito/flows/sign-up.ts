import { randomUUID } from 'node:crypto';
import type { UserPool, UserPoolClient } from '../declarations/model.ts';
import { checkAttributes, checkWritable, nameNewUser } from '../directory/attributes.ts';
import { checkPassword, hashPassword } from '../directory/passwords.ts';
import type { User } from '../directory/user.ts';
import {
  ExpiredCodeException,
  InvalidLambdaResponseException,
  InvalidParameterException,
  NotAuthorizedException,
  UserNotFoundException,
} from '../errors.ts';
import type { UserPools } from '../user-pools.ts';
import { checkCode, deliveryOf, sendCode } from './codes.ts';
import type { CodeDelivery } from './codes.ts';

/** Who wants an account. */
export interface SignUpRequest {
  readonly pool: UserPool;
  readonly client: UserPoolClient;
  /** What the person typed as the name: a user name or, in such a pool, an e-mail address. */
  readonly name: string;
  readonly password: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly validationData?: Readonly<Record<string, string>> | undefined;
  readonly clientMetadata?: Readonly<Record<string, string>> | undefined;
}

export interface SignUpResult {
  readonly user: User;
  /** Where the confirmation code went; undefined when none was needed or none could be sent. */
  readonly delivery: CodeDelivery | undefined;
}

/**
 * Signs a user up, after the pre sign-up trigger agreed.
 * @throws InvalidPasswordException, InvalidParameterException, UsernameExistsException, NotAuthorizedException,
 *   and what the trigger throws
 */
export async function signUp(pools: UserPools, request: SignUpRequest): Promise<SignUpResult> {
  const { pool, client, password } = request;
  if (pool.allowAdminCreateUserOnly) throw new NotAuthorizedException('SignUp is not permitted for this user pool');
  checkPassword(password, pool.passwordPolicy);
  checkWritable(client, request.attributes);
  const sub = randomUUID();
  const { username, attributes } = nameNewUser(pool, request.name, sub, request.attributes);
  checkAttributes(pool, attributes, { complete: true });

  const decision = await runPreSignUp(pools, pool, {
    source: 'SignUp',
    username,
    clientId: client.id,
    attributes,
    validationData: request.validationData,
    clientMetadata: request.clientMetadata,
  });
  for (const name of decision.verified) attributes[`${name}_verified`] = 'true';
  if (deliveryOf(pool, attributes)?.AttributeName === 'email')
    attributes.email_verified = attributes.email_verified === 'true' ? 'true' : 'false';
  const user = pools.users.create(pool, {
    username,
    sub,
    attributes,
    passwordHash: await hashPassword(password),
    status: decision.confirmed ? 'CONFIRMED' : 'UNCONFIRMED',
  });
  return { user, delivery: decision.confirmed ? undefined : sendCode(pools, pool, user, 'signUp') };
}

/** Confirms a sign-up with the code that was sent. @throws CodeMismatchException, ExpiredCodeException, … */
export function confirmSignUp(
  pools: UserPools,
  { pool, client, name, code }: Pick<SignUpRequest, 'pool' | 'client' | 'name'> & { readonly code: string },
): User {
  const user = pools.users.find(pool, name);
  if (user === undefined) {
    throw client.preventUserExistenceErrors ? new ExpiredCodeException() : new UserNotFoundException();
  }
  if (user.status !== 'UNCONFIRMED') {
    throw new NotAuthorizedException(`User cannot be confirmed. Current status is ${user.status}`);
  }
  checkCode(pools, user, 'signUp', code);
  const attribute = pool.autoVerifiedAttributes.find((known) => user.attributes[known] !== undefined);
  if (attribute !== undefined) pools.users.checkAliasFree(pool, user, attribute);
  return pools.users.update(pool, user, {
    status: 'CONFIRMED',
    code: undefined,
    attributes: attribute === undefined ? user.attributes : { ...user.attributes, [`${attribute}_verified`]: 'true' },
  });
}

/** Sends the confirmation code once more. @throws InvalidParameterException when there is nothing to confirm */
export function resendConfirmationCode(
  pools: UserPools,
  { pool, client, name }: Pick<SignUpRequest, 'pool' | 'client' | 'name'>,
): CodeDelivery {
  const user = pools.users.find(pool, name);
  if (user === undefined) {
    if (!client.preventUserExistenceErrors) throw new UserNotFoundException();
    return simulatedDelivery(name);
  }
  if (user.status !== 'UNCONFIRMED') throw new InvalidParameterException('User is already confirmed.');
  const delivery = sendCode(pools, pool, user, 'signUp');
  if (delivery === undefined) {
    throw new InvalidParameterException('Cannot resend codes. Auto verification not turned on.');
  }
  return delivery;
}

/** What somebody learns who asks for a code for a user that does not exist: nothing. */
export function simulatedDelivery(name: string): CodeDelivery {
  return {
    Destination: `${name.slice(0, 1).toLowerCase()}***@${name.slice(-1).toLowerCase()}***`,
    DeliveryMedium: 'EMAIL',
    AttributeName: 'email',
  };
}

interface PreSignUpRequest {
  readonly source: 'SignUp' | 'AdminCreateUser';
  readonly username: string;
  readonly clientId: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly validationData: Readonly<Record<string, string>> | undefined;
  readonly clientMetadata: Readonly<Record<string, string>> | undefined;
}

/**
 * Asks the pre sign-up trigger. For users that an administrator creates only a refusal counts.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-sign-up.html
 */
export async function runPreSignUp(
  pools: UserPools,
  pool: UserPool,
  request: PreSignUpRequest,
): Promise<{ confirmed: boolean; verified: readonly ('email' | 'phone_number')[] }> {
  if (pool.triggers.preSignUp === undefined) return { confirmed: false, verified: [] };
  const response = await pools.callTrigger('PreSignUp', pool.triggers.preSignUp, pool, {
    version: '1',
    triggerSource: `PreSignUp_${request.source}`,
    userName: request.username,
    clientId: request.clientId,
    request: {
      userAttributes: request.attributes,
      validationData: request.validationData ?? null,
      ...(request.clientMetadata !== undefined && { clientMetadata: request.clientMetadata }),
    },
    response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
  });
  if (request.source === 'AdminCreateUser') return { confirmed: false, verified: [] };
  const verified: ('email' | 'phone_number')[] = [];
  if (response.autoVerifyEmail === true) verified.push('email');
  if (response.autoVerifyPhone === true) verified.push('phone_number');
  const missing = verified.find((name) => request.attributes[name] === undefined);
  if (missing !== undefined) {
    throw new InvalidLambdaResponseException(`PreSignUp asked to verify ${missing}, which the user does not have`);
  }
  return { confirmed: response.autoConfirmUser === true, verified };
}

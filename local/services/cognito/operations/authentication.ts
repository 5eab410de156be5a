import { optionalEnum, optionalStringMap, requiredString } from '../../json-input.ts';
import { missing } from '../../json-input.ts';
import type { JsonInput, JsonOperation } from '../../json-protocol.ts';
import { NotSimulatedError } from '../../service-error.ts';
import { selfServiceScope } from '../declarations/model.ts';
import type { ExplicitAuthFlow, UserPool, UserPoolClient } from '../declarations/model.ts';
import type { User } from '../directory/user.ts';
import { InvalidParameterException, UnsupportedOperationException, UnsupportedTokenTypeException } from '../errors.ts';
import { authenticate, beginSession, choosePassword, renewSession } from '../flows/authenticate.ts';
import type { UserTokens } from '../tokens/token-issuer.ts';
import type { UserPools } from '../user-pools.ts';
import { checkSecret, checkSecretHash, tokenLimits } from './inputs.ts';

/** The flows of `InitiateAuth` and `AdminInitiateAuth`; those that are not simulated are refused by name. */
const flows = [
  'USER_PASSWORD_AUTH',
  'ADMIN_USER_PASSWORD_AUTH',
  'ADMIN_NO_SRP_AUTH',
  'REFRESH_TOKEN_AUTH',
  'REFRESH_TOKEN',
  'USER_SRP_AUTH',
  'USER_AUTH',
  'CUSTOM_AUTH',
] as const;

type Flow = (typeof flows)[number];

/** Which setting of the client allows a flow. */
const settings: Partial<Record<Flow, ExplicitAuthFlow>> = {
  USER_PASSWORD_AUTH: 'ALLOW_USER_PASSWORD_AUTH',
  ADMIN_USER_PASSWORD_AUTH: 'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  ADMIN_NO_SRP_AUTH: 'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  REFRESH_TOKEN_AUTH: 'ALLOW_REFRESH_TOKEN_AUTH',
  REFRESH_TOKEN: 'ALLOW_REFRESH_TOKEN_AUTH',
};

interface Caller {
  readonly pool: UserPool;
  readonly client: UserPoolClient;
  readonly admin: boolean;
}

/** Signing in, renewing and revoking through the API. */
export function authenticationOperations(pools: UserPools): Record<string, JsonOperation> {
  const anyone = (input: JsonInput): Caller => ({
    ...pools.client(requiredString(input, 'ClientId')),
    admin: false,
  });
  const administrator = (input: JsonInput): Caller => {
    const { id } = pools.pool(requiredString(input, 'UserPoolId'));
    return { ...pools.client(requiredString(input, 'ClientId'), id), admin: true };
  };
  return {
    InitiateAuth: (input) => initiate(pools, anyone(input), input),
    AdminInitiateAuth: (input) => initiate(pools, administrator(input), input),
    RespondToAuthChallenge: (input) => respond(pools, anyone(input), input),
    AdminRespondToAuthChallenge: (input) => respond(pools, administrator(input), input),
    async GetTokensFromRefreshToken(input) {
      const { pool, client } = anyone(input);
      checkSecret(client, input);
      const tokens = await renewSession(pools, {
        pool,
        client,
        refreshToken: requiredString(input, 'RefreshToken', tokenLimits),
        clientMetadata: optionalStringMap(input, 'ClientMetadata'),
      });
      return { AuthenticationResult: authenticationResult(tokens, tokens.refreshToken) };
    },
    RevokeToken(input) {
      const { client } = anyone(input);
      checkSecret(client, input);
      const token = requiredString(input, 'Token', tokenLimits);
      if (!client.enableTokenRevocation) {
        throw new UnsupportedOperationException('Token revocation is not enabled for this client');
      }
      // Three segments with a JSON header: an ID or access token.
      if (/^eyJ[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) {
        throw new UnsupportedTokenTypeException('Unsupported token type');
      }
      const grant = pools.grants.find(token);
      if (grant?.clientId === client.id) pools.grants.revoke(grant);
      return {};
    },
  };
}

async function initiate(pools: UserPools, caller: Caller, input: JsonInput): Promise<object> {
  const flow = optionalEnum(input, 'AuthFlow', flows) ?? missing('AuthFlow');
  const parameters = optionalStringMap(input, 'AuthParameters') ?? {};
  const { client, pool, admin } = caller;
  const setting = settings[flow];
  if (setting === undefined) {
    throw new NotSimulatedError(`cognito-idp:${admin ? 'AdminInitiateAuth' : 'InitiateAuth'} with ${flow}`);
  }
  if (flow.startsWith('ADMIN') && !admin) throw new InvalidParameterException('Initiate Auth method not supported.');
  if (!client.explicitAuthFlows.includes(setting)) {
    throw new InvalidParameterException(
      flow === 'USER_PASSWORD_AUTH'
        ? 'USER_PASSWORD_AUTH flow not enabled for this client'
        : 'Auth flow not enabled for this client',
    );
  }
  if (setting === 'ALLOW_REFRESH_TOKEN_AUTH') return refresh(pools, caller, parameters);

  const name = parameter(parameters, 'USERNAME');
  const password = parameter(parameters, 'PASSWORD');
  checkSecretHash(client, name, parameters.SECRET_HASH);
  const { user, newPasswordRequired } = await authenticate(pools, { pool, client, name, password });
  if (newPasswordRequired) return newPasswordChallenge(pools, client, user);
  return signedIn(pools, caller, user, 'Authentication');
}

async function refresh(pools: UserPools, { pool, client }: Caller, parameters: Record<string, string>) {
  const refreshToken = parameter(parameters, 'REFRESH_TOKEN');
  if (client.secret !== undefined) {
    // The hash is made with the user name, which here only the token tells.
    const sub = pools.grants.redeem(refreshToken, client).sub;
    checkSecretHash(client, pools.users.get(pool, sub).username, parameters.SECRET_HASH);
  }
  const tokens = await renewSession(pools, { pool, client, refreshToken });
  return { ChallengeParameters: {}, AuthenticationResult: authenticationResult(tokens, undefined) };
}

async function respond(pools: UserPools, caller: Caller, input: JsonInput): Promise<object> {
  const { pool, client } = caller;
  const challenge = requiredString(input, 'ChallengeName');
  if (challenge !== 'NEW_PASSWORD_REQUIRED') {
    throw new NotSimulatedError(`cognito-idp:RespondToAuthChallenge with ${challenge}`);
  }
  const session = requiredString(input, 'Session', { minLength: 20, maxLength: 2048, sensitive: true });
  const responses = optionalStringMap(input, 'ChallengeResponses') ?? {};
  const name = parameter(responses, 'USERNAME');
  const password = parameter(responses, 'NEW_PASSWORD');
  checkSecretHash(client, name, responses.SECRET_HASH);
  const user = pools.users.get(pool, pools.challenges.usernameOf(session, client));
  if (pools.users.find(pool, name)?.sub !== user.sub) {
    throw new InvalidParameterException('Invalid user for the session.');
  }
  const prefix = 'userAttributes.';
  const attributes = Object.fromEntries(
    Object.entries(responses)
      .filter(([key]) => key.startsWith(prefix))
      .map(([key, value]) => [key.slice(prefix.length), value]),
  );
  const changed = await choosePassword(pools, { pool, user, password, attributes });
  pools.challenges.end(session);
  return signedIn(pools, caller, changed, 'NewPasswordChallenge');
}

async function signedIn(
  pools: UserPools,
  { pool, client }: Caller,
  user: User,
  source: 'Authentication' | 'NewPasswordChallenge',
): Promise<object> {
  const tokens = await beginSession(pools, { pool, client, user, scopes: [selfServiceScope], source });
  return { ChallengeParameters: {}, AuthenticationResult: authenticationResult(tokens, tokens.refreshToken) };
}

function newPasswordChallenge(pools: UserPools, client: UserPoolClient, user: User): object {
  const required = [...pools.pool(client.poolId).schema.values()]
    .filter((attribute) => attribute.required && user.attributes[attribute.name] === undefined)
    .map((attribute) => `userAttributes.${attribute.name}`);
  return {
    ChallengeName: 'NEW_PASSWORD_REQUIRED',
    Session: pools.challenges.begin(client, user.username),
    ChallengeParameters: {
      USER_ID_FOR_SRP: user.username,
      requiredAttributes: JSON.stringify(required),
      userAttributes: JSON.stringify(user.attributes),
    },
  };
}

function authenticationResult(tokens: UserTokens, refreshToken: string | undefined): object {
  return {
    AccessToken: tokens.accessToken,
    ExpiresIn: tokens.expiresIn,
    TokenType: 'Bearer',
    ...(refreshToken !== undefined && { RefreshToken: refreshToken }),
    ...(tokens.idToken !== undefined && { IdToken: tokens.idToken }),
  };
}

function parameter(parameters: Readonly<Record<string, string>>, name: string): string {
  const value = parameters[name];
  if (value === undefined || value === '') throw new InvalidParameterException(`Missing required parameter ${name}`);
  return value;
}

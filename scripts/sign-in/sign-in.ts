import {
  CognitoIdentityProviderClient,
  CognitoIdentityProviderServiceException,
  DescribeUserPoolClientCommand,
  InitiateAuthCommand,
  NotAuthorizedException,
  paginateListUserPoolClients,
  paginateListUserPools,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import { isObject } from '../../local/json.ts';
import { clientOptions } from '../aws/aws-calls.ts';
import { localCredentials, type AwsPlace } from '../aws/stage-address.ts';
import { NotDeployedError, SignInRefusedError, StackNotRunningError, TokenRefusedError } from './sign-in-errors.ts';

/** Where a stack is, and which one. */
export interface StackAddress extends AwsPlace {
  /** The local one, or `https://cognito-idp.{region}.amazonaws.com`. */
  readonly endpoint: string;
  readonly region: string;
  /** The template's parameter `Stage`. */
  readonly stage: string;
}

/** A client of a user pool, by its ids. */
export interface PoolClient {
  readonly userPoolId: string;
  readonly clientId: string;
}

/** A client that signs in for itself. */
export interface MachineClient {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** The stack that `AWS_ENDPOINT_URL`, `AWS_REGION` and `AWS_ACCESS_KEY_ID` name; by default the one of "npm start". */
export function stackAddress(environment: NodeJS.ProcessEnv, stage = 'local'): StackAddress {
  return {
    endpoint: environment.AWS_ENDPOINT_URL || 'http://127.0.0.1:4566',
    region: environment.AWS_REGION || environment.AWS_DEFAULT_REGION || 'us-east-1',
    credentials: localCredentials(environment),
    stage,
  };
}

/**
 * The access token of a person, by user name and password through the script client (which production does not have).
 * @throws SignInError, its subclasses say what went wrong
 */
export async function userToken(address: StackAddress, username: string, password: string): Promise<string> {
  return withCognito(address, async (cognito) => {
    const { clientId } = await findClient(cognito, address.stage, 'script');
    return passwordToken(cognito, clientId, username, password);
  });
}

/** As {@link userToken}, by a client whose id is known. @throws SignInError */
export async function userTokenOf(
  place: AwsPlace,
  clientId: string,
  username: string,
  password: string,
): Promise<string> {
  return withCognito(place, (cognito) => passwordToken(cognito, clientId, username, password));
}

/**
 * The machine client with its secret, which only Cognito knows.
 * @throws SignInError
 */
export async function machineClient(address: StackAddress): Promise<MachineClient> {
  return withCognito(address, async (cognito) =>
    withSecret(cognito, await findClient(cognito, address.stage, 'machine')),
  );
}

/** As {@link machineClient}, for a client whose ids are known. @throws SignInError */
export async function machineClientOf(place: AwsPlace, client: PoolClient): Promise<MachineClient> {
  return withCognito(place, (cognito) => withSecret(cognito, client));
}

async function passwordToken(
  cognito: CognitoIdentityProviderClient,
  clientId: string,
  username: string,
  password: string,
): Promise<string> {
  const { AuthenticationResult, ChallengeName } = await cognito
    .send(
      new InitiateAuthCommand({
        AuthFlow: 'USER_PASSWORD_AUTH',
        ClientId: clientId,
        AuthParameters: { USERNAME: username, PASSWORD: password },
      }),
    )
    .catch((cause: unknown) => {
      if (!(cause instanceof NotAuthorizedException || cause instanceof UserNotFoundException)) throw cause;
      throw new SignInRefusedError(`Cognito refuses ${username}: ${cause.message}`, { cause });
    });
  const token = AuthenticationResult?.AccessToken;
  if (token !== undefined) return token;
  throw new SignInRefusedError(
    `${username} has to answer ${ChallengeName ?? 'a challenge'} first: use the sign-in page.`,
  );
}

async function withSecret(
  cognito: CognitoIdentityProviderClient,
  { userPoolId, clientId }: PoolClient,
): Promise<MachineClient> {
  const { UserPoolClient } = await cognito.send(
    new DescribeUserPoolClientCommand({ UserPoolId: userPoolId, ClientId: clientId }),
  );
  const clientSecret = UserPoolClient?.ClientSecret;
  if (clientSecret === undefined) throw new NotDeployedError(`The client ${clientId} has no secret.`);
  return { clientId, clientSecret };
}

/**
 * The access token of a machine, by client credentials.
 * @param domain the user pool's domain, without a slash at the end
 * @param scope blanks between scopes; undefined for all that the client may have
 * @throws SignInError
 */
export async function machineToken(domain: string, client: MachineClient, scope: string | undefined): Promise<string> {
  // RFC 6749, 2.3.1: both are form-encoded before they become user and password.
  const [id, secret] = [client.clientId, client.clientSecret].map(encodeURIComponent);
  const response = await fetch(`${domain}/oauth2/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${id ?? ''}:${secret ?? ''}`)}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', ...(scope !== undefined && { scope }) }),
  }).catch((cause: unknown) => {
    throw new StackNotRunningError(domain, { cause });
  });
  const text = await response.text();
  const answer = parsed(text);
  if (isObject(answer) && typeof answer.access_token === 'string') return answer.access_token;
  throw new TokenRefusedError(`${domain}/oauth2/token answered ${response.status}: ${text.slice(0, 200)}`);
}

/** Runs a task with a client; what a person can mend becomes a SignInError. */
async function withCognito<T>(
  place: AwsPlace,
  task: (cognito: CognitoIdentityProviderClient) => Promise<T>,
): Promise<T> {
  const cognito = new CognitoIdentityProviderClient({ ...clientOptions(place), maxAttempts: 1 });
  try {
    return await task(cognito);
  } catch (error) {
    if (isObject(error) && (error.code === 'ECONNREFUSED' || error.code === 'ENOTFOUND')) {
      const { endpoint, region } = place;
      throw new StackNotRunningError(endpoint ?? `Cognito in ${region ?? 'this region'}`, { cause: error });
    }
    if (error instanceof CognitoIdentityProviderServiceException) {
      throw new SignInRefusedError(`The stack refuses the call: ${error.name}: ${error.message}`, { cause: error });
    }
    throw error;
  } finally {
    cognito.destroy();
  }
}

/** Finds a client of the stack by the names that the template gives. */
async function findClient(
  client: CognitoIdentityProviderClient,
  stage: string,
  kind: 'script' | 'machine',
): Promise<PoolClient> {
  const poolName = `dragons-${stage}`;
  const clientName = `${poolName}-${kind}`;
  for await (const { UserPools } of paginateListUserPools({ client }, { MaxResults: 60 })) {
    const userPoolId = UserPools?.find(({ Name }) => Name === poolName)?.Id;
    if (userPoolId === undefined) continue;
    for await (const { UserPoolClients } of paginateListUserPoolClients({ client }, { UserPoolId: userPoolId })) {
      const clientId = UserPoolClients?.find(({ ClientName }) => ClientName === clientName)?.ClientId;
      if (clientId !== undefined) return { userPoolId, clientId };
    }
    const hint = kind === 'script' ? ' Production has none: sign in on its page instead.' : '';
    throw new NotDeployedError(`The user pool ${poolName} has no client named ${clientName}.${hint}`);
  }
  throw new NotDeployedError(`There is no user pool named ${poolName}. Is the stage "${stage}" the one that runs?`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

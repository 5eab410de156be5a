import { createHash, randomBytes } from 'node:crypto';
import type { JsonObject } from '../../../json.ts';
import type { FunctionInvoker, InvocationResult } from '../../../lambda/invoker.ts';
import { UnknownFunctionError } from '../../../lambda/invoker.ts';
import { memoryStorage } from '../../../state/memory-storage.ts';
import type { Storage } from '../../../state/storage.ts';
import type { TemplateResource } from '../../../template/model.ts';
import { cognito } from '../cognito.ts';
import type { Cognito, CognitoOptions } from '../cognito.ts';

export const region = 'us-east-1';
export const poolId = 'us-east-1_Test12345';
export const webClientId = 'webclient000000000000000001';
export const serverClientId = 'serverclient0000000000000001';
export const machineClientId = 'machineclient00000000000001';
export const callback = 'http://127.0.0.1:8080/callback';
export const signedOut = 'http://127.0.0.1:8080/';
export const password = 'Correct-horse-7';

/** A resource as the template reader gives it. */
export function resource(
  logicalId: string,
  type: string,
  ref: string,
  properties: JsonObject,
  attributes: Record<string, string> = {},
): TemplateResource {
  return {
    logicalId,
    type: `AWS::Cognito::${type}`,
    ref,
    properties,
    attributes,
    metadata: {},
    dependsOn: [],
    place: 'template.yaml:1',
  };
}

/** Changes to the usual properties. */
export interface TemplateChanges {
  readonly pool?: JsonObject;
  readonly web?: JsonObject;
  readonly server?: JsonObject;
  readonly machine?: JsonObject;
  readonly more?: readonly TemplateResource[];
}

/** A pool with a public, a confidential and a machine client, as a template would declare them. */
export function template({ pool, web, server, machine, more = [] }: TemplateChanges = {}): TemplateResource[] {
  const inPool = { UserPoolId: poolId };
  return [
    resource('Pool', 'UserPool', poolId, { AutoVerifiedAttributes: ['email'], ...pool }),
    resource('Domain', 'UserPoolDomain', 'lair', { ...inPool, Domain: 'lair' }),
    resource('Api', 'UserPoolResourceServer', 'lair', {
      ...inPool,
      Identifier: 'lair',
      Name: 'Lair',
      Scopes: [
        { ScopeName: 'read', ScopeDescription: 'look' },
        { ScopeName: 'write', ScopeDescription: 'change' },
      ],
    }),
    resource('Keepers', 'UserPoolGroup', 'Keepers', { ...inPool, GroupName: 'Keepers', Precedence: 2 }),
    resource('Owners', 'UserPoolGroup', 'Owners', {
      ...inPool,
      GroupName: 'Owners',
      Precedence: 1,
      RoleArn: 'arn:aws:iam::000000000000:role/owner',
    }),
    resource('Web', 'UserPoolClient', webClientId, {
      ...inPool,
      ClientName: 'lair-web',
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_ADMIN_USER_PASSWORD_AUTH'],
      RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 10 },
      PreventUserExistenceErrors: 'ENABLED',
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid', 'email', 'lair/read', 'aws.cognito.signin.user.admin'],
      CallbackURLs: [callback, 'myapp://signed-in'],
      LogoutURLs: [signedOut],
      SupportedIdentityProviders: ['COGNITO'],
      ...web,
    }),
    resource('Server', 'UserPoolClient', serverClientId, {
      ...inPool,
      GenerateSecret: true,
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid', 'email', 'profile', 'lair/read', 'lair/write'],
      CallbackURLs: [callback],
      ...server,
    }),
    resource('Machine', 'UserPoolClient', machineClientId, {
      ...inPool,
      GenerateSecret: true,
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthFlows: ['client_credentials'],
      AllowedOAuthScopes: ['lair/read', 'lair/write'],
      ...machine,
    }),
    ...more,
  ];
}

/** JSON that a test reads on its own responsibility. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests say with `expect` what is in it
export type Loose = any;

/** An event as a trigger sees it; tests compare the rest. */
export interface SeenEvent {
  readonly version: string;
  readonly triggerSource: string;
  readonly request: { readonly groupConfiguration: { readonly groupsToOverride: readonly string[] } };
  readonly response: object;
}

export type Handler = (event: SeenEvent) => unknown;

/** Runs plain functions as triggers, by ARN. */
export function functions(handlers: Record<string, Handler>): FunctionInvoker & { events: SeenEvent[] } {
  const events: SeenEvent[] = [];
  return {
    events,
    async invoke(name, event): Promise<InvocationResult> {
      const handler = handlers[name];
      if (handler === undefined) throw new UnknownFunctionError(name);
      const copy = JSON.parse(JSON.stringify(event)) as SeenEvent;
      events.push(copy);
      try {
        const result = await handler(structuredClone(copy));
        return { outcome: 'returned', payload: JSON.stringify(result ?? null) };
      } catch (error) {
        const errorMessage = error instanceof Error ? error.message : String(error);
        return { outcome: 'failed', payload: JSON.stringify({ errorType: 'Error', errorMessage }) };
      }
    },
  };
}

/** A clock that stands until it is turned. */
export function turnableClock(start = Date.parse('2026-11-20T10:00:00Z')) {
  let now = start;
  return {
    now: () => now,
    forward: (seconds: number) => {
      now += seconds * 1000;
    },
  };
}

export interface Lair extends Cognito {
  readonly logged: string[];
  readonly clock: ReturnType<typeof turnableClock>;
  readonly triggers: ReturnType<typeof functions>;
}

/** Keys take long to make, so the tests of one file share those of the first pool. */
let madeKeys: unknown;

function seedKeys(storage: Storage): void {
  const table = storage.table('cognito-keys', (value) => value);
  if (madeKeys !== undefined && table.get(poolId) === undefined) table.set(poolId, madeKeys);
}

async function rememberKeys(made: Cognito, storage: Storage): Promise<void> {
  if (madeKeys !== undefined) return;
  await made.verificationKeys(poolId);
  madeKeys = storage.table('cognito-keys', (value) => value).get(poolId);
}

/** A local Cognito with the pool of {@link template}. */
export async function lair(
  changes: TemplateChanges = {},
  {
    handlers = {},
    storage = memoryStorage(),
    ...more
  }: Partial<Pick<CognitoOptions, 'storage' | 'mayInvoke'>> & {
    handlers?: Record<string, Handler>;
  } = {},
): Promise<Lair> {
  const clock = turnableClock();
  const logged: string[] = [];
  const triggers = functions(handlers);
  seedKeys(storage);
  const made = cognito({
    ...more,
    storage,
    clock: clock.now,
    region,
    accountId: '000000000000',
    invoker: triggers,
    log: (line) => logged.push(line),
  });
  await made.declare(template(changes));
  await rememberKeys(made, storage);
  return { ...made, logged, clock, triggers };
}

/** Calls an operation of the API without the wire. */
export async function call(service: Cognito['service'], operation: string, input: object): Promise<Loose> {
  const response = await service.handle({
    method: 'POST',
    path: '/',
    query: '',
    headers: { 'x-amz-target': `AWSCognitoIdentityProviderService.${operation}` },
    body: Buffer.from(JSON.stringify(input)),
    requestId: 'r-1',
    accessKeyId: 'test',
  });
  const text = response.body as string;
  const body = JSON.parse(text);
  if (response.status === 200) return body;
  throw Object.assign(new Error(body.message as string), { name: body.__type as string, status: response.status });
}

/** What is inside a token, unverified. */
export function claimsOf(token: unknown): Record<string, Loose> {
  const [, body = ''] = String(token).split('.');
  return JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, Loose>;
}

/** A verifier and its challenge. */
export function pkce() {
  const verifier = randomBytes(32).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
}

/** `AuthenticationResult`. */
export interface Tokens {
  readonly AccessToken: string;
  readonly IdToken: string;
  readonly RefreshToken: string;
  readonly ExpiresIn: number;
}

/** The tokens of a user, signed in with the password flow of the web client; the user is created when missing. */
export async function signedIn(local: Lair, username = 'ada', groups: readonly string[] = []): Promise<Tokens> {
  const attributes = { email: `${username}@example.com` };
  await local.ensureUser({ poolId, username, password, attributes, groups });
  const answer = await call(local.service, 'InitiateAuth', {
    AuthFlow: 'USER_PASSWORD_AUTH',
    ClientId: webClientId,
    AuthParameters: { USERNAME: username, PASSWORD: password },
  });
  return answer.AuthenticationResult as Tokens;
}

/** The secret of a client, as an administrator reads it. */
export async function secretOf(local: Lair, ClientId: string): Promise<string> {
  const { UserPoolClient } = await call(local.service, 'DescribeUserPoolClient', { UserPoolId: poolId, ClientId });
  return UserPoolClient.ClientSecret as string;
}

/** The last code or temporary password in the log. */
export function lastLogged(local: Lair): string {
  return /: (\S+)$/.exec(local.logged.at(-1) ?? '')?.[1] ?? '';
}

import { isObject } from '../../../json.ts';
import { InvalidLambdaResponseException } from '../errors.ts';

/** What a pre token generation trigger asks for, for both kinds of tokens. */
export interface ClaimsOverride {
  readonly id: ClaimChanges;
  readonly access: ClaimChanges;
  readonly scopesToAdd: readonly string[];
  readonly scopesToSuppress: readonly string[];
  /** Undefined when the trigger leaves the groups alone. */
  readonly groups: GroupConfiguration | undefined;
}

export interface ClaimChanges {
  readonly addOrOverride: Readonly<Record<string, unknown>>;
  readonly suppress: readonly string[];
}

/** The groups that a token names, and the IAM roles that come with them. */
export interface GroupConfiguration {
  readonly groupsToOverride: readonly string[];
  readonly iamRolesToOverride: readonly string[];
  readonly preferredRole: string | null;
}

const unchanged: ClaimChanges = { addOrOverride: {}, suppress: [] };

export const noOverride: ClaimsOverride = {
  id: unchanged,
  access: unchanged,
  scopesToAdd: [],
  scopesToSuppress: [],
  groups: undefined,
};

/** Claims that a trigger cannot add, change or take away. */
const fixedClaims = new Set([
  'acr',
  'amr',
  'at_hash',
  'aud',
  'auth_time',
  'azp',
  'client_id',
  'cognito:username',
  'event_id',
  'exp',
  'iat',
  'identities',
  'iss',
  'jti',
  'nbf',
  'nonce',
  'origin_jti',
  'scope',
  'sub',
  'token_use',
  'username',
  'version',
]);

/**
 * Reads the response of a pre token generation trigger.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
 * @throws InvalidLambdaResponseException when a member is not what it must be
 */
export function readClaimsOverride(version: 'V1_0' | 'V2_0', response: Record<string, unknown>): ClaimsOverride {
  if (version === 'V1_0') {
    const details = object(response, 'claimsOverrideDetails');
    return { ...noOverride, id: readChanges(details), groups: readGroups(details) };
  }
  const details = object(response, 'claimsAndScopeOverrideDetails');
  const access = object(details, 'accessTokenGeneration');
  return {
    id: readChanges(object(details, 'idTokenGeneration')),
    access: readChanges(access),
    scopesToAdd: strings(access, 'scopesToAdd').map(checkScope),
    scopesToSuppress: strings(access, 'scopesToSuppress'),
    groups: readGroups(details),
  };
}

/** The claims after a trigger's changes. "If your function both suppresses and replaces a claim … suppresses." */
export function changeClaims(claims: Record<string, unknown>, changes: ClaimChanges): Record<string, unknown> {
  const added = Object.entries(changes.addOrOverride).filter(([name]) => !fixedClaims.has(name));
  const suppressed = new Set(changes.suppress.filter((name) => !fixedClaims.has(name)));
  return Object.fromEntries(
    Object.entries({ ...claims, ...Object.fromEntries(added) }).filter(([name]) => !suppressed.has(name)),
  );
}

function readChanges(details: Record<string, unknown>): ClaimChanges {
  return { addOrOverride: object(details, 'claimsToAddOrOverride'), suppress: strings(details, 'claimsToSuppress') };
}

/** "If you provide an empty or null object in the response, Amazon Cognito suppresses the groups." */
function readGroups(details: Record<string, unknown>): GroupConfiguration | undefined {
  if (details.groupOverrideDetails === undefined) return undefined;
  const groups = object(details, 'groupOverrideDetails');
  return {
    groupsToOverride: strings(groups, 'groupsToOverride'),
    iamRolesToOverride: strings(groups, 'iamRolesToOverride'),
    preferredRole: typeof groups.preferredRole === 'string' ? groups.preferredRole : null,
  };
}

function checkScope(scope: string): string {
  // RFC 6749, 3.3: a scope is printable ASCII without space, quotation mark and backslash.
  if (!/^[\x21\x23-\x5B\x5D-\x7E]+$/.test(scope)) {
    throw new InvalidLambdaResponseException(`scopesToAdd: "${scope}" is no scope`);
  }
  return scope;
}

function object(from: Record<string, unknown>, name: string): Record<string, unknown> {
  const value = from[name] ?? {};
  if (!isObject(value)) throw new InvalidLambdaResponseException(`${name} must be an object`);
  return value;
}

function strings(from: Record<string, unknown>, name: string): string[] {
  const value = from[name] ?? [];
  if (!Array.isArray(value)) throw new InvalidLambdaResponseException(`${name} must be a list`);
  return value.map((item: unknown) => {
    if (typeof item !== 'string') throw new InvalidLambdaResponseException(`${name} must be a list of strings`);
    return item;
  });
}

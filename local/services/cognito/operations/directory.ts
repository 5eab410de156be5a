import { optionalString, optionalStrings, requiredString } from '../../json-input.ts';
import type { JsonOperation } from '../../json-protocol.ts';
import type { UserPool, UserPoolClient } from '../declarations/model.ts';
import { readableAttributes } from '../directory/attributes.ts';
import type { User } from '../directory/user.ts';
import { InvalidParameterException } from '../errors.ts';
import type { UserPools } from '../user-pools.ts';
import { summary } from './admin-users.ts';
import { page } from './inputs.ts';

/** Listing users, and describing what the template declared. */
export function directoryOperations(pools: UserPools): Record<string, JsonOperation> {
  return {
    ListUsers(input) {
      const pool = pools.pool(requiredString(input, 'UserPoolId'));
      const matches = userFilter(optionalString(input, 'Filter', { maxLength: 256 }) ?? '');
      const wanted = optionalStrings(input, 'AttributesToGet');
      const found = pools.users.list(pool.id).filter(matches);
      const { items, next } = page(found, input, { limit: 'Limit', token: 'PaginationToken', max: 60 });
      return {
        Users: items.map((user) => ({
          ...summary(user),
          Attributes: readableAttributes(user, undefined).filter(({ Name }) => wanted?.includes(Name) ?? true),
        })),
        ...(next !== undefined && { PaginationToken: next }),
      };
    },
    ListUserPools(input) {
      const all = [...pools.declarations.pools.values()];
      const { items, next } = page(all, input, { limit: 'MaxResults', token: 'NextToken', max: 60 });
      return {
        UserPools: items.map(({ id, name }) => ({ Id: id, Name: name })),
        ...(next !== undefined && { NextToken: next }),
      };
    },
    DescribeUserPool(input) {
      const pool = pools.pool(requiredString(input, 'UserPoolId'));
      return { UserPool: describePool(pools, pool) };
    },
    ListUserPoolClients(input) {
      const pool = pools.pool(requiredString(input, 'UserPoolId'));
      const all = [...pools.declarations.clients.values()].filter(({ poolId }) => poolId === pool.id);
      const { items, next } = page(all, input, { limit: 'MaxResults', token: 'NextToken', max: 60 });
      return {
        UserPoolClients: items.map(({ id, name }) => ({ ClientId: id, UserPoolId: pool.id, ClientName: name })),
        ...(next !== undefined && { NextToken: next }),
      };
    },
    DescribeUserPoolClient(input) {
      const poolId = pools.pool(requiredString(input, 'UserPoolId')).id;
      return { UserPoolClient: describeClient(pools.client(requiredString(input, 'ClientId'), poolId).client) };
    },
  };
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/how-to-manage-user-accounts.html: one comparison, `=` or `^=`. */
function userFilter(filter: string): (user: User) => boolean {
  if (filter.trim() === '') return () => true;
  const match = /^\s*([\w:]+)\s*(=|\^=)\s*"((?:[^"\\]|\\.)*)"\s*$/.exec(filter);
  if (match === null) throw new InvalidParameterException('Error while parsing filter:');
  const [, name = '', operator, quoted = ''] = match;
  const value = quoted.replace(/\\(.)/g, '$1');
  const read = readers.get(name);
  if (read === undefined) throw new InvalidParameterException(`One or more search filters cannot be applied: ${name}`);
  return (user) => (operator === '=' ? read(user) === value : (read(user)?.startsWith(value) ?? false));
}

const readers = new Map<string, (user: User) => string | undefined>([
  ['username', (user) => user.username],
  ['sub', (user) => user.sub],
  ['cognito:user_status', (user) => user.status],
  ['status', (user) => (user.enabled ? 'Enabled' : 'Disabled')],
  ...['email', 'phone_number', 'name', 'given_name', 'family_name', 'preferred_username'].map(
    (name) => [name, (user: User) => user.attributes[name]] as const,
  ),
]);

function describePool(pools: UserPools, pool: UserPool): object {
  const { passwordPolicy: policy, triggers } = pool;
  const domain = pools.declarations.domains.find(({ poolId }) => poolId === pool.id)?.prefix;
  return {
    Id: pool.id,
    Name: pool.name,
    Arn: pool.arn,
    UserPoolTier: pool.tier,
    MfaConfiguration: 'OFF',
    UsernameAttributes: pool.usernameAttributes,
    AliasAttributes: pool.aliasAttributes,
    AutoVerifiedAttributes: pool.autoVerifiedAttributes,
    UsernameConfiguration: { CaseSensitive: pool.caseSensitive },
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: pool.allowAdminCreateUserOnly },
    Policies: {
      PasswordPolicy: {
        MinimumLength: policy.minimumLength,
        RequireLowercase: policy.requireLowercase,
        RequireUppercase: policy.requireUppercase,
        RequireNumbers: policy.requireNumbers,
        RequireSymbols: policy.requireSymbols,
        TemporaryPasswordValidityDays: policy.temporaryPasswordValidityDays,
      },
    },
    LambdaConfig: {
      ...(triggers.preSignUp !== undefined && { PreSignUp: triggers.preSignUp }),
      ...(triggers.preTokenGeneration !== undefined && {
        PreTokenGenerationConfig: {
          LambdaArn: triggers.preTokenGeneration.functionArn,
          LambdaVersion: triggers.preTokenGeneration.version,
        },
      }),
    },
    EstimatedNumberOfUsers: pools.users.list(pool.id).length,
    ...(domain !== undefined && { Domain: domain }),
  };
}

function describeClient(client: UserPoolClient): object {
  return {
    ClientId: client.id,
    ClientName: client.name,
    UserPoolId: client.poolId,
    ...(client.secret !== undefined && { ClientSecret: client.secret }),
    ExplicitAuthFlows: client.explicitAuthFlows,
    AllowedOAuthFlowsUserPoolClient: client.oauthFlows.length > 0,
    AllowedOAuthFlows: client.oauthFlows,
    AllowedOAuthScopes: client.oauthScopes,
    CallbackURLs: client.callbackUrls,
    LogoutURLs: client.logoutUrls,
    SupportedIdentityProviders: ['COGNITO'],
    PreventUserExistenceErrors: client.preventUserExistenceErrors ? 'ENABLED' : 'LEGACY',
    EnableTokenRevocation: client.enableTokenRevocation,
    AccessTokenValidity: client.accessTokenSeconds,
    IdTokenValidity: client.idTokenSeconds,
    RefreshTokenValidity: client.refreshTokenSeconds,
    TokenValidityUnits: { AccessToken: 'seconds', IdToken: 'seconds', RefreshToken: 'seconds' },
    RefreshTokenRotation:
      client.rotation === undefined
        ? { Feature: 'DISABLED' }
        : { Feature: 'ENABLED', RetryGracePeriodSeconds: client.rotation.graceSeconds },
    AuthSessionValidity: client.authSessionSeconds / 60,
  };
}

import type { TemplateResource } from '../../../template/model.ts';
import { FieldError, UnsupportedPropertyError } from '../fields.ts';
import { systemScopes } from './model.ts';
import type { DeclaredUser, Domain, Group, Membership, ResourceServer, UserPool, UserPoolClient } from './model.ts';
import { checkBranding, readDomain, readGroup, readMembership, readResourceServer, readUser } from './pool-parts.ts';
import { readUserPoolClient } from './user-pool-client.ts';
import { readUserPool } from './user-pool.ts';

/** Everything about Cognito that a template says. */
export interface Declarations {
  /** By pool id. */
  readonly pools: ReadonlyMap<string, UserPool>;
  /** By client id. */
  readonly clients: ReadonlyMap<string, UserPoolClient>;
  readonly groups: readonly Group[];
  readonly resourceServers: readonly ResourceServer[];
  readonly domains: readonly Domain[];
  readonly users: readonly DeclaredUser[];
  readonly memberships: readonly Membership[];
}

export const noDeclarations: Declarations = {
  pools: new Map(),
  clients: new Map(),
  groups: [],
  resourceServers: [],
  domains: [],
  users: [],
  memberships: [],
};

/** What a template's resources cannot say themselves. */
export interface DeclarationContext {
  readonly region: string;
  readonly accountId: string;
  /** The secret of a client, the same at every call. */
  clientSecret(clientId: string): string;
}

/**
 * Reads the `AWS::Cognito::*` resources of a template; others are passed over.
 * @throws UnsupportedPropertyError for a resource type, property or value that is not simulated, by name
 * @throws FieldError for a wrong value, a pool that does not exist, a scope that no resource server has
 */
export function readDeclarations(resources: Iterable<TemplateResource>, context: DeclarationContext): Declarations {
  const declarations = emptyDeclarations();
  const readers = readersInto(declarations, context);
  for (const resource of resources) read(resource, readers);
  checkPools(declarations);
  checkScopes(declarations);
  return declarations;
}

/**
 * What is wrong with one resource, looked at by itself.
 * @returns undefined when it can be declared, or is none of Cognito's
 */
export function declarationProblem(resource: TemplateResource): string | undefined {
  try {
    read(resource, readersInto(emptyDeclarations(), { region: '', accountId: '', clientSecret: () => '' }));
    return undefined;
  } catch (error) {
    if (!(error instanceof UnsupportedPropertyError || error instanceof FieldError)) throw error;
    const place = `${resource.place} ${resource.logicalId}: `;
    return error.message.startsWith(place) ? error.message.slice(place.length) : error.message;
  }
}

type Readers = Readonly<Record<string, (resource: TemplateResource) => unknown>>;

function emptyDeclarations() {
  return {
    pools: new Map<string, UserPool>(),
    clients: new Map<string, UserPoolClient>(),
    groups: new Array<Group>(),
    resourceServers: new Array<ResourceServer>(),
    domains: new Array<Domain>(),
    users: new Array<DeclaredUser>(),
    memberships: new Array<Membership>(),
  };
}

function readersInto(into: ReturnType<typeof emptyDeclarations>, context: DeclarationContext): Readers {
  return {
    'AWS::Cognito::UserPool': (resource) =>
      into.pools.set(resource.ref, readUserPool(resource, context.region, context.accountId)),
    'AWS::Cognito::UserPoolClient': (resource) =>
      into.clients.set(
        resource.ref,
        readUserPoolClient(resource, () => resource.attributes.ClientSecret ?? context.clientSecret(resource.ref)),
      ),
    'AWS::Cognito::UserPoolGroup': (resource) => into.groups.push(readGroup(resource)),
    'AWS::Cognito::UserPoolResourceServer': (resource) => into.resourceServers.push(readResourceServer(resource)),
    'AWS::Cognito::UserPoolDomain': (resource) => into.domains.push(readDomain(resource)),
    'AWS::Cognito::UserPoolUser': (resource) => into.users.push(readUser(resource)),
    'AWS::Cognito::UserPoolUserToGroupAttachment': (resource) => into.memberships.push(readMembership(resource)),
    'AWS::Cognito::ManagedLoginBranding': checkBranding,
  };
}

function read(resource: TemplateResource, readers: Readers): void {
  if (!resource.type.startsWith('AWS::Cognito::')) return;
  const reader = readers[resource.type];
  if (reader !== undefined) {
    reader(resource);
    return;
  }
  throw new UnsupportedPropertyError(
    `${resource.place} ${resource.logicalId}: ${resource.type} is not simulated by the local Cognito`,
  );
}

/** The types of resources that {@link readDeclarations} understands. */
export const cognitoResourceTypes = [
  'AWS::Cognito::UserPool',
  'AWS::Cognito::UserPoolClient',
  'AWS::Cognito::UserPoolGroup',
  'AWS::Cognito::UserPoolResourceServer',
  'AWS::Cognito::UserPoolDomain',
  'AWS::Cognito::UserPoolUser',
  'AWS::Cognito::UserPoolUserToGroupAttachment',
  'AWS::Cognito::ManagedLoginBranding',
] as const;

function checkPools(declarations: Declarations): void {
  const parts = [
    ...[...declarations.clients.values()].map(({ poolId, id }) => ({ poolId, what: `client ${id}` })),
    ...declarations.groups.map(({ poolId, name }) => ({ poolId, what: `group ${name}` })),
    ...declarations.resourceServers.map(({ poolId, identifier }) => ({
      poolId,
      what: `resource server ${identifier}`,
    })),
    ...declarations.domains.map(({ poolId, prefix }) => ({ poolId, what: `domain ${prefix}` })),
    ...declarations.users.map(({ poolId, username }) => ({ poolId, what: `user ${username}` })),
  ];
  const lost = parts.find(({ poolId }) => !declarations.pools.has(poolId));
  if (lost !== undefined) throw new FieldError(`${lost.what}: there is no user pool ${lost.poolId} in the template`);
  for (const { poolId, group, username } of declarations.memberships) {
    if (!declarations.groups.some((declared) => declared.poolId === poolId && declared.name === group)) {
      throw new FieldError(`membership of ${username}: there is no group ${group} in user pool ${poolId}`);
    }
  }
}

function checkScopes(declarations: Declarations): void {
  for (const client of declarations.clients.values()) {
    const known: readonly string[] = [
      ...systemScopes,
      ...declarations.resourceServers.filter(({ poolId }) => poolId === client.poolId).flatMap(({ scopes }) => scopes),
    ];
    const unknown = client.oauthScopes.find((scope) => !known.includes(scope));
    if (unknown === undefined) continue;
    throw new FieldError(
      `client ${client.name}: AllowedOAuthScopes: no resource server of the pool has the scope "${unknown}"`,
    );
  }
}

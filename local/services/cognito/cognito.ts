import { createHash } from 'node:crypto';
import type { JWK } from 'jose';
import type { TemplateResource } from '../../template/model.ts';
import type { AwsService } from '../service.ts';
import { cognitoService } from './cognito-service.ts';
import type { CognitoAddresses } from './cognito-service.ts';
import type { UserPool } from './declarations/model.ts';
import { checkAttributes, nameNewUser } from './directory/attributes.ts';
import { checkPassword, hashPassword } from './directory/passwords.ts';
import { createDomainServer } from './domain/domain-server.ts';
import type { DomainServer, DomainServerOptions } from './domain/domain-server.ts';
import { FieldError } from './fields.ts';
import { adminCreateUser } from './flows/admin-create-user.ts';
import { UserPools } from './user-pools.ts';
import type { UserPoolsOptions } from './user-pools.ts';

export interface CognitoOptions extends UserPoolsOptions {
  /** Where the discovery document sends clients; the usual ports when not given. */
  readonly addresses?: CognitoAddresses;
}

/** A user whom the stack creates for people to try things with. */
export interface SampleUser {
  readonly poolId: string;
  /** What the user signs in with: a user name, or an e-mail address where the pool asks for one. */
  readonly username: string;
  readonly password: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly groups?: readonly string[];
}

/** The local Cognito. */
export interface Cognito {
  /** `cognito-idp` for the AWS endpoint: the API, JWKS and discovery documents. */
  readonly service: AwsService;
  /**
   * Takes the `AWS::Cognito::*` resources of a template (others are passed over) in place of those given before.
   * Users, keys and sign-ins stay. Declared users and memberships are created. Does not wait for keys to be made.
   * @throws UnsupportedPropertyError for what is not simulated, by name and place; FieldError for what is wrong.
   *   What was declared before then stays in force.
   */
  declare(resources: Iterable<TemplateResource>): Promise<void>;
  /** Creates a confirmed user with verified addresses, unless there is one of that name; no trigger runs. */
  ensureUser(user: SampleUser): Promise<void>;
  /**
   * The public keys with which a pool's tokens can be verified (two: for ID tokens and for access tokens).
   * @param pool id or ARN
   * @throws FieldError when there is no such pool
   */
  verificationKeys(pool: string): Promise<JWK[]>;
  /** What `iss` of a pool's tokens is: the address on AWS, `https://cognito-idp.{region}.amazonaws.com/{poolId}`. */
  issuer(pool: string): string;
  /** The hosted pages and OAuth endpoints of all pools, as a server of its own. */
  domainServer(options?: DomainServerOptions): DomainServer;
}

/** Makes the local Cognito; nothing exists in it until resources are declared. */
export function cognito({ addresses = usualAddresses, ...options }: CognitoOptions): Cognito {
  const pools = new UserPools(options);
  const existing = (pool: string): string => {
    const id = pool.replace(/^arn:.*:userpool\//, '');
    if (!pools.declarations.pools.has(id)) throw new FieldError(`There is no user pool ${pool} in the template.`);
    return id;
  };
  return {
    service: cognitoService(pools, addresses),
    declare: async (resources) => {
      pools.declare(resources);
      await createDeclaredUsers(pools);
    },
    ensureUser: (user) => ensureUser(pools, user),
    verificationKeys: async (pool) => pools.keys.jwks(existing(pool)),
    issuer: (pool) => pools.issuer(existing(pool)),
    domainServer: (serverOptions) => createDomainServer(pools, serverOptions),
  };
}

const usualAddresses: CognitoAddresses = {
  endpoint: () => 'http://127.0.0.1:4566',
  domain: () => 'http://127.0.0.1:4580',
};

/** Without the pre sign-up trigger: while the template is read, no function runs yet. */
async function createDeclaredUsers(pools: UserPools): Promise<void> {
  const { users, memberships } = pools.declarations;
  for (const { poolId, username, attributes } of users) {
    const pool = pools.pool(poolId);
    if (pools.users.find(pool, username) !== undefined) continue;
    await adminCreateUser(pools, pool, { name: username, attributes }, { trigger: false });
  }
  for (const { poolId, username, group } of memberships) addToGroups(pools, poolId, username, [group]);
}

async function ensureUser(pools: UserPools, sample: SampleUser): Promise<void> {
  const { poolId, username, groups = [] } = sample;
  const pool = pools.pool(poolId);
  checkPassword(sample.password, pool.passwordPolicy);
  if (pools.users.find(pool, username) === undefined) await createConfirmed(pools, pool, sample);
  addToGroups(pools, poolId, username, groups);
}

/** In one write: a process that is killed between two would leave somebody who cannot sign in, and whom nobody creates again. */
async function createConfirmed(pools: UserPools, pool: UserPool, sample: SampleUser): Promise<void> {
  const sub = subOf(pool, sample.username);
  const { username, attributes } = nameNewUser(pool, sample.username, sub, sample.attributes ?? {});
  checkAttributes(pool, attributes, { complete: false });
  const verified = ['email', 'phone_number'].filter((name) => attributes[name] !== undefined);
  pools.users.create(pool, {
    username,
    sub,
    attributes: { ...attributes, ...Object.fromEntries(verified.map((name) => [`${name}_verified`, 'true'])) },
    passwordHash: await hashPassword(sample.password),
    status: 'CONFIRMED',
  });
}

/** The same for a sample user at every start of an empty stack: whoever knows somebody by it, such as an open page, knows them again. */
function subOf(pool: UserPool, username: string): string {
  const digest = createHash('sha256').update(`${pool.id}/${username}`).digest('hex');
  // The form of a random UUID (RFC 9562, 5.4), which `sub` has.
  return digest.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');
}

function addToGroups(pools: UserPools, poolId: string, username: string, groups: readonly string[]): void {
  const pool = pools.pool(poolId);
  const user = pools.users.find(pool, username);
  if (user === undefined) throw new FieldError(`There is no user ${username} in the user pool ${poolId}.`);
  const names = groups.map((name) => pools.group(poolId, name).name);
  if (names.every((name) => user.groups.includes(name))) return;
  pools.users.update(pool, user, { groups: [...new Set([...user.groups, ...names])] });
}

import type { Clock } from '../../clock.ts';
import type { FunctionInvoker } from '../../lambda/invoker.ts';
import type { Storage, Table } from '../../state/storage.ts';
import type { TemplateResource } from '../../template/model.ts';
import { noDeclarations, readDeclarations } from './declarations/declarations.ts';
import type { Declarations } from './declarations/declarations.ts';
import type { Group, UserPool, UserPoolClient } from './declarations/model.ts';
import { Users } from './directory/users.ts';
import type { User } from './directory/user.ts';
import { ResourceNotFoundException } from './errors.ts';
import { FieldError } from './fields.ts';
import { ChallengeSessions } from './flows/challenge-sessions.ts';
import { newSecret } from './secrets.ts';
import { Grants } from './tokens/grants.ts';
import { PoolKeys } from './tokens/pool-keys.ts';
import { issuerOf, TokenIssuer } from './tokens/token-issuer.ts';
import { triggerCaller } from './triggers.ts';
import type { CallTrigger } from './triggers.ts';

/** What the local Cognito is made of. */
export interface UserPoolsOptions {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly region: string;
  readonly accountId: string;
  /** Runs the triggers. */
  readonly invoker: FunctionInvoker;
  /**
   * Whether a pool, named by its ARN, may invoke a function: what the template's `AWS::Lambda::Permission` for
   * `cognito-idp.amazonaws.com` say. Every pool may invoke every function when not given.
   */
  readonly mayInvoke?: (functionArn: string, poolArn: string) => boolean;
  /** Takes what AWS would have sent by mail (confirmation codes, temporary passwords), one line each. */
  readonly log?: (line: string) => void;
}

/** All user pools of a template, with their users, keys and sign-ins. The API and the hosted pages stand on it. */
export class UserPools {
  readonly users: Users;
  readonly grants: Grants;
  readonly keys: PoolKeys;
  readonly tokens: TokenIssuer;
  readonly challenges: ChallengeSessions;
  readonly callTrigger: CallTrigger;
  readonly clock: Clock;
  readonly region: string;
  readonly storage: Storage;
  readonly log: (line: string) => void;
  readonly #accountId: string;
  readonly #clientSecrets: Table<string>;
  #declarations: Declarations = noDeclarations;

  constructor({ storage, clock, region, accountId, invoker, mayInvoke, log = () => undefined }: UserPoolsOptions) {
    this.clock = clock;
    this.region = region;
    this.storage = storage;
    this.log = log;
    this.#accountId = accountId;
    this.users = new Users(storage, clock);
    this.grants = new Grants(storage, clock);
    this.keys = new PoolKeys(storage);
    this.challenges = new ChallengeSessions(clock);
    this.callTrigger = triggerCaller(invoker, region, mayInvoke);
    this.#clientSecrets = storage.table('cognito-client-secrets', parseSecret);
    this.tokens = new TokenIssuer({
      keys: this.keys,
      callTrigger: this.callTrigger,
      clock,
      region,
      groupsOf: (user) => this.groupsOf(user),
    });
  }

  /**
   * Takes what the template says in place of what it said before; users, keys and sign-ins stay.
   * When something in it is wrong or not simulated, everything stays as it was.
   * @throws UnsupportedPropertyError, FieldError see readDeclarations
   */
  declare(resources: Iterable<TemplateResource>): Declarations {
    this.#declarations = readDeclarations(resources, {
      region: this.region,
      accountId: this.#accountId,
      clientSecret: (clientId) => this.#clientSecret(clientId),
    });
    // Nobody waits for them here; whoever asks for keys that cannot be made or stored is told why.
    for (const poolId of this.#declarations.pools.keys()) this.keys.of(poolId).catch(() => undefined);
    return this.#declarations;
  }

  get declarations(): Declarations {
    return this.#declarations;
  }

  /** @throws ResourceNotFoundException */
  pool(poolId: string): UserPool {
    const pool = this.#declarations.pools.get(poolId);
    if (pool === undefined) throw new ResourceNotFoundException(`User pool ${poolId} does not exist.`);
    return pool;
  }

  /**
   * A client and its pool.
   * @param poolId when given, the client must belong to that pool
   * @throws ResourceNotFoundException
   */
  client(clientId: string, poolId?: string): { client: UserPoolClient; pool: UserPool } {
    const client = this.#declarations.clients.get(clientId);
    if (client === undefined || (poolId !== undefined && client.poolId !== poolId)) {
      throw new ResourceNotFoundException(`User pool client ${clientId} does not exist.`);
    }
    return { client, pool: this.pool(client.poolId) };
  }

  /** The groups of a pool, strongest (smallest precedence) first. */
  groups(poolId: string): Group[] {
    const rank = ({ precedence }: Group) => precedence ?? Number.MAX_SAFE_INTEGER;
    return this.#declarations.groups
      .filter((group) => group.poolId === poolId)
      .sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
  }

  /** @throws ResourceNotFoundException */
  group(poolId: string, name: string): Group {
    const group = this.groups(poolId).find((declared) => declared.name === name);
    if (group === undefined) throw new ResourceNotFoundException('Group not found.');
    return group;
  }

  /** The groups a user is in, as far as the template still has them, strongest first. */
  groupsOf(user: User): Group[] {
    return this.groups(user.poolId).filter(({ name }) => user.groups.includes(name));
  }

  /** The issuer of a pool's tokens. */
  issuer(poolId: string): string {
    return issuerOf(poolId, this.region);
  }

  #clientSecret(clientId: string): string {
    const stored = this.#clientSecrets.get(clientId);
    if (stored !== undefined) return stored;
    const secret = newSecret(38);
    this.#clientSecrets.set(clientId, secret);
    return secret;
  }
}

function parseSecret(value: unknown): string {
  if (typeof value !== 'string') throw new FieldError('stored Cognito client secret: must be a string');
  return value;
}

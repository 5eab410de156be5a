import { createHash, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import type { Clock } from '../../../clock.ts';
import type { Group, UserPool, UserPoolClient } from '../declarations/model.ts';
import { readableAttributes } from '../directory/attributes.ts';
import type { User } from '../directory/user.ts';
import type { CallTrigger } from '../triggers.ts';
import { triggerAttributes } from '../triggers.ts';
import { changeClaims, noOverride, readClaimsOverride } from './claims-override.ts';
import type { ClaimsOverride, GroupConfiguration } from './claims-override.ts';
import type { Grant } from './grants.ts';
import type { PoolKeys, TokenUse } from './pool-keys.ts';

/** Why tokens are made; part of the trigger's event. */
export type TokenSource = 'HostedAuth' | 'Authentication' | 'NewPasswordChallenge' | 'RefreshTokens';

/** Whose tokens to make, and for what. */
export interface UserTokenRequest {
  readonly pool: UserPool;
  readonly client: UserPoolClient;
  readonly user: User;
  readonly grant: Grant;
  readonly source: TokenSource;
  /** What the authorization request asked to find in the ID token. */
  readonly nonce?: string | undefined;
  readonly clientMetadata?: Readonly<Record<string, string>> | undefined;
}

export interface UserTokens {
  readonly accessToken: string;
  /** Undefined when the scope `openid` was not asked for. */
  readonly idToken: string | undefined;
  readonly expiresIn: number;
}

/** What the issuer needs from the rest of the pool. */
export interface TokenIssuerParts {
  readonly keys: PoolKeys;
  readonly callTrigger: CallTrigger;
  readonly clock: Clock;
  readonly region: string;
  /** The user's groups, strongest first. */
  groupsOf(user: User): readonly Group[];
}

/** The issuer (`iss`) of a pool's tokens: the one that AWS would use, although this pool lives here. */
export function issuerOf(poolId: string, region: string): string {
  return `https://cognito-idp.${region}.amazonaws.com/${poolId}`;
}

/**
 * Makes tokens shaped like Cognito's.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html
 */
export class TokenIssuer {
  readonly #parts: TokenIssuerParts;

  constructor(parts: TokenIssuerParts) {
    this.#parts = parts;
  }

  /** @throws as the pre token generation trigger does, see triggerCaller */
  async forUser(request: UserTokenRequest): Promise<UserTokens> {
    const { pool, client, user, grant } = request;
    const groups = groupConfiguration(this.#parts.groupsOf(user));
    const override = await this.#runTrigger(request, groups);
    const effective = override.groups ?? groups;
    const now = Math.floor(this.#parts.clock() / 1000);
    const scopes = changeScopes(grant.scopes, override);
    const common = {
      sub: user.sub,
      ...(effective.groupsToOverride.length > 0 && { 'cognito:groups': effective.groupsToOverride }),
      iss: issuerOf(pool.id, this.#parts.region),
      // Without token revocation Cognito leaves out what ties a token to its sign-in.
      ...(client.enableTokenRevocation && { origin_jti: grant.id }),
      event_id: randomUUID(),
      auth_time: Math.floor(grant.authTime / 1000),
      iat: now,
    };
    const accessToken = await this.#sign(
      pool,
      'access',
      changeClaims(
        {
          ...common,
          ...(grant.hosted && { version: 2 }),
          client_id: client.id,
          token_use: 'access',
          ...(scopes.length > 0 && { scope: scopes.join(' ') }),
          exp: now + client.accessTokenSeconds,
          jti: randomUUID(),
          username: user.username,
        },
        override.access,
      ),
    );
    const idToken =
      grant.hosted && !grant.scopes.includes('openid')
        ? undefined
        : await this.#sign(
            pool,
            'id',
            changeClaims(
              {
                ...(grant.hosted && { at_hash: halfHash(accessToken) }),
                ...common,
                ...profileClaims(user, client, grant),
                ...roleClaims(effective),
                'cognito:username': user.username,
                ...(request.nonce !== undefined && { nonce: request.nonce }),
                aud: client.id,
                token_use: 'id',
                exp: now + client.idTokenSeconds,
                jti: randomUUID(),
              },
              override.id,
            ),
          );
    return { accessToken, idToken, expiresIn: client.accessTokenSeconds };
  }

  /** The access token of a machine (`client_credentials`): its subject is the client. No trigger of V1 or V2 runs. */
  async forClient(pool: UserPool, client: UserPoolClient, scopes: readonly string[]): Promise<string> {
    const now = Math.floor(this.#parts.clock() / 1000);
    return this.#sign(pool, 'access', {
      sub: client.id,
      token_use: 'access',
      scope: scopes.join(' '),
      auth_time: now,
      iss: issuerOf(pool.id, this.#parts.region),
      exp: now + client.accessTokenSeconds,
      iat: now,
      version: 2,
      jti: randomUUID(),
      client_id: client.id,
    });
  }

  async #runTrigger(request: UserTokenRequest, groups: GroupConfiguration): Promise<ClaimsOverride> {
    const { pool, client, user, grant, source, clientMetadata } = request;
    const trigger = pool.triggers.preTokenGeneration;
    if (trigger === undefined) return noOverride;
    const v2 = trigger.version === 'V2_0';
    const response = await this.#parts.callTrigger('PreTokenGeneration', trigger.functionArn, pool, {
      version: v2 ? '2' : '1',
      triggerSource: `TokenGeneration_${source}`,
      userName: user.username,
      clientId: client.id,
      request: {
        userAttributes: triggerAttributes(user),
        groupConfiguration: groups,
        ...(v2 && { scopes: grant.scopes }),
        ...(clientMetadata !== undefined && { clientMetadata }),
      },
      response: v2 ? { claimsAndScopeOverrideDetails: null } : { claimsOverrideDetails: null },
    });
    return readClaimsOverride(trigger.version, response);
  }

  async #sign(pool: UserPool, use: TokenUse, claims: Record<string, unknown>): Promise<string> {
    const key = (await this.#parts.keys.of(pool.id))[use];
    return new SignJWT(claims).setProtectedHeader({ kid: key.kid, alg: 'RS256' }).sign(key.privateKey);
  }
}

function groupConfiguration(groups: readonly Group[]): GroupConfiguration {
  const roles = groups.flatMap(({ roleArn }) => roleArn ?? []);
  return {
    groupsToOverride: groups.map(({ name }) => name),
    iamRolesToOverride: roles,
    preferredRole: roles[0] ?? null,
  };
}

function changeScopes(scopes: readonly string[], override: ClaimsOverride): string[] {
  const kept = scopes.filter((scope) => !override.scopesToSuppress.includes(scope));
  return [...new Set([...kept, ...override.scopesToAdd])];
}

/**
 * The attributes in an ID token. At the hosted pages the scopes choose them: `email` and `phone` theirs, `profile`
 * or `openid` alone all that the client may read.
 */
export function profileClaims(
  user: User,
  client: UserPoolClient,
  grant: Pick<Grant, 'hosted' | 'scopes'>,
): Record<string, unknown> {
  const chosen = ['email', 'phone'].filter((scope) => grant.scopes.includes(scope));
  const everything = !grant.hosted || grant.scopes.includes('profile') || chosen.length === 0;
  return Object.fromEntries(
    readableAttributes(user, client)
      .filter(({ Name }) => Name !== 'sub')
      .filter(({ Name }) => everything || chosen.some((scope) => Name === scope || Name.startsWith(`${scope}_`)))
      .map(({ Name, Value }) => [Name, Name.endsWith('_verified') ? Value === 'true' : Value]),
  );
}

function roleClaims(groups: GroupConfiguration): Record<string, unknown> {
  return {
    ...(groups.iamRolesToOverride.length > 0 && { 'cognito:roles': groups.iamRolesToOverride }),
    ...(groups.preferredRole !== null && { 'cognito:preferred_role': groups.preferredRole }),
  };
}

/** `at_hash` for RS256: the left half of the SHA-256. https://openid.net/specs/openid-connect-core-1_0.html#CodeIDToken */
function halfHash(token: string): string {
  return createHash('sha256').update(token, 'ascii').digest().subarray(0, 16).toString('base64url');
}

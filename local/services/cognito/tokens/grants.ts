import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../clock.ts';
import type { Storage, Table } from '../../../state/storage.ts';
import type { UserPoolClient } from '../declarations/model.ts';
import { NotAuthorizedException, RefreshTokenReuseException } from '../errors.ts';
import { Fields } from '../fields.ts';
import { fingerprint, newSecret } from '../secrets.ts';
import type { User } from '../directory/user.ts';

/** One sign-in of a user with a client: what its tokens have in common, and what a refresh token renews. */
export interface Grant {
  /** The claim `origin_jti` of all tokens of this sign-in. */
  readonly id: string;
  readonly poolId: string;
  readonly clientId: string;
  readonly sub: string;
  readonly scopes: readonly string[];
  readonly authTime: number;
  /** Until when refresh tokens of this sign-in work; rotation does not extend it. */
  readonly expiresAt: number;
  readonly revoked: boolean;
  /** Whether it began at the hosted pages. */
  readonly hosted: boolean;
}

interface RefreshToken {
  readonly grantId: string;
  /** When rotation replaced it. */
  readonly replacedAt: number | undefined;
}

const day = 86_400_000;

/** The sign-ins of all pools, and their refresh tokens (stored as hashes). */
export class Grants {
  readonly #grants: Table<Grant>;
  readonly #refreshTokens: Table<RefreshToken>;
  readonly #clock: Clock;

  constructor(storage: Storage, clock: Clock) {
    this.#grants = storage.table('cognito-grants', parseGrant);
    this.#refreshTokens = storage.table('cognito-refresh-tokens', parseRefreshToken);
    this.#clock = clock;
    this.#forgetExpired();
  }

  /** Records a sign-in and gives it its first refresh token. */
  begin(client: UserPoolClient, user: User, scopes: readonly string[], hosted: boolean, authTime = this.#clock()) {
    const grant: Grant = {
      id: randomUUID(),
      poolId: client.poolId,
      clientId: client.id,
      sub: user.sub,
      scopes,
      authTime,
      expiresAt: this.#clock() + client.refreshTokenSeconds * 1000,
      revoked: false,
      hosted,
    };
    this.#grants.set(grant.id, grant);
    return { grant, refreshToken: this.#issue(grant) };
  }

  /**
   * The grant of a refresh token that may be used now.
   * @throws NotAuthorizedException when the token is unknown, another client's, revoked or expired
   * @throws RefreshTokenReuseException when rotation replaced it longer ago than the client's grace period
   */
  redeem(refreshToken: string, client: UserPoolClient): Grant {
    const token = this.#refreshTokens.get(fingerprint(refreshToken));
    const grant = token === undefined ? undefined : this.#grants.get(token.grantId);
    if (token === undefined || grant?.clientId !== client.id) throw new NotAuthorizedException('Invalid Refresh Token');
    if (grant.revoked) throw new NotAuthorizedException('Refresh Token has been revoked');
    if (grant.expiresAt <= this.#clock()) throw new NotAuthorizedException('Refresh Token has expired');
    const graceMs = (client.rotation?.graceSeconds ?? 0) * 1000;
    if (token.replacedAt !== undefined && token.replacedAt + graceMs <= this.#clock()) {
      throw new RefreshTokenReuseException();
    }
    return grant;
  }

  /** Replaces a refresh token by a new one for the rest of the grant's time. */
  rotate(refreshToken: string, grant: Grant): string {
    const hash = fingerprint(refreshToken);
    const replacedAt = this.#refreshTokens.get(hash)?.replacedAt ?? this.#clock();
    this.#refreshTokens.set(hash, { grantId: grant.id, replacedAt });
    return this.#issue(grant);
  }

  /** The grant that a refresh token belongs to, whatever state it is in. */
  find(refreshToken: string): Grant | undefined {
    const token = this.#refreshTokens.get(fingerprint(refreshToken));
    return token === undefined ? undefined : this.#grants.get(token.grantId);
  }

  isRevoked(grantId: string): boolean {
    return this.#grants.get(grantId)?.revoked ?? true;
  }

  revoke(grant: Grant): void {
    this.#grants.set(grant.id, { ...grant, revoked: true });
  }

  /** Ends every sign-in of a user. */
  revokeAllOf(user: User): void {
    for (const [, grant] of [...this.#grants]) {
      if (grant.sub === user.sub && !grant.revoked) this.revoke(grant);
    }
  }

  #issue(grant: Grant): string {
    const secret = newSecret(48);
    this.#refreshTokens.set(fingerprint(secret), { grantId: grant.id, replacedAt: undefined });
    return secret;
  }

  /** Access tokens of a grant live at most a day longer than its last refresh. */
  #forgetExpired(): void {
    const now = this.#clock();
    for (const [id, grant] of [...this.#grants]) if (grant.expiresAt + day < now) this.#grants.delete(id);
    for (const [hash, token] of [...this.#refreshTokens]) {
      if (this.#grants.get(token.grantId) === undefined) this.#refreshTokens.delete(hash);
    }
  }
}

function parseGrant(value: unknown): Grant {
  const fields = new Fields(value, 'stored Cognito grant');
  return {
    id: fields.string('id'),
    poolId: fields.string('poolId'),
    clientId: fields.string('clientId'),
    sub: fields.string('sub'),
    scopes: fields.strings('scopes'),
    authTime: fields.number('authTime'),
    expiresAt: fields.number('expiresAt'),
    revoked: fields.boolean('revoked', false),
    hosted: fields.boolean('hosted', false),
  };
}

function parseRefreshToken(value: unknown): RefreshToken {
  const fields = new Fields(value, 'stored Cognito refresh token');
  return { grantId: fields.string('grantId'), replacedAt: fields.optionalNumber('replacedAt') };
}

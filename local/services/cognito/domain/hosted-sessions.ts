import { createHmac } from 'node:crypto';
import type { Clock } from '../../../clock.ts';
import type { Storage, Table } from '../../../state/storage.ts';
import type { UserPool } from '../declarations/model.ts';
import type { User } from '../directory/user.ts';
import { Fields } from '../fields.ts';
import { fingerprint, newSecret, sameText } from '../secrets.ts';
import type { UserPools } from '../user-pools.ts';
import type { DomainRequest } from './http.ts';

interface HostedSession {
  readonly poolId: string;
  readonly sub: string;
  readonly authTime: number;
  readonly expiresAt: number;
}

/** "The session cookie … is valid for one hour." It is not extended. */
const lifetimeMs = 3_600_000;

const attributes = 'Path=/; HttpOnly; SameSite=Lax';

/** Who is signed in at the hosted pages, by cookie; one cookie per pool. */
export class HostedSessions {
  readonly #table: Table<HostedSession>;
  readonly #clock: Clock;

  constructor(storage: Storage, clock: Clock) {
    this.#table = storage.table('cognito-hosted-sessions', parseSession);
    this.#clock = clock;
  }

  /** Begins a session; the cookie is to be set. */
  begin(user: User): { cookie: string; authTime: number } {
    const now = this.#clock();
    for (const [hash, { expiresAt }] of [...this.#table]) if (expiresAt <= now) this.#table.delete(hash);
    const secret = newSecret();
    this.#table.set(fingerprint(secret), {
      poolId: user.poolId,
      sub: user.sub,
      authTime: now,
      expiresAt: now + lifetimeMs,
    });
    const cookie = `${cookieName(user.poolId)}=${secret}; Max-Age=${lifetimeMs / 1000}; ${attributes}`;
    return { cookie, authTime: now };
  }

  /** The user of a session that still holds. */
  find(pools: UserPools, pool: UserPool, request: DomainRequest): { user: User; authTime: number } | undefined {
    const secret = request.cookies.get(cookieName(pool.id));
    const session = secret === undefined ? undefined : this.#table.get(fingerprint(secret));
    if (session?.poolId !== pool.id || session.expiresAt <= this.#clock()) return undefined;
    const user = pools.users.find(pool, session.sub);
    return user?.enabled === true && user.status === 'CONFIRMED' ? { user, authTime: session.authTime } : undefined;
  }

  /** Ends the session, here and in the browser; gives the cookie that does the latter. */
  end(pool: UserPool, request: DomainRequest): string {
    const secret = request.cookies.get(cookieName(pool.id));
    if (secret !== undefined) this.#table.delete(fingerprint(secret));
    return `${cookieName(pool.id)}=; Max-Age=0; ${attributes}`;
  }
}

/** Ties a form to the browser that it was sent to: a random cookie, and in the form its keyed hash. */
export class FormProtection {
  readonly #key = newSecret();

  /** What the form needs, and the cookie to set (undefined when the browser has it). */
  protect(request: DomainRequest): { field: string; cookie: string | undefined } {
    const known = request.cookies.get('XSRF-TOKEN');
    if (known !== undefined && known !== '') return { field: this.#hash(known), cookie: undefined };
    const fresh = newSecret(16);
    return { field: this.#hash(fresh), cookie: `XSRF-TOKEN=${fresh}; ${attributes}` };
  }

  /** Whether the form that came back was sent to this browser, by this process. */
  holds(request: DomainRequest): boolean {
    const cookie = request.cookies.get('XSRF-TOKEN');
    return cookie !== undefined && cookie !== '' && sameText(this.#hash(cookie), request.form.get('_csrf') ?? '');
  }

  #hash(cookie: string): string {
    return createHmac('sha256', this.#key).update(cookie).digest('base64url');
  }
}

function cookieName(poolId: string): string {
  return `cognito-${poolId}`;
}

function parseSession(value: unknown): HostedSession {
  const fields = new Fields(value, 'stored Cognito session');
  return {
    poolId: fields.string('poolId'),
    sub: fields.string('sub'),
    authTime: fields.number('authTime'),
    expiresAt: fields.number('expiresAt'),
  };
}

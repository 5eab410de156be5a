import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import type { UserPool } from '../options.ts';

/** A user pool with its keys ready to verify with. */
export interface PoolKeys {
  readonly issuer: string;
  readonly clientIds: ReadonlySet<string> | undefined;
  readonly keys: ReadonlyMap<string, KeyObject>;
}

/** A pool is asked again for an unknown key or client at most this often, so that bad tokens cannot make it busy. */
const leastRefreshMillis = 5_000;
/** Keys and clients are looked up again after this long even if every token fits. */
const greatestAgeMillis = 300_000;

interface Entry {
  readonly pool: Promise<PoolKeys>;
  readonly fetchedAt: number;
}

/** Remembers the keys of user pools. */
export class UserPoolKeyStore {
  readonly #fetch: (providerArn: string) => Promise<UserPool>;
  readonly #clock: Clock;
  readonly #entries = new Map<string, Entry>();

  constructor(fetch: (providerArn: string) => Promise<UserPool>, clock: Clock) {
    this.#fetch = fetch;
    this.#clock = clock;
  }

  /** @throws what the source throws, for instance when the pool does not exist; that is not remembered */
  get(providerArn: string): Promise<PoolKeys> {
    const entry = this.#entries.get(providerArn);
    if (entry !== undefined && this.#clock() - entry.fetchedAt < greatestAgeMillis) return entry.pool;
    return this.#load(providerArn);
  }

  /** The pool as it is now, for a token that names a key or client nobody knows; undefined when it was asked just before. */
  refresh(providerArn: string): Promise<PoolKeys> | undefined {
    const entry = this.#entries.get(providerArn);
    if (entry !== undefined && this.#clock() - entry.fetchedAt < leastRefreshMillis) return undefined;
    return this.#load(providerArn);
  }

  #load(providerArn: string): Promise<PoolKeys> {
    const pool = this.#fetch(providerArn).then(importPool);
    this.#entries.set(providerArn, { pool, fetchedAt: this.#clock() });
    pool.catch(() => this.#entries.delete(providerArn));
    return pool;
  }
}

function importPool({ issuer, clientIds, keys }: UserPool): PoolKeys {
  const imported = new Map<string, KeyObject>();
  for (const jwk of keys) {
    const kid: unknown = jwk.kid;
    if (typeof kid === 'string' && jwk.kty === 'RSA') imported.set(kid, rsaPublicKey(jwk));
  }
  return { issuer, clientIds: clientIds === undefined ? undefined : new Set(clientIds), keys: imported };
}

/** Only the public members are imported, whatever else the key may hold. */
function rsaPublicKey({ n = '', e = '' }: JsonWebKey): KeyObject {
  return createPublicKey({ key: { kty: 'RSA', n, e }, format: 'jwk' });
}

import { createPrivateKey, createPublicKey, generateKeyPair, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { JWK } from 'jose';
import type { Storage, Table } from '../../../state/storage.ts';
import { Fields } from '../fields.ts';

/** What a key signs: Cognito signs ID tokens and access tokens with different keys. */
export type TokenUse = 'id' | 'access';

/** A key of a pool. */
export interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  /** As the pool publishes it. */
  readonly jwk: JWK;
}

interface StoredKeys {
  readonly id: StoredKey;
  readonly access: StoredKey;
}

interface StoredKey {
  readonly kid: string;
  readonly pem: string;
}

const generate = promisify(generateKeyPair);

/** The signing keys of the pools: two RSA keys each, made once and stored. */
export class PoolKeys {
  readonly #table: Table<StoredKeys>;
  readonly #keys = new Map<string, Promise<Readonly<Record<TokenUse, SigningKey>>>>();

  constructor(storage: Storage) {
    this.#table = storage.table('cognito-keys', parseKeys);
  }

  /**
   * The keys of a pool. The first call for a pool starts to make them, on other threads and both at once, because an
   * RSA key takes long (50 to 500 ms): call it early and do not wait.
   */
  of(poolId: string): Promise<Readonly<Record<TokenUse, SigningKey>>> {
    let keys = this.#keys.get(poolId);
    if (keys === undefined) {
      keys = this.#load(poolId);
      this.#keys.set(poolId, keys);
    }
    return keys;
  }

  /** What `/.well-known/jwks.json` of the pool holds. */
  async jwks(poolId: string): Promise<JWK[]> {
    const { id, access } = await this.of(poolId);
    return [id.jwk, access.jwk];
  }

  async #load(poolId: string): Promise<Readonly<Record<TokenUse, SigningKey>>> {
    let stored = this.#table.get(poolId);
    if (stored === undefined) {
      const [id, access] = await Promise.all([newKey(), newKey()]);
      stored = { id, access };
      this.#table.set(poolId, stored);
    }
    return { id: signingKey(stored.id), access: signingKey(stored.access) };
  }
}

async function newKey(): Promise<StoredKey> {
  const { privateKey } = await generate('rsa', { modulusLength: 2048 });
  return {
    kid: randomBytes(32).toString('base64'),
    pem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

function signingKey({ kid, pem }: StoredKey): SigningKey {
  const privateKey = createPrivateKey(pem);
  const { e, n } = createPublicKey(privateKey).export({ format: 'jwk' });
  if (e === undefined || n === undefined) throw new Error(`The stored key ${kid} is no RSA key.`);
  return { kid, privateKey, jwk: { alg: 'RS256', e, kid, kty: 'RSA', n, use: 'sig' } };
}

function parseKeys(value: unknown): StoredKeys {
  const fields = new Fields(value, 'stored Cognito keys');
  const key = (name: TokenUse) => ({ kid: fields.object(name).string('kid'), pem: fields.object(name).string('pem') });
  return { id: key('id'), access: key('access') };
}

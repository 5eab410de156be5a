import { hash, verify } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import { claimsAsText } from './claims-text.ts';
import { parseJwt, type Jwt } from './jwt.ts';
import type { PoolKeys, UserPoolKeyStore } from './user-pool-keys.ts';

/** A token whose signature, issuer, client and times are right. */
export interface VerifiedToken {
  readonly use: 'id' | 'access';
  readonly scopes: ReadonlySet<string>;
  /** The `aud` claim of an ID token. */
  readonly audience: string | undefined;
  /** Every claim as text. */
  readonly claims: Readonly<Record<string, string>>;
  /** Seconds since 1970. */
  readonly expiresAt: number;
}

export type Verification =
  | { readonly valid: true; readonly token: VerifiedToken }
  | { readonly valid: false; readonly expired: boolean; readonly reason: string };

/** Verified tokens that are remembered, so that a warm call costs a hash instead of an RSA verification. */
const rememberedTokens = 1_000;

/**
 * Verifies tokens of Cognito user pools: RS256 with a key of the pool, issuer, times, client and `token_use`
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html).
 */
export class TokenVerifier {
  readonly #providerArns: readonly string[];
  readonly #store: UserPoolKeyStore;
  readonly #clock: Clock;
  readonly #verified = new Map<
    string,
    { readonly token: VerifiedToken; readonly pool: PoolKeys; readonly arn: string }
  >();

  constructor(providerArns: readonly string[], store: UserPoolKeyStore, clock: Clock) {
    this.#providerArns = providerArns;
    this.#store = store;
    this.#clock = clock;
  }

  /** @throws what looking up a user pool throws */
  async verify(text: string): Promise<Verification> {
    const key = hash('sha256', text, 'base64');
    const known = this.#verified.get(key);
    if (known !== undefined) {
      const pool = await this.#store.get(known.arn);
      // Keys may have changed since.
      if (pool === known.pool) return this.#unlessExpired(known.token);
    }

    const jwt = parseJwt(text);
    if (jwt === undefined) return invalid('the token is not a JSON Web Token');
    if (jwt.header.alg !== 'RS256')
      return invalid(`the token is signed with ${String(jwt.header.alg)}, not with RS256`);
    if (jwt.header.crit !== undefined) return invalid('the token has critical extensions');
    for (const arn of this.#providerArns) {
      const pool = await this.#poolFor(arn, jwt);
      if (pool === undefined) continue;
      const result = this.#check(jwt, pool);
      if (result.valid) this.#remember(key, result.token, pool, arn);
      return result;
    }
    return invalid(`the token's issuer ${String(jwt.payload.iss)} is none of the authorizer's user pools`);
  }

  /** The pool that issued the token; asked again when the token names a key or a client that it did not have before. */
  async #poolFor(arn: string, jwt: Jwt): Promise<PoolKeys | undefined> {
    const pool = await this.#store.get(arn);
    if (pool.issuer !== jwt.payload.iss) return undefined;
    if (signingKey(pool, jwt) !== undefined && clientOf(jwt, pool) !== undefined) return pool;
    return (await this.#store.refresh(arn)) ?? pool;
  }

  #check(jwt: Jwt, pool: PoolKeys): Verification {
    const key = signingKey(pool, jwt);
    if (key === undefined) return invalid(`the user pool has no key ${String(jwt.header.kid)}`);
    if (!verify('sha256', jwt.signed, key, jwt.signature)) return invalid('the signature is wrong');
    const { token_use: use, exp, nbf, aud, scope } = jwt.payload;
    if (use !== 'id' && use !== 'access') return invalid(`token_use is ${String(use)}`);
    if (clientOf(jwt, pool) === undefined)
      return invalid('the token was issued to a client that the user pool does not have');
    if (typeof exp !== 'number' || !Number.isFinite(exp)) return invalid('the token has no expiry');
    if (nbf !== undefined && !(typeof nbf === 'number' && nbf * 1000 <= this.#clock()))
      return invalid('the token is not valid yet');
    return this.#unlessExpired({
      use,
      scopes: new Set(use === 'access' && typeof scope === 'string' ? scope.split(' ').filter(Boolean) : []),
      audience: typeof aud === 'string' ? aud : undefined,
      claims: claimsAsText(jwt.payload),
      expiresAt: exp,
    });
  }

  #unlessExpired(token: VerifiedToken): Verification {
    if (token.expiresAt * 1000 > this.#clock()) return { valid: true, token };
    return { valid: false, expired: true, reason: `the token expired at ${String(token.claims.exp)}` };
  }

  #remember(key: string, token: VerifiedToken, pool: PoolKeys, arn: string): void {
    const [oldest] = this.#verified.keys();
    if (oldest !== undefined && this.#verified.size >= rememberedTokens) this.#verified.delete(oldest);
    this.#verified.set(key, { token, pool, arn });
  }
}

function signingKey(pool: PoolKeys, jwt: Jwt) {
  return typeof jwt.header.kid === 'string' ? pool.keys.get(jwt.header.kid) : undefined;
}

/** The app client a token was issued to: `aud` of an ID token, `client_id` of an access token. */
function clientOf({ payload }: Jwt, { clientIds }: PoolKeys): string | undefined {
  const client = payload.token_use === 'id' ? payload.aud : payload.client_id;
  return typeof client === 'string' && clientIds?.has(client) !== false ? client : undefined;
}

function invalid(reason: string): Verification {
  return { valid: false, expired: false, reason };
}

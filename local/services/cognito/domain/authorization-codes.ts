import type { Clock } from '../../../clock.ts';
import type { Storage, Table } from '../../../state/storage.ts';
import { Fields } from '../fields.ts';
import { fingerprint, newSecret } from '../secrets.ts';

/** What an authorization code stands for. */
export interface CodeGrant {
  readonly clientId: string;
  readonly sub: string;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly codeChallenge: string | undefined;
  readonly nonce: string | undefined;
  readonly authTime: number;
  readonly expiresAt: number;
}

/** "The response returns a one time use code that is valid for five minutes." */
const lifetimeMs = 5 * 60_000;

/** The authorization codes that were given out; stored as hashes. */
export class AuthorizationCodes {
  readonly #table: Table<CodeGrant>;
  readonly #clock: Clock;

  constructor(storage: Storage, clock: Clock) {
    this.#table = storage.table('cognito-authorization-codes', parseCodeGrant);
    this.#clock = clock;
  }

  issue(grant: Omit<CodeGrant, 'expiresAt'>): string {
    const now = this.#clock();
    for (const [hash, { expiresAt }] of [...this.#table]) if (expiresAt <= now) this.#table.delete(hash);
    const code = newSecret();
    this.#table.set(fingerprint(code), { ...grant, expiresAt: now + lifetimeMs });
    return code;
  }

  /** Takes a code out: whatever comes of it, it never works again. Undefined when it is unknown, used or too old. */
  take(code: string): CodeGrant | undefined {
    const hash = fingerprint(code);
    const grant = this.#table.get(hash);
    if (grant === undefined) return undefined;
    this.#table.delete(hash);
    return grant.expiresAt > this.#clock() ? grant : undefined;
  }
}

function parseCodeGrant(value: unknown): CodeGrant {
  const fields = new Fields(value, 'stored Cognito authorization code');
  return {
    clientId: fields.string('clientId'),
    sub: fields.string('sub'),
    redirectUri: fields.string('redirectUri'),
    scopes: fields.strings('scopes'),
    codeChallenge: fields.optionalString('codeChallenge'),
    nonce: fields.optionalString('nonce'),
    authTime: fields.number('authTime'),
    expiresAt: fields.number('expiresAt'),
  };
}

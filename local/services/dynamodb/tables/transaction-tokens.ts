import { isObject } from '../../../json.ts';
import type { Storage, Table } from '../../../state/storage.ts';
import { ServiceError } from '../../service-error.ts';
import type { Change } from './commits.ts';

/** The storage's table of tokens. */
export const tokensTable = 'dynamodb-transaction-tokens';

/** How long a token tells a repeated transaction: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
const lifetime = 10 * 60 * 1000;

/** A transaction that was made. */
export interface MadeTransaction {
  /** Of what it did. */
  readonly digest: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** The transactions of the last ten minutes by their ClientRequestToken. */
export class TransactionTokens {
  readonly #tokens: Table<MadeTransaction>;

  constructor(storage: Storage) {
    this.#tokens = storage.table(tokensTable, parseToken);
  }

  /**
   * Whether this transaction was made already.
   * @throws ServiceError `IdempotentParameterMismatchException` when another one was made with the token
   */
  wasMade(token: string, digest: string, now: number): boolean {
    this.#forgetOld(now);
    const made = this.#tokens.get(token);
    if (made === undefined) return false;
    if (made.digest === digest) return true;
    throw new ServiceError(
      'IdempotentParameterMismatchException',
      `The request with the ClientRequestToken ${token} was made before with other parameters. Use another token.`,
    );
  }

  /** The change of the storage that remembers a transaction. */
  made(token: string, transaction: MadeTransaction): Change {
    return {
      table: tokensTable,
      key: token,
      value: transaction,
      apply: () => this.#tokens.set(token, transaction),
    };
  }

  /** Tokens stand in the order of their time, so the first one that is young ends it. */
  #forgetOld(now: number): void {
    const old: string[] = [];
    for (const [token, { at }] of this.#tokens) {
      if (at + lifetime > now) break;
      old.push(token);
    }
    for (const token of old) this.#tokens.delete(token);
  }
}

/** Reads a stored token back. @throws Error for anything else */
export function parseToken(value: unknown): MadeTransaction {
  if (!isObject(value) || typeof value.digest !== 'string' || typeof value.at !== 'number') {
    throw new Error('not a transaction');
  }
  return { digest: value.digest, at: value.at };
}

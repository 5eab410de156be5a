import type { Dragon } from './dragon.ts';
import type { DragonQuery } from './dragon-query.ts';

/** Where dragons are asked for. */
export interface Catalog {
  /** Names the state of the catalogue: changes whenever its content changes. @throws CatalogUnavailableError */
  version(): Promise<string>;
  /**
   * The dragons that match, in the order of their folded names.
   * @throws CatalogUnavailableError, IncompleteAnswerError, SelectUnavailableError
   */
  query(query: DragonQuery): Promise<readonly Dragon[]>;
}

/** The catalogue, or what answers queries on it, cannot be reached now. */
export class CatalogUnavailableError extends Error {
  override readonly name = 'CatalogUnavailableError';
  /** Seconds after which trying again makes sense. */
  readonly retryAfter: number;

  constructor(message: string, { cause, retryAfter = 2 }: { cause?: unknown; retryAfter?: number } = {}) {
    super(message, { cause });
    this.retryAfter = retryAfter;
  }
}

/** The query engine broke off: the rows that came are not all. */
export class IncompleteAnswerError extends Error {
  override readonly name = 'IncompleteAnswerError';
}

/** This account does not have S3 Select: the service is closed to new customers. */
export class SelectUnavailableError extends Error {
  override readonly name = 'SelectUnavailableError';
}

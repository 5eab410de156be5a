import { count, log, logMessages } from '@dragons/core';
import { CatalogUnavailableError, IncompleteAnswerError, SelectUnavailableError, type Catalog } from './catalog.ts';
import { CircuitBreaker } from './circuit-breaker.ts';
import type { Dragon } from './dragon.ts';
import type { DragonQuery } from './dragon-query.ts';
import type { EngineMode } from './settings.ts';

/** What answered a query. */
export interface EngineUse {
  readonly engine: 's3-select' | 'in-function';
  /** Why `auto` did not use S3 Select. */
  readonly reason?: string;
}

/** The dragons that match, and what answered. */
export interface Found {
  readonly dragons: readonly Dragon[];
  readonly use: EngineUse;
}

/** The two engines on the same catalogue. */
export interface Engines {
  readonly s3Select: Catalog;
  readonly inFunction: Catalog;
}

/** Milliseconds for which "not available to this account" is believed. */
const unavailableFor = 15 * 60_000;

/**
 * Chooses who answers a query, and remembers between queries what S3 Select is good for: whether the account has it at all,
 * and whether it works just now. One of these lives as long as its execution environment.
 */
export class QueryEngine {
  readonly #now: () => number;
  readonly #breaker: CircuitBreaker;
  #unavailableUntil = 0;

  /** @param now milliseconds since 1970 */
  constructor(now: () => number = Date.now, breaker = new CircuitBreaker({ failures: 3, openFor: 30_000 }, now)) {
    this.#now = now;
    this.#breaker = breaker;
  }

  /**
   * @param mode what the operator chose; `s3-select` never falls back, so that its failures are seen
   * @returns the dragons, and what answered
   * @throws CatalogUnavailableError, IncompleteAnswerError
   */
  async query(mode: EngineMode, engines: Engines, query: DragonQuery): Promise<Found> {
    if (mode === 'in-function') return this.#inFunction(engines, query);
    if (mode === 's3-select') return this.#s3SelectOnly(engines, query);
    const reason = this.#reasonAgainstS3Select();
    return reason === undefined ? this.#s3SelectFirst(engines, query) : this.#inFunction(engines, query, reason);
  }

  #reasonAgainstS3Select(): string | undefined {
    if (this.#now() < this.#unavailableUntil) return 'S3 Select is not available to this account.';
    return this.#breaker.allows() ? undefined : 'S3 Select failed repeatedly and is left alone for a while.';
  }

  async #s3SelectFirst(engines: Engines, query: DragonQuery): Promise<Found> {
    try {
      return await this.#s3Select(engines, query);
    } catch (error) {
      if (error instanceof SelectUnavailableError) {
        this.#unavailableUntil = this.#now() + unavailableFor;
        log(logMessages.engineSwitched, {}, error);
        return this.#inFunction(engines, query, error.message);
      }
      if (!isTransient(error)) throw error;
      log(logMessages.engineFailed, {}, error);
      return this.#inFunction(engines, query, 'S3 Select failed just now.');
    }
  }

  async #s3SelectOnly(engines: Engines, query: DragonQuery): Promise<Found> {
    if (!this.#breaker.allows()) {
      throw new CatalogUnavailableError('S3 Select failed repeatedly and is left alone for a while.', {
        retryAfter: Math.max(1, Math.ceil(this.#breaker.waitTime / 1000)),
      });
    }
    try {
      return await this.#s3Select(engines, query);
    } catch (error) {
      if (!(error instanceof SelectUnavailableError)) throw error;
      throw new CatalogUnavailableError(`${error.message} Set the parameter query-engine to auto or in-function.`, {
        cause: error,
      });
    }
  }

  async #s3Select(engines: Engines, query: DragonQuery): Promise<Found> {
    try {
      const dragons = await engines.s3Select.query(query);
      this.#breaker.succeeded();
      return { dragons, use: { engine: 's3-select' } };
    } catch (error) {
      if (isTransient(error) && this.#breaker.failed()) {
        log(logMessages.breakerOpened, {}, error);
        count('BreakerOpened');
      }
      throw error;
    }
  }

  async #inFunction({ inFunction }: Engines, query: DragonQuery, reason?: string): Promise<Found> {
    const dragons = await inFunction.query(query);
    return { dragons, use: { engine: 'in-function', ...(reason !== undefined && { reason }) } };
  }
}

/** Whether trying again, or another engine, may help. */
function isTransient(error: unknown): boolean {
  return error instanceof CatalogUnavailableError || error instanceof IncompleteAnswerError;
}

import { log, logMessages, refuse, type Refusal } from '@dragons/core';
import { CatalogUnavailableError, IncompleteAnswerError } from './catalog.ts';

/**
 * What the client is told when the catalogue fails. Made for `.catch`.
 * @throws the error itself when it is none of the catalogue's
 */
export function catalogRefusal(error: unknown): Refusal<'catalog-unavailable' | 'incomplete-answer'> {
  if (error instanceof CatalogUnavailableError) {
    log(logMessages.catalogUnavailable, {}, error);
    return refuse('catalog-unavailable', 'Try again after the seconds in Retry-After.', {
      retryAfter: error.retryAfter,
    });
  }
  if (error instanceof IncompleteAnswerError) {
    log(logMessages.catalogUnavailable, {}, error);
    return refuse('incomplete-answer', 'The query engine ended its answer early. Try again.', { retryAfter: 1 });
  }
  throw error;
}

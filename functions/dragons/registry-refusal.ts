import { log, logMessages, refuse, type Refusal } from '@dragons/core';
import { RegistryUnavailableError } from './registry.ts';

/**
 * What the client is told when the registry fails. Made for `.catch`.
 * @throws the error itself when it is none of the registry's
 */
export function registryRefusal(error: unknown): Refusal<'registry-unavailable'> {
  if (!(error instanceof RegistryUnavailableError)) throw error;
  log(logMessages.registryUnavailable, {}, error);
  return refuse('registry-unavailable', 'Try again after the seconds in Retry-After.', {
    retryAfter: error.retryAfter,
  });
}

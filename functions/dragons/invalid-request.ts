import { refuse, type Refusal, type RequestError } from '@dragons/core';

/** Refuses a request that breaks a rule which the contract's schemas cannot say. */
export function invalidRequest(errors: readonly RequestError[]): Refusal<'invalid-request'> {
  const detail = errors
    .map(({ in: place, name, message }) =>
      place === 'body' ? `body ${name}: ${message}` : `${place} parameter ${name}: ${message}`,
    )
    .join('; ');
  return refuse('invalid-request', detail, { errors });
}

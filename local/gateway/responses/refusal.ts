import type { ResponseType } from './response-types.ts';

/** The gateway answers a request itself, with an error. */
export interface Refusal {
  readonly type: ResponseType;
  /** Instead of the type's own status. */
  readonly status?: number;
  /** Instead of the type's own message. */
  readonly message?: string;
  /** Instead of the type's own `x-amzn-ErrorType`. */
  readonly errorType?: string;
  /** `$context.error.validationErrorString`. */
  readonly validationError?: string;
  /** For the log, never for the client. */
  readonly cause?: unknown;
}

/** The step either yielded something or refused the request. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

export function granted<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

export function refused(refusal: Refusal): Outcome<never> {
  return { ok: false, refusal };
}

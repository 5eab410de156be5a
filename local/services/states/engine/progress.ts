import { isObject } from '../../../json.ts';
import type { Json } from '../../../json.ts';
import { isJson } from '../json-text.ts';

/** What somebody said about a task that waits for its token. */
export type Delivery =
  | { readonly outcome: 'success'; readonly output: Json }
  | { readonly outcome: 'failure'; readonly error?: string; readonly cause?: string };

/** How far a state has come that no event tells of. */
export interface Progress {
  /** The `…StateEntered` event of the state it belongs to. */
  readonly enteredId: number;
  /** How many retries each retrier has made. */
  readonly retries: readonly number[];
  /** When the next try begins, in milliseconds since 1970. */
  readonly retryAt?: number;
  /** The token that the task was given. */
  readonly token?: string;
  /** When the task was scheduled, in milliseconds since 1970. */
  readonly scheduledAt?: number;
  /** What the call answered after which the task waits for its token, or for an execution that it started. */
  readonly submitted?: Json;
  readonly delivery?: Delivery;
}

/** Reads a stored record. @throws Error when it is none */
export function parseProgress(value: unknown): Progress {
  if (!isObject(value)) throw new Error('not an object');
  const { enteredId, retries, retryAt, token, scheduledAt, submitted, delivery } = value;
  if (typeof enteredId !== 'number') throw new Error('no event');
  return {
    enteredId,
    retries: Array.isArray(retries) ? retries.map(Number) : [],
    ...(typeof retryAt === 'number' && { retryAt }),
    ...(typeof token === 'string' && { token }),
    ...(typeof scheduledAt === 'number' && { scheduledAt }),
    ...(submitted !== undefined && isJson(submitted) && { submitted }),
    ...(delivery !== undefined && { delivery: parseDelivery(delivery) }),
  };
}

function parseDelivery(value: unknown): Delivery {
  if (!isObject(value)) throw new Error('not an object');
  const { outcome, output, error, cause } = value;
  if (outcome === 'success' && isJson(output)) return { outcome, output };
  return {
    outcome: 'failure',
    ...(typeof error === 'string' && { error }),
    ...(typeof cause === 'string' && { cause }),
  };
}

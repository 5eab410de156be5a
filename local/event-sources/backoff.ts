/** How long is waited before a batch is delivered again. */
export interface Backoff {
  /** Milliseconds before the first retry. */
  readonly first: number;
  /** Milliseconds that no wait exceeds. */
  readonly most: number;
}

/**
 * Lambda waits longer and longer between retries, for times that are not documented. These are short, because somebody is looking on:
 * https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-eventsourcemapping.html
 */
export const defaultBackoff: Backoff = { first: 200, most: 10_000 };

/**
 * The wait before a retry, in milliseconds: it doubles, and between half of it and all of it is drawn.
 * @param retry 0 for the first
 * @param random from 0 to less than 1
 */
export function backoffDelay({ first, most }: Backoff, retry: number, random: () => number): number {
  const delay = Math.min(most, first * 2 ** Math.min(retry, 30));
  return Math.round(delay * (0.5 + random() / 2));
}

import type { DeliveryState } from './pending-deliveries.ts';

/**
 * How Lambda goes on with an asynchronous invocation: a function that fails is called twice more, after one and two minutes; a
 * throttled one for up to six hours, after one second first and five minutes at most.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
const waitsAfterFailures = [60_000, 120_000];
const longestThrottleWait = 300_000;
const oldestEvent = 6 * 3_600_000;

/** The next attempt of an invocation whose function failed; undefined when there is none. */
export function afterFailure(state: DeliveryState, now: number): DeliveryState | undefined {
  const wait = waitsAfterFailures[state.failures];
  return wait === undefined ? undefined : { ...state, failures: state.failures + 1, due: now + wait };
}

/** The next attempt of an invocation for which there was no room; undefined when it is too old. */
export function afterThrottle(state: DeliveryState, now: number, published: number): DeliveryState | undefined {
  const wait = Math.min(1000 * 2 ** state.throttles, longestThrottleWait);
  if (now + wait - published > oldestEvent) return undefined;
  return { ...state, throttles: state.throttles + 1, due: now + wait };
}

import type { Json } from '../../../json.ts';
import type { Delivery } from '../engine/progress.ts';
import type { Visit } from '../engine/visit.ts';
import { StatesError } from '../states-error.ts';
import { heartbeatError } from './task-failures.ts';

/** A task that waits for what somebody sends with its token. */
export interface TokenWait {
  /** @throws StatesError that was sent, or when no heartbeat came in time */
  readonly result: Promise<Json>;
  end(): void;
}

/**
 * Begins to wait for a token, before anybody is given it: an answer may come before the call that hands it over has returned.
 * What was sent is written down before the sender is answered.
 */
export function awaitToken(visit: Visit, token: string, heartbeatSeconds: number | undefined): TokenWait {
  const { world } = visit.setting.execution;
  const { promise, resolve, reject } = Promise.withResolvers<Json>();
  // The call before it may fail, and then nobody looks at this promise.
  promise.catch(() => undefined);
  let stopTimer = (): void => undefined;

  function settle(delivery: Delivery): void {
    stopTimer();
    if (delivery.outcome === 'success') resolve(delivery.output);
    else reject(new StatesError(delivery.error, delivery.cause));
  }

  function expectBeat(): void {
    stopTimer();
    if (heartbeatSeconds === undefined) return;
    stopTimer = world.timers.after(heartbeatSeconds * 1000, () => reject(heartbeatError()));
  }

  const forget = world.tokens.wait(token, {
    deliver(delivery) {
      forget();
      visit.progress = { ...visit.progress, delivery };
      settle(delivery);
    },
    beat: expectBeat,
  });
  if (visit.progress.delivery === undefined) expectBeat();
  else settle(visit.progress.delivery);

  return {
    result: promise,
    end() {
      stopTimer();
      forget();
    },
  };
}

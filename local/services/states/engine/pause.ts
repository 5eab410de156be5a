import type { Timers } from '../../../clock.ts';
import { StoppedError } from '../states-error.ts';

/** Waits until a time. @throws StoppedError when the signal says so first */
export function pauseUntil(timers: Timers, time: number, signal: AbortSignal): Promise<void> {
  return unlessStopped(signal, (resolve) => timers.after(Math.max(0, time - timers.now()), resolve));
}

/**
 * Waits for work that may never end.
 * @param deadline milliseconds since 1970; undefined for none
 * @param late makes the error of work that is not done by then
 * @throws StoppedError when the signal says so first
 */
export function withDeadline<T>(
  work: Promise<T>,
  timers: Timers,
  deadline: number | undefined,
  late: () => Error,
  signal: AbortSignal,
): Promise<T> {
  // Work that fails after nobody waits for it any more fails unheard.
  work.catch(() => undefined);
  return unlessStopped(signal, (resolve, reject) => {
    work.then(resolve, reject);
    if (deadline === undefined) return () => undefined;
    return timers.after(Math.max(0, deadline - timers.now()), () => reject(late()));
  });
}

/** @param start begins something; what it returns is called when it has ended in any way */
function unlessStopped<T>(
  signal: AbortSignal,
  start: (resolve: (value: T) => void, reject: (error: unknown) => void) => () => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      end();
      reject(new StoppedError());
    };
    if (signal.aborted) {
      reject(new StoppedError());
      return;
    }
    signal.addEventListener('abort', stop, { once: true });
    const release = start(
      (value) => {
        end();
        resolve(value);
      },
      (error) => {
        end();
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- passed on as it came
        reject(error);
      },
    );
    function end(): void {
      signal.removeEventListener('abort', stop);
      // A work that is already done may settle before `start` has returned: never, as promises and timers call later.
      release();
    }
  });
}

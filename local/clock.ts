/** The time in milliseconds since 1970. Passed in wherever time matters, so that tests can turn it forward. */
export type Clock = () => number;

/** The machine's own clock. */
export const systemClock: Clock = () => Date.now();

/** A clock that also wakes: passed in wherever something waits, so that tests can turn the time forward instead of waiting. */
export interface Timers {
  readonly now: Clock;
  /**
   * Calls back once when so many milliseconds are over; never before this call returned.
   * @returns cancels the call if it has not been made
   */
  after(milliseconds: number, wake: () => void): () => void;
}

/** The longest time that Node's own timers can wait for. */
const longest = 2 ** 31 - 1;

/** The machine's own time. Its timers do not keep the process alive. */
export const systemTimers: Timers = {
  now: systemClock,
  after(milliseconds, wake) {
    const until = Date.now() + milliseconds;
    let timer: NodeJS.Timeout;
    const wait = (): void => {
      const left = until - Date.now();
      timer = left > longest ? setTimeout(wait, longest) : setTimeout(wake, Math.max(0, left));
      timer.unref();
    };
    wait();
    return () => clearTimeout(timer);
  },
};

/** Resolves after so many milliseconds, or at once when the signal is aborted. */
export async function pause(timers: Timers, milliseconds: number, stop: AbortSignal): Promise<void> {
  if (stop.aborted) return;
  await new Promise<void>((resolve) => {
    const wake = (): void => {
      cancel();
      stop.removeEventListener('abort', wake);
      resolve();
    };
    const cancel = timers.after(milliseconds, wake);
    stop.addEventListener('abort', wake);
  });
}

import type { Timers } from '../clock.ts';

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

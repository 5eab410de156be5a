import type { Timers } from '../clock.ts';

/** A time that stands still until a test turns it forward. */
export interface TurnableTime extends Timers {
  /** How many waits are pending. */
  readonly waiting: number;
  /**
   * Turns the time forward, to each wait that ends meanwhile in its order, and lets what it wakes go on before the next: also waits that
   * begin on the way are met.
   */
  turn(milliseconds: number): Promise<void>;
  /** Turns the time to the end of the next wait. @returns the milliseconds it took; undefined when nobody waits */
  turnToNext(): Promise<number | undefined>;
}

interface Wait {
  readonly at: number;
  readonly wake: () => void;
}

/** Makes a time. @param start milliseconds since 1970 */
export function turnableTime(start = Date.UTC(2026, 0, 1)): TurnableTime {
  let now = start;
  const waits = new Set<Wait>();
  const next = (): Wait | undefined => [...waits].sort((a, b) => a.at - b.at)[0];

  async function turnTo(target: number): Promise<void> {
    for (let wait = next(); wait !== undefined && wait.at <= target; wait = next()) {
      now = Math.max(now, wait.at);
      waits.delete(wait);
      wait.wake();
      await settled();
    }
    now = target;
  }

  return {
    now: () => now,
    get waiting() {
      return waits.size;
    },
    after(milliseconds, wake) {
      const wait = { at: now + Math.max(0, milliseconds), wake };
      waits.add(wait);
      return () => waits.delete(wait);
    },
    async turn(milliseconds) {
      await settled();
      await turnTo(now + milliseconds);
    },
    async turnToNext() {
      await settled();
      const wait = next();
      if (wait === undefined) return undefined;
      const before = now;
      await turnTo(wait.at);
      return now - before;
    },
  };
}

/** Lets everything run that is ready to run. */
async function settled(): Promise<void> {
  for (let round = 0; round < 3; round += 1) await new Promise((resolve) => setImmediate(resolve));
}

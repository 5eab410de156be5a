/** A span of time as `Intl.RelativeTimeFormat` takes it. */
export interface Since {
  /** Negative: it is over. */
  readonly value: number;
  readonly unit: 'minute' | 'hour' | 'day';
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * How long ago something was.
 * @param then in milliseconds since 1970, as `now`
 * @returns undefined for less than a minute, and for what a clock that was set back shows as the future
 */
export function sinceOf(then: number, now: number): Since | undefined {
  const passed = now - then;
  if (passed < minute) return undefined;
  if (passed < hour) return { value: -Math.floor(passed / minute), unit: 'minute' };
  if (passed < day) return { value: -Math.floor(passed / hour), unit: 'hour' };
  return { value: -Math.floor(passed / day), unit: 'day' };
}

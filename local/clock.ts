/** The time in milliseconds since 1970. Passed in wherever time matters, so that tests can turn it forward. */
export type Clock = () => number;

/** The machine's own clock. */
export const systemClock: Clock = () => Date.now();

/** When a circuit breaker opens, and for how long. */
export interface BreakerSettings {
  /** Failures in a row that open it. */
  readonly failures: number;
  /** Milliseconds for which it stays open; then one call is let through to try. */
  readonly openFor: number;
}

/**
 * Keeps calls away from something that fails: closed (calls pass), open (none pass), half-open (one passes and decides).
 * The state belongs to one execution environment, which is what a retry storm comes from.
 */
export class CircuitBreaker {
  readonly #settings: BreakerSettings;
  readonly #now: () => number;
  #failures = 0;
  #openUntil = 0;
  #isTrying = false;

  /** @param now milliseconds since 1970 */
  constructor(settings: BreakerSettings, now: () => number = Date.now) {
    this.#settings = settings;
    this.#now = now;
  }

  /** Whether a call may be made now. When the open time is over, the first to ask may, and the others wait for its outcome. */
  allows(): boolean {
    if (this.#openUntil === 0) return true;
    if (this.#now() < this.#openUntil) return false;
    this.#openUntil = this.#now() + this.#settings.openFor;
    this.#isTrying = true;
    return true;
  }

  /** Milliseconds until the next call may be tried; 0 when one may be made now. */
  get waitTime(): number {
    return Math.max(0, this.#openUntil - this.#now());
  }

  /** A call worked. */
  succeeded(): void {
    this.#failures = 0;
    this.#openUntil = 0;
    this.#isTrying = false;
  }

  /** A call failed. Returns whether this opened the breaker, for the first time or, after a call that was let through to try, again. */
  failed(): boolean {
    const hasTried = this.#isTrying;
    this.#isTrying = false;
    this.#failures += 1;
    if (this.#failures < this.#settings.failures) return false;
    this.#openUntil = this.#now() + this.#settings.openFor;
    return hasTried || this.#failures === this.#settings.failures;
  }
}

import { signal, type ReadonlySignal } from '@preact/signals';
import { isFailure, isPassing, type Failure, type Outcome } from './outcome.ts';

/** What is known of something that the API is asked for. */
export interface ResourceState<T> {
  /** The last answer; it stays while the question is asked again, and when that fails. */
  readonly data: T | undefined;
  readonly etag: string | undefined;
  /** When the API last said that `data` is right, in milliseconds since 1970. */
  readonly updatedAt: number | undefined;
  /** `waiting` between two attempts. */
  readonly activity: 'idle' | 'loading' | 'waiting';
  /** Whether the answer takes longer than people expect. */
  readonly isSlow: boolean;
  /** Why the last attempt brought nothing. */
  readonly failure: Failure | undefined;
  /** When it is asked again by itself, in milliseconds since 1970. */
  readonly retryAt: number | undefined;
}

/** Asks once. @param etag of the answer that is still there, for If-None-Match */
export type Ask<T> = (signal: AbortSignal, etag: string | undefined) => Promise<Outcome<T>>;

/** After this time an answer counts as slow, in milliseconds. */
const slowAfter = 1000;

/** How often a question is asked again by itself when the failure may pass. */
const retries = 4;

const nothingYet = {
  data: undefined,
  etag: undefined,
  updatedAt: undefined,
  activity: 'idle',
  isSlow: false,
  failure: undefined,
  retryAt: undefined,
} as const;

/**
 * Something that the API is asked for, and asked again: after failures that pass by themselves (no connection, 429, 5xx), at the time that
 * `Retry-After` names, else after 1, 2, 4, 8 seconds; a few times, then only when somebody says so or the connection is back.
 */
export class Resource<T> {
  readonly #ask: Ask<T>;
  readonly #state = signal<ResourceState<T>>(nothingYet);
  #attempt: AbortController | undefined;
  #slowTimer: ReturnType<typeof setTimeout> | undefined;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;

  constructor(ask: Ask<T>) {
    this.#ask = ask;
  }

  get state(): ReadonlySignal<ResourceState<T>> {
    return this.#state;
  }

  /** Asks now, even if it was to be asked later; an answer that is under way is not waited for. */
  async load(): Promise<void> {
    this.#failures = 0;
    await this.#load();
  }

  /** To be called when there may be an answer again, such as when the connection is back: asks now for what could not be had. */
  async wake(): Promise<void> {
    const { failure, activity } = this.#state.peek();
    if (failure?.kind === 'unreachable' && activity !== 'loading') await this.load();
  }

  /** Takes on what another call answered, such as the outcome of a change. */
  set(data: T, etag: string | undefined): void {
    this.stop();
    this.#state.value = { ...nothingYet, data, etag, updatedAt: Date.now() };
  }

  /** Asks no more. */
  stop(): void {
    this.#attempt?.abort();
    this.#attempt = undefined;
    clearTimeout(this.#slowTimer);
    clearTimeout(this.#retryTimer);
    this.#change({ activity: 'idle', isSlow: false, retryAt: undefined });
  }

  async #load(): Promise<void> {
    this.stop();
    const attempt = new AbortController();
    this.#attempt = attempt;
    this.#change({ activity: 'loading' });
    this.#slowTimer = setTimeout(() => this.#change({ isSlow: true }), slowAfter);
    const outcome = await this.#ask(attempt.signal, this.#state.peek().etag);
    if (attempt !== this.#attempt) return;
    clearTimeout(this.#slowTimer);
    this.#attempt = undefined;
    if (isFailure(outcome)) this.#failed(outcome);
    else this.#answered(outcome);
  }

  #answered(outcome: Exclude<Outcome<T>, Failure>): void {
    this.#failures = 0;
    this.#change({
      ...(outcome.kind === 'answered' && { data: outcome.data, etag: outcome.etag }),
      updatedAt: Date.now(),
      activity: 'idle',
      isSlow: false,
      failure: undefined,
    });
  }

  #failed(failure: Failure): void {
    this.#failures += 1;
    if (!isPassing(failure) || this.#failures > retries) {
      this.#change({ activity: 'idle', isSlow: false, failure });
      return;
    }
    const wait = delayOf(failure, this.#failures);
    this.#retryTimer = setTimeout(() => void this.#load(), wait);
    this.#change({ activity: 'waiting', isSlow: false, failure, retryAt: Date.now() + wait });
  }

  #change(change: Partial<ResourceState<T>>): void {
    this.#state.value = { ...this.#state.peek(), ...change };
  }
}

/**
 * How long to wait after so many failures, in milliseconds; up to a fifth longer by chance, so that not all who were refused come back at
 * the same moment (https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/).
 */
export function delayOf(failure: Failure, failures: number): number {
  const asked = failure.kind === 'refused' ? failure.retryAfter : undefined;
  return Math.min(asked ?? 2 ** (failures - 1), 60) * 1000 * (1 + Math.random() / 5);
}

import { signal, type ReadonlySignal } from '@preact/signals';
import type { Report, Schemas } from '../../api/api.ts';
import { isFailure, isPassing, type Failure, type Outcome } from '../../api/outcome.ts';
import { delayOf } from '../../api/resource.ts';
import type { DraftStore } from '../../reports/draft-store.ts';

/** How a submission stands. */
export type SubmissionState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'sending'; readonly isSlow: boolean }
  /** It did not get through, and is sent again by itself at `retryAt`, in milliseconds since 1970. */
  | { readonly kind: 'waiting'; readonly failure: Failure; readonly retryAt: number }
  /** Sending it again as it is would not help, or was tried often enough. */
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'taken'; readonly report: Report };

/** What a submission needs. */
export interface SubmissionDependencies {
  readonly drafts: Pick<DraftStore, 'begin' | 'refused' | 'taken'>;
  /** Sends a report to the API. */
  readonly send: (key: string, body: Schemas['DragonReport']) => Promise<Outcome<Report>>;
  /** Is told of every report that was taken, even if nobody waits for it any more. */
  readonly onTaken: (report: Report) => void;
}

/** After this time an answer counts as slow, in milliseconds. */
const slowAfter = 1000;

/** How often a report is sent by itself: for about five minutes. */
const attempts = 10;

/**
 * Sends a report until it is known what became of it. Sending again is safe, because the same report always goes with the same
 * Idempotency-Key.
 */
export class Submission {
  readonly #dependencies: SubmissionDependencies;
  readonly #state = signal<SubmissionState>({ kind: 'idle' });
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #body: Schemas['DragonReport'] | undefined;
  #failures = 0;
  #isLeft = false;

  constructor(dependencies: SubmissionDependencies) {
    this.#dependencies = dependencies;
  }

  get state(): ReadonlySignal<SubmissionState> {
    return this.#state;
  }

  /** Sends a report, unless one is on its way. */
  async submit(body: Schemas['DragonReport']): Promise<void> {
    const { kind } = this.#state.peek();
    if (kind === 'sending' || kind === 'waiting' || kind === 'taken') return;
    this.#body = body;
    this.#failures = 0;
    await this.#send(body);
  }

  /** Sends again now what would be sent again later. */
  async retryNow(): Promise<void> {
    if (this.#state.peek().kind !== 'waiting' || this.#body === undefined) return;
    clearTimeout(this.#retryTimer);
    await this.#send(this.#body);
  }

  /** Does not send again by itself. */
  cancel(): void {
    if (this.#state.peek().kind !== 'waiting') return;
    clearTimeout(this.#retryTimer);
    this.#state.value = { kind: 'idle' };
  }

  /** The person went elsewhere: an answer that is under way still counts, but nothing more is sent. */
  leave(): void {
    this.#isLeft = true;
    this.cancel();
  }

  /** The person is here (again). */
  stay(): void {
    this.#isLeft = false;
  }

  async #send(body: Schemas['DragonReport'], isNewKey = false): Promise<void> {
    this.#state.value = { kind: 'sending', isSlow: false };
    const { drafts, send, onTaken } = this.#dependencies;
    const begun = drafts.begin(body);
    const slow = setTimeout(() => (this.#state.value = { kind: 'sending', isSlow: true }), slowAfter);
    const outcome = await send(begun.key, body);
    clearTimeout(slow);
    if (outcome.kind === 'answered') {
      drafts.taken(begun);
      onTaken(outcome.data);
      this.#state.value = { kind: 'taken', report: outcome.data };
    } else if (isProblem(outcome, 'idempotency-key-reused') && !isNewKey) {
      drafts.refused();
      await this.#send(body, true);
    } else if (isFailure(outcome)) {
      this.#failed(body, outcome);
    }
  }

  #failed(body: Schemas['DragonReport'], failure: Failure): void {
    this.#failures += 1;
    const mayPass = isPassing(failure) || isProblem(failure, 'report-in-progress');
    // Every other refusal says that nothing was stored.
    if (failure.kind === 'refused' && !mayPass) this.#dependencies.drafts.refused();
    if (!mayPass || this.#isLeft || this.#failures >= attempts) {
      this.#state.value = { kind: 'failed', failure };
      return;
    }
    const wait = delayOf(failure, this.#failures);
    this.#retryTimer = setTimeout(() => void this.#send(body), wait);
    this.#state.value = { kind: 'waiting', failure, retryAt: Date.now() + wait };
  }
}

/** Whether the API refused for a certain reason. @param type of the problem, without `urn:dragons:problem:` */
export function isProblem(outcome: Outcome<unknown>, type: string): boolean {
  return outcome.kind === 'refused' && outcome.problem.type === `urn:dragons:problem:${type}`;
}

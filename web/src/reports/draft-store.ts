import { signal, type ReadonlySignal } from '@preact/signals';
import type { Dragon, Report, Schemas } from '../api/api.ts';
import { dragonFields } from '../parts/dragon-form/dragon.ts';
import type { Draft } from '../parts/dragon-form/drafts.ts';
import {
  draftOf,
  emptyForm,
  formOf,
  hasText,
  submissionOf,
  type BegunSubmission,
  type ReportDraft,
  type ReportForm,
} from './report-draft.ts';

/** Keeps the report that somebody types, with the key of its submission, until the API has taken it. */
export class DraftStore {
  readonly #kept: Draft;
  readonly #newKey: () => string;
  readonly #draft;
  /** For a form: it reads and writes its part of the draft. */
  readonly ofForm: Draft = {
    read: () => this.#draft.peek().form,
    write: (value) => this.type(formOf(value)),
    clear: () => this.discard(),
  };

  /** @param newKey gives a new Idempotency-Key */
  constructor(kept: Draft, newKey: () => string) {
    this.#kept = kept;
    this.#newKey = newKey;
    this.#draft = signal(draftOf(kept.read()));
  }

  get draft(): ReadonlySignal<ReportDraft> {
    return this.#draft;
  }

  /** Whether there is something that was typed and not taken yet. */
  get isThere(): boolean {
    return hasText(this.#draft.value.form);
  }

  /** Whether exactly this dragon stands in the form. */
  isOf(dragon: Dragon): boolean {
    const { form } = this.#draft.value;
    return dragonFields.every((field) => form[field] === dragon[field]);
  }

  /** Keeps what is typed. */
  type(form: ReportForm): void {
    this.#keep({ ...this.#draft.peek(), form });
  }

  /** Begins a report anew, from one that was rejected; how to reach the person stays as it was typed. */
  restart({ dragon, reason }: Pick<Report, 'dragon' | 'reason'>): void {
    const { reportingPhoneNumber, confirmationRequired } = this.#draft.peek().form;
    this.#keep({
      form: { ...dragon, reportingPhoneNumber, confirmationRequired },
      begun: undefined,
      rejected: { takenName: reason?.code === 'name-taken' ? dragon.dragonName : undefined },
    });
  }

  /** Begins a submission, or goes on with the one that the same body was sent in; it is kept before anything is sent. */
  begin(body: Schemas['DragonReport']): BegunSubmission {
    const draft = this.#draft.peek();
    const begun = submissionOf(body, draft.begun, this.#newKey);
    this.#keep({ ...draft, begun });
    return begun;
  }

  /** Notes that the API took nothing: the next submission is another one. */
  refused(): void {
    this.#keep({ ...this.#draft.peek(), begun: undefined });
  }

  /** Forgets the draft of a submission that was taken; one that was begun since is kept. */
  taken({ key }: BegunSubmission): void {
    if (this.#draft.peek().begun?.key === key) this.discard();
  }

  /** Forgets what was typed. */
  discard(): void {
    this.#keep({ form: emptyForm, begun: undefined, rejected: undefined });
  }

  #keep(draft: ReportDraft): void {
    const isThere = hasText(draft.form);
    this.#draft.value = isThere ? draft : { ...draft, rejected: undefined };
    if (isThere) this.#kept.write(draft);
    else this.#kept.clear();
  }
}

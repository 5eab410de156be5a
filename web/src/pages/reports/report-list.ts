import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { Report, Schemas } from '../../api/api.ts';
import type { Outcome } from '../../api/outcome.ts';
import { Resource } from '../../api/resource.ts';
import { mergedReports } from './merged-reports.ts';

type ReportPage = Schemas['ReportPage'];

/** Asks for a page of one's own reports. @param cursor where it starts; at the newest one when not given */
export type AskForPage = (signal: AbortSignal, cursor: string | undefined) => Promise<Outcome<ReportPage>>;

/** A person's own reports: as many pages of the API's list as they want to see, and what is known of single reports. */
export class ReportList {
  readonly #ask: AskForPage;
  readonly #first: Resource<ReportPage>;
  readonly #more = signal<readonly Resource<ReportPage>[]>([]);
  readonly #single = signal<ReadonlyMap<string, Report>>(new Map());

  constructor(ask: AskForPage) {
    this.#ask = ask;
    this.#first = new Resource(async (signal) => {
      const outcome = await ask(signal, undefined);
      // Other newest ones may leave a gap before the older ones, which are asked for again when somebody wants to see them.
      if (outcome.kind === 'answered') this.#dropMore();
      return outcome;
    });
  }

  /** What the API listed; undefined before its first answer. */
  readonly listed: ReadonlySignal<readonly Report[] | undefined> = computed(() =>
    this.#first.state.value.data === undefined
      ? undefined
      : this.#pages().flatMap((page) => page.state.value.data?.items ?? []),
  );

  /** All that is known, the newest first. */
  readonly reports: ReadonlySignal<readonly Report[]> = computed(() => {
    const isComplete = this.listed.value !== undefined && this.nextCursor === undefined;
    return mergedReports(this.listed.value ?? [], [...this.#single.value.values()], isComplete);
  });

  /** The page with the newest reports. */
  get first(): Resource<ReportPage> {
    return this.#first;
  }

  /** The page that was asked for last. */
  get last(): Resource<ReportPage> {
    return this.#more.value.at(-1) ?? this.#first;
  }

  /** Where the next page starts; undefined when there is none, or the last one is not there yet. */
  get nextCursor(): string | undefined {
    return this.last.state.value.data?.nextCursor;
  }

  /** Asks for the newest reports. What is shown stays until they are there. */
  async load(): Promise<void> {
    await this.#first.load();
  }

  /** Asks for the next page. */
  async showMore(): Promise<void> {
    const cursor = this.nextCursor;
    if (cursor === undefined) return;
    const page = new Resource((signal) => this.#ask(signal, cursor));
    this.#more.value = [...this.#more.peek(), page];
    await page.load();
  }

  /** Takes on what is known of one report. */
  learn(report: Report): void {
    this.#single.value = new Map([...this.#single.peek(), [report.reportId, report]]);
  }

  /** Asks no more. */
  stop(): void {
    for (const page of [this.#first, ...this.#more.peek()]) page.stop();
  }

  #dropMore(): void {
    for (const page of this.#more.peek()) page.stop();
    this.#more.value = [];
  }

  #pages(): readonly Resource<ReportPage>[] {
    return [this.#first, ...this.#more.value];
  }
}

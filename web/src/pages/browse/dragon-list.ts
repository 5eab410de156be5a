import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { Dragon } from '../../api/api.ts';
import { isFailure } from '../../api/outcome.ts';
import { Resource } from '../../api/resource.ts';
import {
  dragonsOf,
  firstPages,
  isInvalidCursor,
  nextPage,
  type AskForPage,
  type KeptPage,
  type PagesOutcome,
} from './dragon-pages.ts';

/** What the list is being asked for: the pages that are there, or one more. */
type Wanted = 'pages' | 'more';

/**
 * What is to be said of the list: that somebody asked for changes and there are none, or some; that it begins again, because the API does
 * not know the place any more where it was.
 */
export type ListNews = 'looking' | 'up-to-date' | 'renewed' | 'begun-again';

/** The dragons that match some filters, as far as they were asked for: page after page, which stay when something fails. */
export class DragonList {
  readonly #ask: AskForPage;
  readonly #wanted = signal<Wanted>('pages');
  readonly #news = signal<ListNews | undefined>(undefined);
  readonly #checkedAt = signal<number | undefined>(undefined);
  readonly #renewedAt = signal<number | undefined>(undefined);
  readonly #pages = computed(() => this.resource.state.value.data);
  /** The same array as long as the pages are the same: what shows it has nothing to do while something is asked for. */
  readonly #dragons = computed(() => this.#pages.value && dragonsOf(this.#pages.value));
  /** The pages, and how asking for them goes. */
  readonly resource: Resource<readonly KeptPage[]>;
  /** How far down somebody was, in CSS pixels, when they went elsewhere. */
  scrolledTo = 0;

  constructor(ask: AskForPage) {
    this.#ask = ask;
    this.resource = new Resource((abort) => this.#askForPages(abort));
  }

  /** What is asked for, or was last. */
  get wanted(): ReadonlySignal<Wanted> {
    return this.#wanted;
  }

  get news(): ReadonlySignal<ListNews | undefined> {
    return this.#news;
  }

  /** When the API last said of all the pages that they are right, in milliseconds since 1970. */
  get checkedAt(): ReadonlySignal<number | undefined> {
    return this.#checkedAt;
  }

  /** When pages that were there turned out to be others now, in milliseconds since 1970: whatever else is known is older. */
  get renewedAt(): ReadonlySignal<number | undefined> {
    return this.#renewedAt;
  }

  /** Undefined before the first answer. */
  get dragons(): readonly Dragon[] | undefined {
    return this.#dragons.value;
  }

  /** Whether there are dragons after those that are there. */
  get hasMore(): boolean {
    return this.#pages.value?.at(-1)?.nextCursor !== undefined;
  }

  /** Asks for the first page, or whether the pages that are there are still right. */
  async open(): Promise<void> {
    this.#news.value = undefined;
    await this.#load('pages');
  }

  /** The same, for somebody who wants to hear the answer. */
  async refresh(): Promise<void> {
    this.#news.value = 'looking';
    await this.#load('pages');
  }

  /** Asks for one more page. */
  async more(): Promise<void> {
    this.#news.value = undefined;
    await this.#load('more');
  }

  /** Asks for one more page where nobody is needed to decide it: nothing is under way, and nothing went wrong. */
  async moreByItself(): Promise<void> {
    const { activity, failure } = this.resource.state.peek();
    if (activity === 'idle' && failure === undefined && this.hasMore && this.#news.peek() !== 'begun-again')
      await this.more();
  }

  /** Asks no more. */
  close(): void {
    this.resource.stop();
  }

  async #load(wanted: Wanted): Promise<void> {
    this.#wanted.value = wanted;
    await this.resource.load();
  }

  async #askForPages(abort: AbortSignal): Promise<PagesOutcome> {
    const kept = this.resource.state.peek().data ?? [];
    const isMore = this.#wanted.peek() === 'more';
    const outcome = isMore
      ? await nextPage(this.#ask, kept, abort)
      : await firstPages(this.#ask, kept, Math.max(1, kept.length), abort);
    if (isInvalidCursor(outcome)) return await this.#beginAgain(abort);
    if (!isMore) this.#checked(outcome, outcome.kind === 'unchanged' ? 'up-to-date' : 'renewed', abort);
    return outcome;
  }

  /** Without the version of the first page that is there: what follows it is to be named anew. */
  async #beginAgain(abort: AbortSignal): Promise<PagesOutcome> {
    const outcome = await firstPages(this.#ask, [], 1, abort);
    this.#checked(outcome, 'begun-again', abort);
    return outcome;
  }

  /** Remembers that all pages are right; says so if somebody waits to hear it. */
  #checked(outcome: PagesOutcome, news: ListNews, abort: AbortSignal): void {
    if (isFailure(outcome) || abort.aborted) return;
    this.#checkedAt.value = Date.now();
    if (outcome.kind === 'answered' && this.dragons !== undefined) this.#renewedAt.value = Date.now();
    if (this.#news.peek() === 'looking' || news === 'begun-again') this.#news.value = news;
  }
}

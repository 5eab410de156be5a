import type { Api, Dragon, Schemas } from '../../api/api.ts';
import { concluded, outcomeOf, type Failure, type Outcome } from '../../api/outcome.ts';
import type { Filters } from '../../dragons/filters.ts';

/** A page of the list as the API answered it, with what is needed to ask whether it is still right. */
export interface KeptPage {
  /** Where it starts: the cursor that it was asked for with; undefined for the first page. */
  readonly cursor: string | undefined;
  readonly etag: string | undefined;
  readonly dragons: readonly Dragon[];
  /** Where the next one starts; undefined after the last page. */
  readonly nextCursor: string | undefined;
}

/** Asks for the page at a place; with the ETag of the one that is kept, a page that did not change is not sent again. */
export type AskForPage = (
  place: { readonly cursor: string | undefined; readonly etag: string | undefined },
  signal: AbortSignal,
) => Promise<Outcome<Schemas['DragonPage']>>;

/** What became of asking for pages. `unchanged`: all of the kept ones are still right. */
export type PagesOutcome = Outcome<readonly KeptPage[]>;

/** Asks the API for pages of the dragons that match the filters. @param limit dragons on a page; the service's choice when not given */
export function pagesOf(api: Api, filters: Filters, limit?: number): AskForPage {
  return async ({ cursor, etag }, signal) =>
    await outcomeOf(() =>
      api.GET('/dragons', {
        signal,
        params: {
          query: { ...filters, ...(limit !== undefined && { limit }), ...(cursor !== undefined && { cursor }) },
          ...(etag !== undefined && { header: { 'If-None-Match': etag } }),
        },
      }),
    );
}

/**
 * Asks for the first pages of a list, one after the other.
 * @param kept what is there already: only what changed is sent again
 * @param count how many pages at most
 */
export async function firstPages(
  ask: AskForPage,
  kept: readonly KeptPage[],
  count: number,
  signal: AbortSignal,
): Promise<PagesOutcome> {
  const pages: KeptPage[] = [];
  let cursor: string | undefined;
  do {
    const before = kept[pages.length];
    const page = await pageAt(ask, cursor, before?.cursor === cursor ? before : undefined, signal);
    if ('kind' in page) return page;
    pages.push(page);
    cursor = page.nextCursor;
  } while (cursor !== undefined && pages.length < count);
  const isSame = pages.length === kept.length && pages.every((page, index) => page === kept[index]);
  return isSame ? { kind: 'unchanged' } : concluded(pages);
}

/** Asks for the page after the ones that are there. */
export async function nextPage(
  ask: AskForPage,
  pages: readonly KeptPage[],
  signal: AbortSignal,
): Promise<PagesOutcome> {
  const page = await pageAt(ask, pages.at(-1)?.nextCursor, undefined, signal);
  return 'kind' in page ? page : concluded([...pages, page]);
}

/** Whether the API does not know a cursor any more: the list is to be begun again. */
export function isInvalidCursor(outcome: PagesOutcome): boolean {
  return outcome.kind === 'refused' && outcome.problem.type === 'urn:dragons:problem:invalid-cursor';
}

/** All dragons of some pages. */
export function dragonsOf(pages: readonly KeptPage[]): readonly Dragon[] {
  return pages.flatMap(({ dragons }) => dragons);
}

async function pageAt(
  ask: AskForPage,
  cursor: string | undefined,
  kept: KeptPage | undefined,
  signal: AbortSignal,
): Promise<KeptPage | Failure> {
  const outcome = await ask({ cursor, etag: kept?.etag }, signal);
  // That nothing changed, said to a question which named no version, answers nothing.
  if (outcome.kind === 'unchanged') return kept ?? { kind: 'unreachable' };
  if (outcome.kind !== 'answered') return outcome;
  const { data, etag } = outcome;
  return { cursor, etag, dragons: data.items, nextCursor: data.nextCursor };
}

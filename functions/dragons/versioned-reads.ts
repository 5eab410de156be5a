import type { DragonQuery } from './dragon-query.ts';
import type { Found } from './query-engine.ts';
import type { Settings } from './settings.ts';

/** The two questions that a read consists of. */
export interface CatalogQuestions {
  /** Names the state of the catalogue. @throws CatalogUnavailableError */
  readonly version: (settings: Settings) => Promise<string>;
  /** @throws CatalogUnavailableError, IncompleteAnswerError */
  readonly query: (settings: Settings, query: DragonQuery) => Promise<Found>;
}

/** Rows, and the version of the catalogue that they belong to; no rows when the caller has them already. */
export interface VersionedRead {
  readonly version: string;
  readonly found?: Found;
}

/** Reads the catalogue together with its version. @param held whether the caller has the rows of a version already */
export type ReadCatalog = (
  settings: Settings,
  query: DragonQuery,
  held?: (version: string) => boolean,
) => Promise<VersionedRead>;

/**
 * Makes reads whose rows are never older than their version says: they would otherwise be kept for good. Rows that are newer do no harm, the
 * next revalidation fetches them again. So the version is asked for before the query.
 *
 * Most of the time both can be asked at once: when the version is still the one that an earlier read saw, the catalogue was that one when the
 * query started. (It could have changed and changed back in between; then its bytes are the same again.) When it is another, the query runs once more.
 */
export function versionedReads({ version, query }: CatalogQuestions): ReadCatalog {
  let seen: { readonly place: string; readonly version: string } | undefined;
  return async (settings, wanted, held) => {
    const place = `${settings.bucket}/${settings.key}`;
    const expected = seen?.place === place ? seen.version : undefined;
    // A caller that may have the rows is answered without running the query.
    if (expected !== undefined && held === undefined) {
      const [current, found] = await Promise.all([version(settings), query(settings, wanted)]);
      seen = { place, version: current };
      return { version: current, found: current === expected ? found : await query(settings, wanted) };
    }
    const current = await version(settings);
    seen = { place, version: current };
    return held?.(current) === true ? { version: current } : { version: current, found: await query(settings, wanted) };
  };
}

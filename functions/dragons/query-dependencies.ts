import type { DragonQuery } from './dragon-query.ts';
import type { Found } from './query-engine.ts';
import type { Settings } from './settings.ts';
import type { ReadCatalog } from './versioned-reads.ts';

/** What the query operations need: the settings of this moment, and the catalogue that they name. */
export interface QueryDependencies {
  /** @throws CatalogUnavailableError, MissingParameterError, InvalidParameterError */
  settings(): Promise<Settings>;
  /** @throws CatalogUnavailableError, IncompleteAnswerError */
  query(settings: Settings, query: DragonQuery): Promise<Found>;
  /** @throws CatalogUnavailableError, IncompleteAnswerError */
  readonly read: ReadCatalog;
}

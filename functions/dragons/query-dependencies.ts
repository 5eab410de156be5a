import type { Dragon } from './dragon.ts';
import type { DragonQuery } from './dragon-query.ts';
import type { EngineUse } from './query-engine.ts';
import type { Settings } from './settings.ts';

/** What the query operations need: the settings of this moment, and the catalogue that they name. */
export interface QueryDependencies {
  /** @throws MissingParameterError, InvalidParameterError */
  settings(): Promise<Settings>;
  /** Names the state of the catalogue. @throws CatalogUnavailableError */
  version(settings: Settings): Promise<string>;
  /** @throws CatalogUnavailableError, IncompleteAnswerError */
  query(settings: Settings, query: DragonQuery): Promise<{ dragons: readonly Dragon[]; use: EngineUse }>;
}

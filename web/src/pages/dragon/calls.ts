import type { Api, Dragon } from '../../api/api.ts';
import { outcomeOf, type Outcome } from '../../api/outcome.ts';

/** What the API is asked to do with one dragon. */
export interface DragonCalls {
  /** @param known the entity tag of the version that is there already */
  find(name: string, signal: AbortSignal, known?: string): Promise<Outcome<Dragon>>;
  /** @param version the entity tag of the version that is to be replaced; the API refuses a change to none in particular */
  replace(name: string, version: string | undefined, dragon: Dragon, signal: AbortSignal): Promise<Outcome<Dragon>>;
  /** @param version the entity tag of the version that is to be removed */
  remove(name: string, version: string | undefined, signal: AbortSignal): Promise<Outcome<unknown>>;
}

/** A version of a dragon: what it says, and its entity tag. */
export interface Version {
  readonly dragon: Dragon;
  readonly etag: string | undefined;
}

/** The calls, made by the API's client. */
export function dragonCalls(api: Api): DragonCalls {
  return {
    find: (dragonName, signal, known) =>
      outcomeOf(() =>
        api.GET('/dragons/{dragonName}', {
          params: { path: { dragonName }, header: known === undefined ? {} : { 'If-None-Match': known } },
          signal,
        }),
      ),
    replace: (dragonName, version, body, signal) =>
      outcomeOf(() =>
        api.PUT('/dragons/{dragonName}', { params: { path: { dragonName }, header: ifMatch(version) }, body, signal }),
      ),
    remove: (dragonName, version, signal) =>
      outcomeOf(() =>
        api.DELETE('/dragons/{dragonName}', { params: { path: { dragonName }, header: ifMatch(version) }, signal }),
      ),
  };
}

function ifMatch(version: string | undefined): { 'If-Match'?: string } {
  return version === undefined ? {} : { 'If-Match': version };
}

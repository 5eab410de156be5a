import type { Dragon } from './dragon.ts';

/**
 * One writing of a dragon. A name that was removed and taken again has another incarnation, so that its versions, which count from one again,
 * are never taken for those of the dragon before.
 */
export interface DragonVersion {
  /** The id of the report or of the import that brought the dragon in. */
  readonly incarnation: string;
  /** Counts from 1. */
  readonly number: number;
}

/** A dragon as it is in the registry. */
export interface RegisteredDragon {
  readonly dragon: Dragon;
  readonly version: DragonVersion;
}

/** An item that stands where a dragon should, and is none. */
export type Unreadable = 'unreadable';

/** The dragons, and the truth about them. Names are the same when their folded forms are. Reads see every write that was answered. */
export interface Registry {
  /** @throws RegistryUnavailableError, UnreadableItemError */
  find(dragonName: string): Promise<RegisteredDragon | undefined>;
  /**
   * Many at once, by folded name; a name that is missing in the answer is free.
   * @throws RegistryUnavailableError
   */
  findAll(nameKeys: Iterable<string>): Promise<ReadonlyMap<string, RegisteredDragon | Unreadable>>;
  /** All, in no order. Changes that happen meanwhile may or may not be seen. @throws RegistryUnavailableError */
  all(): AsyncIterable<{ readonly nameKey: string; readonly found: RegisteredDragon | Unreadable }>;
  /**
   * Adds a dragon that nobody reported. Adding the same import again is `added` again.
   * @param importId becomes the incarnation
   * @throws RegistryUnavailableError
   */
  add(dragon: Dragon, importId: string): Promise<'added' | 'name-taken'>;
  /** Writes a dragon anew if it is still at the version. @throws RegistryUnavailableError */
  replace(dragon: Dragon, expected: DragonVersion): Promise<RegisteredDragon | 'changed'>;
  /** Removes a dragon if it is still at the version. @throws RegistryUnavailableError */
  remove(dragonName: string, expected: DragonVersion): Promise<'removed' | 'changed'>;
}

/** Whether the first data was loaded into this registry, ever. */
export interface FirstDataMark {
  /** @throws RegistryUnavailableError */
  isSet(): Promise<boolean>;
  /** @throws RegistryUnavailableError */
  set(): Promise<void>;
}

/** The registry cannot be reached now, or has too much to do. */
export class RegistryUnavailableError extends Error {
  override readonly name = 'RegistryUnavailableError';
  /** Seconds after which trying again makes sense. */
  readonly retryAfter: number;

  constructor(message: string, { cause, retryAfter = 2 }: { cause?: unknown; retryAfter?: number } = {}) {
    super(message, { cause });
    this.retryAfter = retryAfter;
  }
}

/** An item of the registry cannot be understood; the message names its key. */
export class UnreadableItemError extends Error {
  override readonly name = 'UnreadableItemError';
}

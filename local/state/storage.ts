/** Records by key. Reads come from memory; a write is durable (for a kill of this process) when the call returns. */
export interface Table<T> extends Iterable<[string, T]> {
  readonly size: number;
  get(key: string): T | undefined;
  set(key: string, value: T): void;
  delete(key: string): boolean;
}

/** Byte strings that are too large to live in a table. */
export interface Blobs {
  /** Stores the bytes and returns their id. */
  put(bytes: Uint8Array): string;
  /** @throws Error when there is no such blob */
  get(id: string): Buffer;
  /** Does nothing when there is no such blob. */
  delete(id: string): void;
  /** The ids of all blobs, so that an owner can drop those that no record names (a kill between two writes leaves such). */
  ids(): Iterable<string>;
}

/** Where the simulated services keep their state: in memory, or in a folder that survives a kill. */
export interface Storage {
  /**
   * Opens the table of that name; a second call with the same name returns the same table, so a name has one type.
   * Names are lower-case words joined by hyphens. Records are not copied: do not change one after it was set.
   * @param parse turns a stored JSON value back into a record; throws on what it does not understand
   */
  table<T>(name: string, parse: (value: unknown) => T): Table<T>;
  blobs(name: string): Blobs;
}

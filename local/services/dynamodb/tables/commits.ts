import type { Storage, Table } from '../../../state/storage.ts';

/** One record of a storage's table that is set, or deleted when the value is undefined. */
export interface Change {
  readonly table: string;
  readonly key: string;
  readonly value: unknown;
  /** Does it, in the storage and in what is made of it in memory. Doing it twice is doing it once. */
  readonly apply: () => void;
}

/** Table, key, and the value unless the record is deleted. */
type RedoEntry = readonly [table: string, key: string, ...value: unknown[]];

const redoKey = 'commit';

/**
 * Makes several changes one: either all survive a kill or none. They are written down as a whole, then made, then the note is
 * deleted; a note that is found at the start is made again.
 */
export class Commits {
  readonly #redo: Table<readonly RedoEntry[]>;
  /** Noted but not yet made: a change failed (the disk was full). They come before anything else. */
  #unfinished: readonly Change[] = [];

  /**
   * Opens the note, and finishes what a kill interrupted.
   * @param restore makes a change by its record, before anything is made of the tables in memory
   */
  constructor(storage: Storage, restore: (table: string, key: string, value: unknown) => void) {
    this.#redo = storage.table('dynamodb-commit', parseRedo);
    for (const [table, key, value] of this.#redo.get(redoKey) ?? []) restore(table, key, value);
    this.#redo.delete(redoKey);
  }

  /** @throws Error when the storage cannot be written: then nothing was changed, or everything will be before the next commit */
  commit(changes: readonly Change[]): void {
    this.#finish();
    if (changes.length > 1) {
      this.#redo.set(
        redoKey,
        changes.map(({ table, key, value }) => (value === undefined ? [table, key] : [table, key, value])),
      );
      this.#unfinished = changes;
      this.#finish();
    } else {
      changes[0]?.apply();
    }
  }

  #finish(): void {
    if (this.#unfinished.length === 0) return;
    for (const change of this.#unfinished) change.apply();
    this.#redo.delete(redoKey);
    this.#unfinished = [];
  }
}

function parseRedo(value: unknown): readonly RedoEntry[] {
  if (!Array.isArray(value)) throw new Error('not a list of changes');
  return value.map(parseEntry);
}

function parseEntry(value: unknown): RedoEntry {
  const entry: unknown[] = Array.isArray(value) ? value : [];
  const [table, key, ...rest] = entry;
  if (typeof table !== 'string' || typeof key !== 'string') throw new Error('not a change');
  return [table, key, ...rest];
}

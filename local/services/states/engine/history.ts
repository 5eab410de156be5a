import { isObject } from '../../../json.ts';
import type { JsonObject } from '../../../json.ts';
import type { Clock } from '../../../clock.ts';
import type { Table } from '../../../state/storage.ts';
import { isJson } from '../json-text.ts';

/** One event of an execution, as GetExecutionHistory tells it. */
export interface HistoryEvent {
  readonly id: number;
  readonly previousEventId: number;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly type: string;
  readonly details?: JsonObject;
}

/** An event with what is needed to go on after it, when the process ended. */
export interface HistoryRecord {
  readonly event: HistoryEvent;
  /** The thread it belongs to: empty for the execution's own states, `/4.0.1` for the second branch of the state entered with event 4. */
  readonly path: string;
  /** With a `…StateExited` event: the state that follows; null at the end of the thread. */
  readonly next?: string | null;
}

/** AWS ends an execution whose history has so many events. */
export const longestHistory = 25_000;

/**
 * The events of one execution, each a record of its own: nothing that was written is written again.
 * From them an execution can go on after its process ended; there is no other record of where it is.
 */
export class History {
  readonly #table: Table<HistoryRecord>;
  readonly #key: string;
  readonly #now: Clock;
  #length = 0;

  /** @param key of the execution; events lie under `{key}#{id}` */
  constructor(table: Table<HistoryRecord>, key: string, now: Clock) {
    this.#table = table;
    this.#key = key;
    this.#now = now;
    while (this.#table.get(`${key}#${this.#length + 1}`) !== undefined) this.#length += 1;
  }

  get length(): number {
    return this.#length;
  }

  append(entry: Omit<HistoryRecord, 'event'>, event: Omit<HistoryEvent, 'id' | 'timestamp'>): HistoryRecord {
    const id = this.#length + 1;
    const record = { ...entry, event: { id, timestamp: this.#now(), ...event } };
    this.#table.set(`${this.#key}#${id}`, record);
    this.#length = id;
    return record;
  }

  at(id: number): HistoryRecord | undefined {
    return this.#table.get(`${this.#key}#${id}`);
  }

  *records(): Iterable<HistoryRecord> {
    for (let id = 1; id <= this.#length; id += 1) {
      const record = this.at(id);
      if (record !== undefined) yield record;
    }
  }

  clear(): void {
    for (; this.#length > 0; this.#length -= 1) this.#table.delete(`${this.#key}#${this.#length}`);
  }
}

/** Reads a stored record. @throws Error when it is none */
export function parseHistoryRecord(value: unknown): HistoryRecord {
  if (!isObject(value) || !isObject(value.event) || typeof value.path !== 'string') throw new Error('not an event');
  const { id, previousEventId, timestamp, type, details } = value.event;
  const { next } = value;
  if (typeof id !== 'number' || typeof previousEventId !== 'number' || typeof timestamp !== 'number') {
    throw new Error('an event without numbers');
  }
  if (typeof type !== 'string') throw new Error('an event without a type');
  if (details !== undefined && !(isObject(details) && isJson(details))) throw new Error('details that are no object');
  if (next !== undefined && next !== null && typeof next !== 'string') throw new Error('a next state that is no name');
  return {
    event: { id, previousEventId, timestamp, type, ...(details !== undefined && { details }) },
    path: value.path,
    ...(next !== undefined && { next }),
  };
}

import type { Json, JsonObject } from '../../../json.ts';
import type { Table } from '../../../state/storage.ts';
import type { StateMachineModel } from '../definition/model.ts';
import { isTooLong, parseJson } from '../json-text.ts';
import { errorNames, ownError, StoppedError } from '../states-error.ts';
import type { ExecutionRecord } from './execution-record.ts';
import { History, longestHistory } from './history.ts';
import type { HistoryRecord } from './history.ts';
import type { Progress } from './progress.ts';
import { Thread } from './thread.ts';
import type { World } from './world.ts';

/** The tables that executions live in. */
export interface ExecutionTables {
  readonly history: Table<HistoryRecord>;
  readonly progress: Table<Progress>;
}

/** What an event says beside its type. */
export interface EventParts {
  readonly details?: JsonObject;
  /** The event it follows, when that is not the thread's last one. */
  readonly previous?: number;
  readonly next?: string | null;
  /** The input or output that the details have as text. */
  readonly data?: Json;
}

/** An execution that runs in this process. */
export class Execution {
  readonly record: ExecutionRecord;
  readonly model: StateMachineModel;
  readonly world: World;
  readonly history: History;
  /** Aborted when the execution is to leave off, for whatever reason. */
  readonly stopping = new AbortController();
  readonly input: Json;
  /** The name of its records in all tables. */
  readonly key: string;
  readonly #tables: ExecutionTables;
  readonly #threads = new Map<string, Thread>();
  readonly #progressKeys = new Set<string>();

  constructor(record: ExecutionRecord, model: StateMachineModel, world: World, tables: ExecutionTables) {
    this.record = record;
    this.model = model;
    this.world = world;
    this.key = executionKey(record);
    this.#tables = tables;
    this.history = new History(tables.history, this.key, world.timers.now);
    this.input = parseJson(record.input);
    for (const past of this.history.records()) if (isOfThread(past)) this.thread(past.path).apply(past);
  }

  /** The thread of a path: as its events left it, or new. */
  thread(path: string): Thread {
    const known = this.#threads.get(path);
    if (known !== undefined) return known;
    const thread = new Thread(path);
    this.#threads.set(path, thread);
    return thread;
  }

  /** Lets go of a thread that nobody will ask for again. */
  forget(path: string): void {
    this.#threads.delete(path);
  }

  /**
   * Records an event of a thread.
   * @returns its id
   * @throws StoppedError when the execution, or the thread's part of it, was ended
   * @throws StatesError when the history or the data are too long
   */
  add(thread: Thread, signal: AbortSignal, type: string, parts: EventParts = {}): number {
    if (signal.aborted) throw new StoppedError();
    if (this.history.length >= longestHistory - 1) {
      const message = `The execution reached the maximum number of history events (${longestHistory}).`;
      throw ownError(errorNames.runtime, message);
    }
    const { details, previous = thread.lastEventId, next, data } = parts;
    const record = this.history.append(
      { path: thread.path, ...(next !== undefined && { next }) },
      { previousEventId: previous, type, ...(details !== undefined && { details }) },
    );
    thread.apply(record, data);
    return record.event.id;
  }

  /** Records an event of the execution itself. */
  addOwn(type: string, details: JsonObject | undefined, previous: number): void {
    this.history.append({ path: '' }, { previousEventId: previous, type, ...(details !== undefined && { details }) });
  }

  progress(path: string): Progress | undefined {
    return this.#tables.progress.get(`${this.key}#${path}`);
  }

  saveProgress(path: string, progress: Progress | undefined): void {
    const key = `${this.key}#${path}`;
    if (progress === undefined) {
      if (this.#progressKeys.delete(key)) this.#tables.progress.delete(key);
      return;
    }
    this.#progressKeys.add(key);
    this.#tables.progress.set(key, progress);
  }

  /** Takes charge of progress that an earlier process left. */
  adopt(progressKey: string): void {
    this.#progressKeys.add(progressKey);
  }

  /** Drops what is only needed while it runs. */
  tidy(): void {
    for (const key of this.#progressKeys) this.#tables.progress.delete(key);
    this.#progressKeys.clear();
    this.#threads.clear();
  }
}

/** The name of an execution in the tables: unique, and short. */
export function executionKey({ arn }: Pick<ExecutionRecord, 'arn'>): string {
  return arn.split(':').slice(6).join(':');
}

/** JSON text of data that goes from state to state. @throws StatesError `States.DataLimitExceeded` */
export function dataText(state: string, data: Json): string {
  const text = JSON.stringify(data);
  if (!isTooLong(text)) return text;
  const message = `The state/task '${state}' returned a result with a size exceeding the maximum number of bytes service limit.`;
  throw ownError(errorNames.dataLimit, message);
}

function isOfThread({ event }: HistoryRecord): boolean {
  return !event.type.startsWith('Execution');
}

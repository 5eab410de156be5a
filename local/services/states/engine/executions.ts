import type { JsonObject } from '../../../json.ts';
import { memoryStorage } from '../../../state/memory-storage.ts';
import type { Storage, Table } from '../../../state/storage.ts';
import type { StateMachineModel } from '../definition/model.ts';
import { errorNames, StatesError, StoppedError } from '../states-error.ts';
import { executionKey, Execution } from './execution.ts';
import type { ExecutionTables } from './execution.ts';
import { parseExecutionRecord } from './execution-record.ts';
import type { ExecutionRecord, ExecutionStatus } from './execution-record.ts';
import { History, parseHistoryRecord } from './history.ts';
import { parseProgress } from './progress.ts';
import { runThread } from './run-thread.ts';
import { errorOutputOf } from './visit.ts';
import type { World } from './world.ts';

/** AWS keeps an execution for so long after its end. */
const keptMs = 90 * 24 * 60 * 60 * 1000;
/** Express executions take at most five minutes. */
const longestExpressSeconds = 300;

interface Running {
  readonly execution: Execution;
  readonly ended: Promise<ExecutionRecord>;
  readonly tellEnd: (record: ExecutionRecord) => void;
  /** Settles when nothing of it runs any more. */
  over: Promise<void>;
  cancelTimeout: () => void;
}

/** How an execution ends. */
interface End {
  readonly status: Exclude<ExecutionStatus, 'RUNNING'>;
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
}

const endEvents: Readonly<Record<End['status'], string>> = {
  SUCCEEDED: 'ExecutionSucceeded',
  FAILED: 'ExecutionFailed',
  TIMED_OUT: 'ExecutionTimedOut',
  ABORTED: 'ExecutionAborted',
};

/** All executions: those that run, and the records of those that ran. Express executions leave no record, as on AWS. */
export class Executions {
  readonly #records: Table<ExecutionRecord>;
  readonly #tables: ExecutionTables;
  readonly #running = new Map<string, Running>();
  readonly #world: World;
  #isClosed = false;

  constructor(storage: Storage, world: World) {
    this.#world = world;
    this.#records = storage.table('states-executions', parseExecutionRecord);
    this.#tables = {
      history: storage.table('states-history', parseHistoryRecord),
      progress: storage.table('states-progress', parseProgress),
    };
  }

  get(arn: string): ExecutionRecord | undefined {
    return this.#records.get(arn);
  }

  /** Newest first. */
  newestFirst(): ExecutionRecord[] {
    return [...this.#records].map(([, record]) => record).reverse();
  }

  history(record: ExecutionRecord): History {
    return new History(this.#tables.history, executionKey(record), this.#world.timers.now);
  }

  /** Begins an execution; its first state runs after this has returned. */
  start(record: ExecutionRecord, model: StateMachineModel): Promise<ExecutionRecord> {
    if (record.type === 'STANDARD') this.#records.set(record.arn, record);
    this.#world.onExecution(record);
    return this.#begin(record, model);
  }

  /** Settles when an execution has ended. */
  async ended(arn: string): Promise<ExecutionRecord> {
    const record = this.#running.get(arn)?.ended ?? this.#records.get(arn);
    if (record === undefined) throw new StatesError(errorNames.taskFailed, `There is no execution ${arn}.`);
    return record;
  }

  /**
   * Ends an execution from outside. Does nothing when it has ended.
   * @returns its record
   */
  stop(record: ExecutionRecord, end: { readonly error?: string; readonly cause?: string }): ExecutionRecord {
    const running = this.#running.get(record.arn);
    return running === undefined ? record : this.#end(running, { status: 'ABORTED', ...end }, 0);
  }

  /**
   * Goes on with what was running when the last process ended, and drops what is too old.
   * @param modelOf the definition that an execution runs; throws when it cannot run any more
   */
  resume(modelOf: (record: ExecutionRecord) => StateMachineModel): void {
    const now = this.#world.timers.now();
    for (const [arn, record] of [...this.#records]) {
      if (record.stopDate !== undefined && record.stopDate + keptMs < now) {
        this.history(record).clear();
        this.#records.delete(arn);
      } else if (record.status === 'RUNNING' && !this.#running.has(arn)) this.#resumeOne(record, modelOf);
    }
    for (const [key] of [...this.#tables.progress]) {
      const owner = [...this.#running.values()].find(({ execution }) => key.startsWith(`${execution.key}#`));
      if (owner === undefined) this.#tables.progress.delete(key);
      else owner.execution.adopt(key);
    }
  }

  /** Leaves off: nothing is recorded any more, and what ran goes on in the next process. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const all = [...this.#running.values()];
    for (const { execution, cancelTimeout } of all) {
      cancelTimeout();
      execution.stopping.abort();
    }
    await Promise.all(all.map(({ over }) => over));
  }

  #resumeOne(record: ExecutionRecord, modelOf: (record: ExecutionRecord) => StateMachineModel): void {
    const history = this.history(record);
    const last = history.at(history.length)?.event;
    const status = Object.entries(endEvents).find(([, type]) => type === last?.type)?.[0];
    // The end was written down, only the record does not say so yet.
    if (status !== undefined) {
      this.#records.set(
        record.arn,
        endedRecord(record, endOf(status, last?.details), last?.timestamp ?? record.startDate),
      );
      return;
    }
    let model: StateMachineModel;
    try {
      model = modelOf(record);
    } catch (error) {
      const cause = `The definition of this execution cannot run any more: ${messageOf(error)}`;
      this.#world.onProblem(`${record.arn}: ${cause}`);
      history.append(
        { path: '' },
        { previousEventId: 0, type: 'ExecutionFailed', details: { error: errorNames.runtime, cause } },
      );
      const end = { status: 'FAILED', error: errorNames.runtime, cause } as const;
      this.#records.set(record.arn, endedRecord(record, end, this.#world.timers.now()));
      return;
    }
    void this.#begin(record, model);
  }

  #begin(record: ExecutionRecord, model: StateMachineModel): Promise<ExecutionRecord> {
    const tables = record.type === 'STANDARD' ? this.#tables : inMemory();
    const execution = new Execution(record, model, this.#world, tables);
    const { promise, resolve } = Promise.withResolvers<ExecutionRecord>();
    const running: Running = {
      execution,
      ended: promise,
      tellEnd: resolve,
      over: Promise.resolve(),
      cancelTimeout: () => undefined,
    };
    this.#running.set(record.arn, running);
    if (execution.history.length === 0) {
      const details = { input: record.input, inputDetails: { truncated: false }, roleArn: record.roleArn };
      execution.addOwn('ExecutionStarted', details, 0);
    }
    running.cancelTimeout = this.#limitTime(running);
    // Not before this has returned: whoever starts an execution is answered first.
    running.over = Promise.resolve().then(() => this.#run(running));
    return promise;
  }

  #limitTime(running: Running): () => void {
    const { record, model } = running.execution;
    const own = model.timeoutSeconds ?? Infinity;
    const seconds = record.type === 'EXPRESS' ? Math.min(own, longestExpressSeconds) : own;
    if (seconds === Infinity) return () => undefined;
    const { timers } = this.#world;
    const left = Math.max(0, record.startDate + seconds * 1000 - timers.now());
    return timers.after(left, () => this.#endByItself(running, { status: 'TIMED_OUT' }, 0));
  }

  async #run(running: Running): Promise<void> {
    const { execution } = running;
    const thread = execution.thread('');
    const setting = { execution, thread, outerVariables: {}, signal: execution.stopping.signal };
    try {
      const output = await runThread(setting, execution.model, execution.input);
      this.#endByItself(running, { status: 'SUCCEEDED', output: JSON.stringify(output) }, thread.lastEventId);
    } catch (error) {
      if (error instanceof StoppedError || this.#isClosed) return;
      const failure = error instanceof StatesError ? error : this.#bug(execution, error);
      const { Error: name, Cause: cause } = errorOutputOf(failure);
      const why = { ...(typeof name === 'string' && { error: name }), ...(typeof cause === 'string' && { cause }) };
      const previous = failure.errorName === errorNames.runtime ? 0 : thread.lastEventId;
      this.#endByItself(running, { status: 'FAILED', ...why }, previous);
    }
  }

  /** Ends an execution when nobody called who could be told that it cannot be written down (disk full). */
  #endByItself(running: Running, end: End, previous: number): void {
    try {
      this.#end(running, end, previous);
    } catch (error) {
      const { arn } = running.execution.record;
      this.#world.onProblem(`${arn} cannot be ended, and goes on at the next start: ${messageOf(error)}`);
    }
  }

  #bug(execution: Execution, error: unknown): StatesError {
    const text = messageOf(error);
    this.#world.onProblem(`${execution.record.arn} failed inside the interpreter: ${text}`);
    return new StatesError(errorNames.runtime, text, { cause: error });
  }

  #end(running: Running, end: End, previous: number): ExecutionRecord {
    const { execution, cancelTimeout, tellEnd } = running;
    const { record, history } = execution;
    const now = this.#world.timers.now();
    if (execution.stopping.signal.aborted) return this.#records.get(record.arn) ?? record;
    cancelTimeout();
    execution.stopping.abort();
    const { status, ...details } = end;
    const data = { ...details, ...(end.output !== undefined && { outputDetails: { truncated: false } }) };
    history.append({ path: '' }, { previousEventId: previous, type: endEvents[status], details: data });
    const ended = endedRecord(record, end, now);
    if (record.type === 'STANDARD') this.#records.set(record.arn, ended);
    execution.tidy();
    this.#running.delete(record.arn);
    this.#world.onExecution(ended);
    tellEnd(ended);
    return ended;
  }
}

function endedRecord(record: ExecutionRecord, end: End, stopDate: number): ExecutionRecord {
  return { ...record, ...end, stopDate };
}

function endOf(status: string, details: JsonObject = {}): End {
  const text = (name: string): Record<string, string> => {
    const value = details[name];
    return typeof value === 'string' ? { [name]: value } : {};
  };
  const known = (['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'] as const).find((name) => name === status) ?? 'FAILED';
  return { status: known, ...text('output'), ...text('error'), ...text('cause') };
}

function inMemory(): ExecutionTables {
  const storage = memoryStorage();
  return {
    history: storage.table('states-history', parseHistoryRecord),
    progress: storage.table('states-progress', parseProgress),
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

import type { Json, JsonObject } from '../../../json.ts';
import type { Frame, Variables } from '../language/query-language.ts';
import type { State } from '../definition/model.ts';
import { errorNames, StatesError } from '../states-error.ts';
import type { EventParts, Execution } from './execution.ts';
import { pauseUntil } from './pause.ts';
import type { Progress } from './progress.ts';
import type { Position, Thread } from './thread.ts';

/** What the states of a thread have in common. */
export interface ThreadSetting {
  readonly execution: Execution;
  readonly thread: Thread;
  /** The variables of the scopes around it. */
  readonly outerVariables: Variables;
  readonly signal: AbortSignal;
  /** The `Map` member of the Context object, in an iteration. */
  readonly map?: JsonObject;
}

/** One state, from being entered to being left. */
export class Visit {
  readonly setting: ThreadSetting;
  readonly state: State;
  readonly position: Position;
  #progress: Progress;

  constructor(setting: ThreadSetting, state: State, position: Position) {
    this.setting = setting;
    this.state = state;
    this.position = position;
    const stored = setting.execution.progress(setting.thread.path);
    const isCurrent = stored?.enteredId === position.enteredId;
    this.#progress = isCurrent ? stored : { enteredId: position.enteredId, retries: [] };
  }

  get variables(): Variables {
    return { ...this.setting.outerVariables, ...this.setting.thread.assigned };
  }

  get progress(): Progress {
    return this.#progress;
  }

  /** Durable when it returns. */
  set progress(progress: Progress) {
    this.#progress = progress;
    this.setting.execution.saveProgress(this.setting.thread.path, progress);
  }

  /** Notes that a task was scheduled. Only what is needed to wait for it in a later process is written down. */
  scheduled({ scheduledAt, token }: { readonly scheduledAt: number; readonly token: string | undefined }): void {
    const progress = { ...this.#progress, scheduledAt, ...(token !== undefined && { token }) };
    if (token === undefined) this.#progress = progress;
    else this.progress = progress;
  }

  /** How many times the state was tried again. */
  get retryCount(): number {
    return this.#progress.retries.reduce((sum, count) => sum + count, 0);
  }

  /** What the state's expressions see. @param context more of the Context object: `Task`, `Map` */
  frame(context: JsonObject = {}): Frame {
    const { execution, map } = this.setting;
    const { record } = execution;
    return {
      input: this.position.input,
      variables: this.variables,
      now: execution.world.timers.now(),
      context: {
        Execution: {
          Id: record.arn,
          Input: execution.input,
          Name: record.name,
          RoleArn: record.roleArn,
          StartTime: new Date(record.startDate).toISOString(),
          RedriveCount: 0,
        },
        StateMachine: { Id: record.machineArn, Name: record.machineName },
        State: {
          EnteredTime: new Date(this.position.enteredAt).toISOString(),
          Name: this.state.name,
          RetryCount: this.retryCount,
        },
        ...(map && { Map: map }),
        ...context,
      },
    };
  }

  /** Records an event. @returns its id @throws StoppedError, StatesError */
  add(type: string, parts: EventParts = {}): number {
    const { execution, thread, signal } = this.setting;
    return execution.add(thread, signal, type, parts);
  }

  /** Whether this try of a Parallel or Map state has not begun its branches yet, neither in an earlier process. */
  get isFirstStart(): boolean {
    return (this.setting.thread.position?.started ?? 0) <= this.retryCount;
  }

  /** Records that the branches of a Parallel or Map state failed; what failed before or after them is none of theirs. */
  addFailure(type: string, error: unknown): void {
    if (error instanceof StatesError && !error.isOwn) this.add(type);
  }

  /** @throws StoppedError */
  pauseUntil(time: number): Promise<void> {
    return pauseUntil(this.setting.execution.world.timers, time, this.setting.signal);
  }

  /** Says in the cause of a failure that the interpreter found where it happened, and records a failed expression. */
  explain(error: StatesError): StatesError {
    if (!error.isOwn) return error;
    const place = `An error occurred while executing the state '${this.state.name}' (entered at the event id #${this.position.enteredId}).`;
    const explained = error.withCause(`${place} ${error.causeText ?? ''}`);
    if (error.errorName === errorNames.query && error.location !== undefined) {
      this.add('EvaluationFailed', {
        details: {
          error: error.errorName,
          cause: explained.causeText ?? '',
          location: error.location,
          state: this.state.name,
        },
      });
    }
    return explained;
  }
}

/** What `Catch` and `$states.errorOutput` see of a failure. */
export function errorOutputOf({ errorName, causeText }: StatesError): Record<string, Json> {
  return { ...(errorName !== undefined && { Error: errorName }), ...(causeText !== undefined && { Cause: causeText }) };
}

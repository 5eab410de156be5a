import type { Json, JsonObject } from '../../../json.ts';
import type { Scope } from '../definition/model.ts';
import { StatesError } from '../states-error.ts';
import { runThread } from './run-thread.ts';
import type { Thread } from './thread.ts';
import type { ThreadSetting, Visit } from './visit.ts';

/** A child under way. */
interface Running {
  readonly thread: Thread;
  readonly scope: Scope | undefined;
}

/** A branch or an iteration. */
export interface Child {
  readonly scope: Scope;
  readonly input: Json;
  readonly map?: JsonObject;
}

/** What a kind of children records beside its states' events. */
export interface ChildEvents {
  started?(setting: ThreadSetting, index: number): void;
  succeeded?(setting: ThreadSetting, index: number): void;
  /** Recorded by the parent. */
  failed?(visit: Visit, index: number, previous: number): void;
  aborted?(visit: Visit, index: number, previous: number): void;
}

/** States that take time, whose interruption is recorded. */
const interruptible: ReadonlySet<string> = new Set(['Task', 'Wait', 'Parallel', 'Map']);

/**
 * Runs branches or iterations side by side. Those that had ended before this process was started are not run again, those that were
 * under way go on. The first that fails stops all others.
 * @param child makes one when its turn comes
 * @returns their outputs in their order
 * @throws StatesError of the first that failed; StoppedError
 */
export async function runChildren(
  visit: Visit,
  count: number,
  concurrency: number,
  child: (index: number) => Promise<Child>,
  events: ChildEvents = {},
): Promise<Json[]> {
  const { execution, thread, signal } = visit.setting;
  const siblings = new AbortController();
  const both = AbortSignal.any([signal, siblings.signal]);
  const outputs: Json[] = [];
  const running = new Map<number, Running>();
  let next = 0;

  async function runOne(index: number): Promise<void> {
    const path = `${thread.path}/${visit.position.enteredId}.${visit.retryCount}.${index}`;
    const own = execution.thread(path);
    if (own.lastEventId === 0) own.lastEventId = thread.lastEventId;
    const setting = { execution, thread: own, outerVariables: visit.variables, signal: both };
    running.set(index, { thread: own, scope: undefined });
    if (own.lastType === undefined) events.started?.(setting, index);
    const { scope, input, map = visit.setting.map } = await child(index);
    running.set(index, { thread: own, scope });
    outputs[index] = await runThread({ ...setting, ...(map && { map }) }, scope, input);
    if (own.lastType !== 'MapIterationSucceeded') events.succeeded?.(setting, index);
    running.delete(index);
    execution.forget(path);
    // What follows the state follows the child that ended last.
    lastEnded = own.lastEventId;
  }

  let lastEnded = thread.lastEventId;
  async function runSome(): Promise<void> {
    while (next < count) {
      const index = next;
      next += 1;
      try {
        await runOne(index);
      } catch (error) {
        // One that was stopped because of another has nothing to say; the other has.
        if (siblings.signal.aborted) return;
        fail(index, error);
        throw error;
      }
    }
  }

  function fail(index: number, error: unknown): void {
    siblings.abort();
    if (signal.aborted || !(error instanceof StatesError)) return;
    const previous = running.get(index)?.thread.lastEventId ?? thread.lastEventId;
    events.failed?.(visit, index, previous);
    recordInterruption(visit, running.get(index), previous);
    for (const [other, sibling] of running) {
      if (other === index) continue;
      events.aborted?.(visit, other, previous);
      recordInterruption(visit, sibling, previous);
    }
    thread.lastEventId = previous;
  }

  const workers = Array.from({ length: Math.min(concurrency, count) }, runSome);
  // All have let go before the state goes on: after a failure, too.
  await Promise.allSettled(workers);
  await Promise.all(workers);
  thread.lastEventId = lastEnded;
  return outputs;
}

function recordInterruption(visit: Visit, child: Running | undefined, previous: number): void {
  const state = child?.thread.position?.state;
  const type = state === undefined ? undefined : child?.scope?.states.get(state)?.type;
  if (type !== undefined && interruptible.has(type)) visit.add(`${type}StateAborted`, { previous });
}

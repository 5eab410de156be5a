import type { Json } from '../../../json.ts';
import { readErrorHandlers, withHandlers } from '../engine/error-handlers.ts';
import { withDeadline } from '../engine/pause.ts';
import type { Visit } from '../engine/visit.ts';
import { integrationOf } from '../integrations/resource.ts';
import type { Integration } from '../integrations/integration.ts';
import { TaskEvents } from '../integrations/task-events.ts';
import { dataText } from '../engine/execution.ts';
import type { DataFlow, Frame, Leaving, Value } from '../language/query-language.ts';
import { StatesError } from '../states-error.ts';
import { timeoutError } from '../integrations/task-failures.ts';
import { awaitToken } from '../integrations/await-token.ts';
import type { TokenWait } from '../integrations/await-token.ts';
import { leadsTo, readNext } from './state-fields.ts';
import type { ReadState } from './state-fields.ts';

interface Task {
  readonly name: string;
  readonly integration: Integration;
  readonly flow: DataFlow;
  readonly timeout: Value<number> | undefined;
  readonly heartbeat: Value<number> | undefined;
}

const seconds = { min: 1, max: 99_999_999 };

/** Task: has work done. https://docs.aws.amazon.com/step-functions/latest/dg/state-task.html */
export const readTask: ReadState = (from) => {
  const { name, type, fields, language } = from;
  fields.refuse(['Credentials'], 'nothing checks permissions');
  const flow = language.flow(fields, { arguments: true, result: true, selector: true, assign: true });
  const integration = integrationOf(from);
  const timeout = language.integer(fields, 'TimeoutSeconds', seconds);
  const heartbeat = language.integer(fields, 'HeartbeatSeconds', seconds);
  const handlers = readErrorHandlers(fields, language);
  const next = readNext(from);
  const task = { name, integration, flow, timeout, heartbeat };
  return {
    name,
    type,
    ...leadsTo(
      next,
      handlers.catchers.map((catcher) => catcher.next),
    ),
    run: (visit) => withHandlers(visit, handlers, next, () => attempt(visit, task)),
  };
};

async function attempt(visit: Visit, task: Task): Promise<Leaving> {
  const { integration, flow } = task;
  const { world, key } = visit.setting.execution;
  const token = integration.waitsForToken ? (visit.progress.token ?? world.tokens.create(key)) : undefined;
  const frame = visit.frame(token === undefined ? {} : { Task: { Token: token } });
  const result = await new TaskRun(visit, task, frame, token).run();
  return flow.leave(frame, result);
}

/** One try of a task: from scheduling it to its result. */
class TaskRun {
  readonly #visit: Visit;
  readonly #task: Task;
  readonly #frame: Frame;
  readonly #token: string | undefined;
  readonly #events: TaskEvents;

  constructor(visit: Visit, task: Task, frame: Frame, token: string | undefined) {
    this.#visit = visit;
    this.#task = task;
    this.#frame = frame;
    this.#token = token;
    this.#events = new TaskEvents(visit, task.integration);
  }

  async run(): Promise<Json> {
    const visit = this.#visit;
    const timeout = await this.#task.timeout?.(this.#frame);
    const heartbeat = await this.#task.heartbeat?.(this.#frame);
    const isUnderWay = visit.progress.submitted !== undefined;
    const given = isUnderWay ? null : await this.#task.flow.arguments(this.#frame);
    // Checked before anything is recorded or called: a mistake in the arguments is none of the task's.
    if (!isUnderWay) {
      this.#task.integration.check?.(given);
      const scheduledAt = visit.setting.execution.world.timers.now();
      visit.scheduled({ scheduledAt, token: this.#token });
      this.#events.scheduled(given, timeout, heartbeat);
      this.#events.started();
    }
    const waiting = this.#token === undefined ? undefined : awaitToken(visit, this.#token, heartbeat);
    try {
      const result = await this.#resultOf(given, timeout, waiting);
      this.#events.succeeded(dataText(this.#task.name, result));
      return result;
    } catch (error) {
      if (error instanceof StatesError) this.#events.failed(error);
      throw error;
    } finally {
      waiting?.end();
    }
  }

  async #resultOf(given: Json, timeout: number | undefined, waiting: TokenWait | undefined): Promise<Json> {
    const visit = this.#visit;
    const { integration } = this.#task;
    const { world } = visit.setting.execution;
    const earlier = visit.progress.submitted;
    const submitted = earlier ?? (await this.#bounded(timeout, integration.call(given, world)));
    if (waiting === undefined && integration.completion === undefined) return submitted;
    if (earlier === undefined) {
      this.#events.submitted(dataText(this.#task.name, submitted));
      visit.progress = { ...visit.progress, submitted };
    }
    const result = waiting?.result ?? integration.completion?.(submitted, world) ?? Promise.resolve(submitted);
    return this.#bounded(timeout, result);
  }

  /** Lets the task take no longer than its `TimeoutSeconds`, counted from when it was scheduled. */
  #bounded(timeout: number | undefined, work: Promise<Json>): Promise<Json> {
    const { execution, signal } = this.#visit.setting;
    const { timers } = execution.world;
    const from = this.#visit.progress.scheduledAt ?? timers.now();
    const deadline = timeout === undefined ? undefined : from + timeout * 1000;
    return withDeadline(work, timers, deadline, timeoutError, signal);
  }
}

import { systemTimers } from '../clock.ts';
import type { Timers } from '../clock.ts';
import type { AsynchronousInvoker } from '../lambda/asynchronous-invoker.ts';
import { UnknownFunctionError } from '../lambda/invoker.ts';
import { scheduleConfig } from './schedule-config.ts';
import type { ScheduleConfig } from './schedule-config.ts';

export interface SchedulesOptions {
  readonly invoker: Pick<AsynchronousInvoker, 'invoke'>;
  /** Puts a message into the queue of that ARN. */
  readonly sendToQueue: (queueArn: string, body: string) => void;
  /** Told of what could not be sent. */
  readonly log: (line: string) => void;
  readonly timers?: Timers;
}

/** A schedule as the template declares it. */
export interface ScheduleDeclaration {
  /** The logical id. */
  readonly id: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** The schedules of EventBridge Scheduler: they send events to functions again and again. */
export interface Schedules {
  /**
   * Creates a schedule, or brings the one with this id to what is declared now. The first run comes a whole interval later.
   * @throws SchedulePropertyError for what the scheduler would refuse or what is not simulated
   */
  declare(declaration: ScheduleDeclaration): void;
  /** Removes the schedules with other ids. */
  keepOnly(ids: readonly string[]): void;
  /** Begins to count the time. Before, schedules are only declared. */
  start(): void;
  /** Ends all schedules. */
  close(): void;
}

interface Schedule {
  readonly config: ScheduleConfig;
  /** What is declared, to tell whether it changed. */
  readonly declared: string;
  cancel: (() => void) | undefined;
}

/** Makes the schedules. Nothing is sent before `start()`. */
export function schedules({ invoker, sendToQueue, log, timers = systemTimers }: SchedulesOptions): Schedules {
  const all = new Map<string, Schedule>();
  let isStarted = false;

  function plan(id: string, schedule: Schedule): void {
    if (!isStarted || !schedule.config.isEnabled) return;
    schedule.cancel = timers.after(schedule.config.interval, () => {
      plan(id, schedule);
      send(id, schedule.config);
    });
  }

  function send(id: string, { functionArn, input, deadLetterQueue }: ScheduleConfig): void {
    try {
      invoker.invoke(functionArn, input);
    } catch (error) {
      if (!(error instanceof UnknownFunctionError)) throw error;
      // On AWS the scheduler tries again by its RetryPolicy; a function that is not there does not come by waiting.
      const what = `The schedule ${id} could not invoke its function: ${error.message}`;
      if (deadLetterQueue === undefined) log(`${what}; there is no dead-letter queue`);
      else {
        sendToQueue(deadLetterQueue, JSON.stringify(input));
        log(`${what}; ${deadLetterQueue} was told`);
      }
    }
  }

  return {
    declare({ id, properties }) {
      const declared = JSON.stringify(properties);
      const before = all.get(id);
      if (before?.declared === declared) return;
      const schedule = { config: scheduleConfig(properties), declared, cancel: undefined };
      before?.cancel?.();
      all.set(id, schedule);
      plan(id, schedule);
    },
    keepOnly(ids) {
      for (const [id, { cancel }] of all) {
        if (ids.includes(id)) continue;
        cancel?.();
        all.delete(id);
      }
    },
    start() {
      isStarted = true;
      for (const [id, schedule] of all) plan(id, schedule);
    },
    close() {
      isStarted = false;
      for (const { cancel } of all.values()) cancel?.();
    },
  };
}

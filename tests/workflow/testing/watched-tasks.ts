import type { FunctionInvoker, InvocationResult } from '../../../local/lambda/invoker.ts';
import { ServiceError } from '../../../local/services/service-error.ts';
import type { StepFunctionsOptions } from '../../../local/services/states/index.ts';
import type { TurnableTime } from '../../../local/testing/turnable-time.ts';
import { calledBy, tasks as taskStates } from './definition.ts';
import { noAnswer, TaskFailure, type Faults } from './faults.ts';

/** What the workflow calls: functions, and other services. */
export interface Tasks {
  readonly invoker: FunctionInvoker;
  readonly call: StepFunctionsOptions['call'];
}

/** One try of a task. */
export interface Attempt {
  readonly state: string;
  /** The function's event, or the input of the service's operation. */
  readonly input: any;
  /** Milliseconds since 1970. */
  readonly at: number;
}

const stateOfCall = new Map(taskStates.map(([name, state]) => [calledBy(state), name]));

/** Tasks with something between them and the workflow: what it asks for is noted, and goes wrong as the test wants it. */
export class WatchedTasks {
  readonly attempts: Attempt[] = [];
  readonly problems: string[] = [];
  readonly tasks: Tasks;
  readonly #time: TurnableTime;
  readonly #faults: Faults;
  readonly #counts = new Map<string, number>();
  readonly #underWay = new Set<Promise<unknown>>();

  constructor({ invoker, call }: Tasks, faults: Faults, time: TurnableTime) {
    this.#faults = faults;
    this.#time = time;
    this.tasks = {
      invoker: {
        invoke: async (name, event) => {
          const state = stateOfCall.get(name) ?? name;
          return this.#attempt(state, event, () => invoker.invoke(name, event)).catch(
            asFunction,
          ) as Promise<InvocationResult>;
        },
      },
      call: async (service, operation, input) => {
        const action = `${service}:${operation.charAt(0).toLowerCase()}${operation.slice(1)}`;
        const state = stateOfCall.get(action) ?? action;
        return this.#attempt(state, input, () => call(service, operation, input)).catch(asService);
      },
    };
  }

  /** Waits until no task works: whatever is not over by then never answers. */
  async idle(): Promise<void> {
    for (;;) {
      for (let round = 0; round < 5; round += 1) await new Promise((resolve) => setImmediate(resolve));
      if (this.#underWay.size === 0) return;
      await Promise.allSettled(this.#underWay);
    }
  }

  async #attempt(state: string, input: unknown, work: () => Promise<unknown>): Promise<unknown> {
    const count = (this.#counts.get(state) ?? 0) + 1;
    this.#counts.set(state, count);
    this.attempts.push({ state, input, at: this.#time.now() });
    const fault = this.#faults[state]?.(count) ?? ((all) => all());
    const done = fault(work);
    this.#underWay.add(done);
    const answer = await done.finally(() => this.#underWay.delete(done));
    return answer === noAnswer ? new Promise(() => undefined) : answer;
  }
}

/** A failure as Lambda tells it. */
function asFunction(error: unknown): InvocationResult {
  if (!(error instanceof TaskFailure)) throw error;
  const { errorName: errorType, message: errorMessage } = error;
  if (errorType === 'throttled') return { outcome: 'throttled' };
  return { outcome: 'failed', payload: JSON.stringify({ errorType, errorMessage, trace: [] }) };
}

/** A failure as other services tell it. */
function asService(error: unknown): never {
  if (error instanceof TaskFailure) throw new ServiceError(error.errorName, error.message);
  throw error;
}

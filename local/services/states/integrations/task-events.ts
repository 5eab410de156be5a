import type { Json, JsonObject } from '../../../json.ts';
import type { Visit } from '../engine/visit.ts';
import { dataText } from '../engine/execution.ts';
import { errorNames } from '../states-error.ts';
import type { StatesError } from '../states-error.ts';
import type { Integration } from './integration.ts';

/** What history tells of one try of a task: `LambdaFunction…` for a function named directly, `Task…` for all others. */
export class TaskEvents {
  readonly #visit: Visit;
  readonly #events: Integration['events'];

  constructor(visit: Visit, { events }: Integration) {
    this.#visit = visit;
    this.#events = events;
  }

  scheduled(given: Json, timeout: number | undefined, heartbeat: number | undefined): void {
    const text = dataText(this.#visit.state.name, given);
    const limits = {
      ...(timeout !== undefined && { timeoutInSeconds: timeout }),
      ...(heartbeat !== undefined && { heartbeatInSeconds: heartbeat }),
    };
    if (this.#events.kind === 'function') {
      const { resource } = this.#events;
      const { heartbeatInSeconds: _, ...functionLimits } = limits;
      this.#add('Scheduled', { resource, input: text, inputDetails: { truncated: false }, ...functionLimits });
      return;
    }
    const { region } = this.#visit.setting.execution.world;
    this.#add('Scheduled', { ...this.#resource, region, parameters: text, ...limits });
  }

  started(): void {
    this.#add('Started', this.#events.kind === 'function' ? undefined : this.#resource);
  }

  /** @param text JSON text of what the call answered */
  submitted(text: string): void {
    this.#add('Submitted', { ...this.#resource, output: text, outputDetails: { truncated: false } });
  }

  /** @param text JSON text of the result */
  succeeded(text: string): void {
    this.#add('Succeeded', { ...this.#resource, output: text, outputDetails: { truncated: false } });
  }

  failed({ errorName, causeText }: StatesError): void {
    const why = {
      ...(errorName !== undefined && { error: errorName }),
      ...(causeText !== undefined && { cause: causeText }),
    };
    this.#add(errorName === errorNames.timeout ? 'TimedOut' : 'Failed', { ...this.#resource, ...why });
  }

  get #resource(): Record<string, string> {
    if (this.#events.kind === 'function') return {};
    const { resourceType, resource } = this.#events;
    return { resourceType, resource };
  }

  #add(what: string, details: JsonObject | undefined): void {
    const family = this.#events.kind === 'function' ? 'LambdaFunction' : 'Task';
    this.#visit.add(`${family}${what}`, details === undefined ? {} : { details });
  }
}

import { systemTimers } from '../clock.ts';
import type { Timers } from '../clock.ts';
import type { FunctionInvoker } from '../lambda/invoker.ts';
import type { ChangeStreams } from '../services/dynamodb/change-streams.ts';
import type { Storage } from '../state/storage.ts';
import { defaultBackoff } from './backoff.ts';
import type { Backoff } from './backoff.ts';
import { Checkpoints } from './checkpoints.ts';
import type { SendToDestination } from './failure-destination.ts';
import { mappingConfig } from './mapping-config.ts';
import type { MappingConfig } from './mapping-config.ts';
import { MappingRun } from './mapping-run.ts';
import type { ProcessingResult } from './mapping-run.ts';
import type { Properties } from './property-values.ts';

export interface EventSourcesOptions {
  readonly storage: Storage;
  readonly timers?: Timers;
  readonly streams: ChangeStreams;
  readonly invoker: FunctionInvoker;
  /** Sends to a failure destination (ARN of a queue or topic) what AWS would send there. */
  readonly sendToDestination: SendToDestination;
  /** Told of failures, of what was discarded, and of what is missing. */
  readonly log: (line: string) => void;
  /** Draws the length of waits between retries; from 0 to less than 1. */
  readonly random?: () => number;
  /** The waits between retries; from 200 ms to 10 s when not given. */
  readonly backoff?: Backoff;
}

/** A mapping as the template declares it. */
export interface MappingDeclaration {
  /** The logical id. */
  readonly id: string;
  /** Name or ARN. */
  readonly functionName: string;
  readonly properties: Properties;
}

/** A mapping as it is now. */
export interface MappingState {
  readonly id: string;
  readonly functionName: string;
  readonly eventSourceArn: string;
  readonly state: 'Enabled' | 'Disabled';
  readonly lastProcessingResult: ProcessingResult;
}

/** The event source mappings of Lambda: they read DynamoDB streams and invoke functions with what is in them. */
export interface EventSources {
  /**
   * Creates a mapping, or brings the one with this id to what is declared now. Another stream or starting position makes it another
   * mapping, which begins anew, as in CloudFormation.
   * @throws MappingPropertyError, FilterError for what Lambda would refuse or what is not simulated
   */
  declare(declaration: MappingDeclaration): void;
  /** Removes the mappings with other ids, and what was remembered of them. */
  keepOnly(ids: readonly string[]): void;
  /** Begins to read. Before, mappings are only declared. */
  start(): void;
  /** Resolves when nothing is left to do: every record that is there was processed, discarded or filtered out. */
  idle(): Promise<void>;
  list(): readonly MappingState[];
  /** Stops reading. Resolves when the invocations that are under way have ended, and what they did is remembered. */
  close(): Promise<void>;
}

interface Mapping {
  config: MappingConfig;
  /** What is declared, to tell whether it changed. */
  declared: string;
  run: MappingRun | undefined;
  /** The end of the run before. */
  ending: Promise<void> | undefined;
  isRemoved: boolean;
}

/** Makes the event source mappings. Nothing is read before `start()`. */
export function eventSources(options: EventSourcesOptions): EventSources {
  const { storage, timers = systemTimers, streams, invoker, sendToDestination, log } = options;
  const { random = Math.random, backoff = defaultBackoff } = options;
  const checkpoints = new Checkpoints(storage);
  const mappings = new Map<string, Mapping>();
  let isStarted = false;
  let idleWaiters: (() => void)[] = [];

  function tellIdle(): void {
    const isIdle = ({ run, ending }: Mapping): boolean => ending === undefined && run?.isIdle !== false;
    if (idleWaiters.length === 0 || ![...mappings.values()].every(isIdle)) return;
    const waiters = idleWaiters;
    idleWaiters = [];
    for (const resolve of waiters) resolve();
  }

  function run(mapping: Mapping): void {
    if (!isStarted || !mapping.config.isEnabled || mapping.ending !== undefined || mapping.run !== undefined) return;
    const shared = { streams, invoker, timers, backoff, random, checkpoints, sendToDestination, log };
    mapping.run = new MappingRun(mapping.config, { ...shared, onIdle: tellIdle });
    mapping.run.start();
  }

  /** Ends the run of a mapping. What comes after begins when it has ended, so that no record is with both. */
  function end(mapping: Mapping): void {
    const ending = Promise.all([mapping.ending, mapping.run?.stop()]).then(() => {
      if (mapping.ending !== ending) return;
      mapping.ending = undefined;
      if (mapping.isRemoved) remove(mapping.config.id);
      else run(mapping);
      tellIdle();
    });
    mapping.run = undefined;
    mapping.ending = ending;
  }

  function remove(id: string): void {
    mappings.delete(id);
    checkpoints.forget(id);
  }

  return {
    declare({ id, functionName, properties }) {
      const config = mappingConfig(id, functionName, properties);
      const declared = JSON.stringify([functionName, properties]);
      const mapping = mappings.get(id);
      if (mapping === undefined) {
        const created: Mapping = { config, declared, run: undefined, ending: undefined, isRemoved: false };
        mappings.set(id, created);
        run(created);
      } else if (mapping.declared !== declared || mapping.isRemoved) {
        Object.assign(mapping, { config, declared, isRemoved: false });
        end(mapping);
      }
    },

    keepOnly(ids) {
      for (const id of checkpoints.ids()) if (!ids.includes(id) && !mappings.has(id)) checkpoints.forget(id);
      for (const [id, mapping] of mappings) {
        if (ids.includes(id) || mapping.isRemoved) continue;
        mapping.isRemoved = true;
        end(mapping);
      }
    },

    start() {
      isStarted = true;
      for (const mapping of mappings.values()) run(mapping);
    },

    idle: () =>
      new Promise((resolve) => {
        idleWaiters.push(resolve);
        tellIdle();
      }),

    list: () =>
      [...mappings.values()]
        .filter(({ isRemoved }) => !isRemoved)
        .map(({ config, run: current }) => ({
          id: config.id,
          functionName: config.functionName,
          eventSourceArn: config.streamArn,
          state: config.isEnabled ? 'Enabled' : 'Disabled',
          lastProcessingResult: current?.lastProcessingResult ?? 'No records processed',
        })),

    async close() {
      isStarted = false;
      for (const mapping of mappings.values()) end(mapping);
      await Promise.all([...mappings.values()].flatMap(({ ending }) => ending ?? []));
    },
  };
}

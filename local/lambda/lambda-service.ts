import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';

import { systemClock } from '../clock.ts';
import type { Clock } from '../clock.ts';
import { EnvironmentPool } from './environment-pool.ts';
import type { InvocationReport, PoolLimits, PoolSettings } from './environment-pool.ts';
import type { RuntimeSettings } from './environment-variables.ts';
import { eventInvokeConfig } from './event-invoke-config.ts';
import type { EventInvokeConfig } from './event-invoke-config.ts';
import type { FunctionLogLine } from './execution-environment.ts';
import { requestLimit, RequestEntityTooLargeError } from './failures.ts';
import { FunctionFileSystem } from './file-system.ts';
import type { Mount } from './file-system.ts';
import { checkFunction } from './function-config.ts';
import type { FunctionConfig } from './function-config.ts';
import { functionReference } from './function-reference.ts';
import { StartGate } from './start-gate.ts';
import { UnknownFunctionError } from './invoker.ts';
import type { FunctionInvoker, InvocationResult } from './invoker.ts';

export interface LambdaOptions extends RuntimeSettings {
  readonly functions: readonly FunctionConfig[];
  readonly clock?: Clock;
  /** Receives what the functions write, line by line. */
  readonly log: (line: FunctionLogLine) => void;
  /** Told of every invocation that ended, before its caller is. */
  readonly onInvocation?: (report: InvocationReport) => void;
  /** By default 10 environments, 1000 waiting requests, 5 minutes idle and 10 s for loading. */
  readonly limits?: Partial<PoolLimits>;
  /** The functions that `warm()`, and every replacement after it, loads before somebody asks for them; all when not given. */
  readonly warmed?: () => ReadonlySet<string>;
}

/** An invocation whose event is JSON text already. */
export interface TextInvocation {
  readonly payload: string;
  readonly requestId?: string;
  /** JSON text. */
  readonly clientContext?: string;
}

/** Runs functions as Lambda does, in worker threads of this process. */
export interface LambdaService extends FunctionInvoker {
  /**
   * Like `invoke`, for an event that is JSON text already.
   * @throws UnknownFunctionError, RequestEntityTooLargeError
   */
  invokeText(functionName: string, invocation: TextInvocation): Promise<InvocationResult>;
  /**
   * Swaps to a new build or template: what runs finishes with the old code, what comes or waits gets the new.
   * @throws InvalidFunctionError when Lambda would refuse one of the functions; nothing is changed then
   */
  replace(functions: readonly FunctionConfig[]): void;
  /** Loads functions that have no environment, as many at a time as there are processors; those of later replacements, too. */
  warm(): Promise<void>;
  /** What becomes of events that the function is sent asynchronously. @throws UnknownFunctionError */
  eventInvokeConfig(functionName: string): EventInvokeConfig;
  /** How many execution environments the function has, starting ones included. */
  environmentCount(functionName: string): number;
  /** Ends every environment; invocations in flight fail. */
  close(): Promise<void>;
}

interface Version {
  readonly config: FunctionConfig;
  readonly mount: Mount;
  readonly pool: EnvironmentPool;
}

const defaultLimits: PoolLimits = { environments: 10, waiting: 1000, idle: 5 * 60_000, init: 10_000 };

/**
 * Starts the Lambda runner.
 * @throws InvalidFunctionError when Lambda would refuse one of the functions, or its runtime is not simulated
 */
export function lambdaService(options: LambdaOptions): LambdaService {
  const settings: PoolSettings = {
    region: options.region,
    endpointUrl: options.endpointUrl,
    credentials: options.credentials,
    clock: options.clock ?? systemClock,
    limits: { ...defaultLimits, ...options.limits },
    gate: new StartGate(availableParallelism()),
    log: options.log,
    ...(options.onInvocation === undefined ? {} : { onInvocation: options.onInvocation }),
  };
  options.functions.forEach(checkFunction);
  const files = new FunctionFileSystem();
  let versions = new Map<string, Version>();
  let generation = 0;
  let isWarming = false;

  function find(functionName: string) {
    const { name, qualifier } = functionReference(functionName);
    const version = versions.get(name);
    if (version === undefined || !isKnownQualifier(version.config, qualifier))
      throw new UnknownFunctionError(`Function not found: ${functionName}`);
    return { version, arn: qualifier === undefined ? version.config.arn : `${version.config.arn}:${qualifier}` };
  }

  function create(config: FunctionConfig): Version {
    const mount = files.mount(config, generation);
    return { config, mount, pool: new EnvironmentPool(config, mount, settings) };
  }

  const service: LambdaService = {
    async invoke(functionName, event) {
      return service.invokeText(functionName, { payload: JSON.stringify(event ?? null) });
    },

    async invokeText(functionName, { payload, requestId = randomUUID(), clientContext }) {
      const { version, arn } = find(functionName);
      const bytes = payload.length * 3 > requestLimit ? Buffer.byteLength(payload) : 0;
      if (bytes > requestLimit) throw new RequestEntityTooLargeError(bytes);
      return new Promise((answer) => {
        version.pool.submit({ requestId, payload, functionArn: arn, clientContext, answer });
      });
    },

    replace(functions) {
      functions.forEach(checkFunction);
      generation += 1;
      const before = versions;
      versions = new Map(
        functions.map((config) => {
          const old = before.get(config.name);
          return [config.name, old !== undefined && isSame(old.config, config) ? old : create(config)];
        }),
      );
      for (const [name, old] of before) {
        const version = versions.get(name);
        if (version === old) continue;
        const waiting = old.pool.retire(() => void old.mount.unmount());
        for (const request of waiting) {
          if (version === undefined) request.answer({ outcome: 'throttled' });
          else version.pool.submit(request);
        }
      }
      if (isWarming) void service.warm();
    },

    async warm() {
      isWarming = true;
      const wanted = options.warmed?.();
      const chosen = [...versions].filter(([name]) => wanted?.has(name) ?? true);
      await Promise.all(chosen.map(async ([, { pool }]) => pool.warm()));
    },

    eventInvokeConfig(functionName) {
      return find(functionName).version.config.eventInvoke ?? eventInvokeConfig(undefined);
    },

    environmentCount(functionName) {
      return find(functionName).version.pool.size;
    },

    async close() {
      await Promise.all([...versions.values()].map(({ pool }) => pool.close()));
      versions = new Map();
      await files.remove();
    },
  };
  service.replace(options.functions);
  return service;
}

/** Whether a function has such a version or alias. One with an alias has versions, which all run the one that there is. */
function isKnownQualifier({ aliases = [] }: FunctionConfig, qualifier: string | undefined): boolean {
  if (qualifier === undefined || qualifier === '$LATEST' || aliases.includes(qualifier)) return true;
  return aliases.length > 0 && /^[1-9]\d*$/.test(qualifier);
}

/** Whether environments of the one may go on serving the other. */
function isSame(old: FunctionConfig, config: FunctionConfig): boolean {
  return config.build !== undefined && JSON.stringify(old) === JSON.stringify(config);
}

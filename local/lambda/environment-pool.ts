import type { Clock } from '../clock.ts';
import type { RuntimeSettings } from './environment-variables.ts';
import { ExecutionEnvironment } from './execution-environment.ts';
import type { FunctionLogLine, Outcome } from './execution-environment.ts';
import { failurePayload, reported, responseLimit, responseTooLarge } from './failures.ts';
import type { Failure } from './failures.ts';
import type { Mount } from './file-system.ts';
import type { FunctionConfig } from './function-config.ts';
import type { InvocationResult } from './invoker.ts';
import type { StartGate } from './start-gate.ts';
import { traceHeader } from './trace-header.ts';

/** How many environments a function may have, and how long they live. */
export interface PoolLimits {
  /** Execution environments of one function at a time; more requests wait. */
  readonly environments: number;
  /** Requests that may wait for an environment; more are throttled. */
  readonly waiting: number;
  /** Milliseconds after which an idle environment is ended. */
  readonly idle: number;
  /** Milliseconds that loading a function may take outside of an invocation: 10 s on Lambda. */
  readonly init: number;
}

export interface PoolSettings extends RuntimeSettings {
  readonly clock: Clock;
  readonly limits: PoolLimits;
  /** Shared by all functions. */
  readonly gate: StartGate;
  readonly log: (line: FunctionLogLine) => void;
  /** Told of every invocation that ended, before its caller is. */
  readonly onInvocation?: (report: InvocationReport) => void;
}

/** How an invocation ended, for metrics. */
export interface InvocationReport {
  readonly functionName: string;
  /** As the caller named it: with a version or alias, or without. */
  readonly functionArn: string;
  readonly outcome: InvocationResult['outcome'];
  /** How long the handler ran, in milliseconds; zero when it did not. */
  readonly duration: number;
  /** How many invocations of the function were under way when this one began, itself included. */
  readonly concurrency: number;
}

/** A request that was accepted. */
export interface Request {
  readonly requestId: string;
  /** The event as JSON text. */
  readonly payload: string;
  readonly functionArn: string;
  /** JSON text. */
  readonly clientContext: string | undefined;
  readonly answer: (result: InvocationResult) => void;
}

/**
 * The execution environments of one version of a function. A request takes the idle environment that was used last, so that those
 * no longer needed grow old and are ended. Without one it is served by whichever becomes free first, in the order in which requests came. A new
 * environment is started for it once it has waited as long as starting one takes: most requests are served sooner than that, and
 * processors are few here, where Lambda has as many as it likes.
 */
export class EnvironmentPool {
  readonly #config: FunctionConfig;
  readonly #mount: Mount;
  readonly #settings: PoolSettings;
  readonly #environments = new Set<ExecutionEnvironment>();
  readonly #idle: ExecutionEnvironment[] = [];
  #waiting: Request[] = [];
  #running = 0;
  /** Environments that are being started, of which some still wait at the gate. */
  #starting = 0;
  #atGate = 0;
  /** How long the last one took to load, in milliseconds. */
  #loadTime: number | undefined;
  #sweep: NodeJS.Timeout | undefined;
  #retired = false;
  #drained: () => void = () => undefined;

  constructor(config: FunctionConfig, mount: Mount, settings: PoolSettings) {
    this.#config = config;
    this.#mount = mount;
    this.#settings = settings;
  }

  /** How many environments there are, starting ones included. */
  get size(): number {
    return this.#environments.size;
  }

  /** Answers the request, now or when an environment is free. */
  submit(request: Request): void {
    const { reservedConcurrency } = this.#config;
    const { waiting } = this.#settings.limits;
    if (reservedConcurrency !== undefined && this.#running + this.#waiting.length >= reservedConcurrency) {
      this.#throttle(request);
      return;
    }
    const idle = this.#idle.pop();
    if (idle !== undefined) {
      void this.#run(idle, request);
    } else if (this.#waiting.length >= waiting) {
      this.#throttle(request);
    } else {
      this.#waiting.push(request);
      this.#startFor(request);
    }
  }

  #throttle(request: Request): void {
    this.#reportInvocation(request, 'throttled', 0, 0);
    request.answer({ outcome: 'throttled' });
  }

  #startFor(request: Request): void {
    if (this.size === 0 || this.#loadTime === undefined) {
      this.#startOne();
      return;
    }
    const patience = setTimeout(() => {
      if (this.#waiting.includes(request)) this.#startOne();
    }, this.#loadTime);
    patience.unref();
  }

  /** Starts an environment if more requests wait than are being started, and if there may be more. */
  #startOne(): void {
    if (this.#starting >= this.#waiting.length) return;
    if (this.size + this.#atGate < this.#settings.limits.environments) void this.#start();
  }

  /** Starts an environment when there is none, so that the first request finds it loaded. */
  async warm(): Promise<void> {
    if (this.size + this.#atGate > 0 || this.#retired || this.#config.reservedConcurrency === 0) return;
    await this.#start();
  }

  /**
   * Lets the environments in flight finish, ends the others, and hands over the requests that no environment has taken yet.
   * @param drained called when the last environment is gone
   */
  retire(drained: () => void): Request[] {
    this.#retired = true;
    this.#drained = drained;
    clearInterval(this.#sweep);
    for (const environment of this.#idle.splice(0)) this.#end(environment);
    if (this.size === 0) drained();
    const waiting = this.#waiting;
    this.#waiting = [];
    return waiting;
  }

  /** Ends every environment at once; requests in flight fail, those that wait are throttled. */
  async close(): Promise<void> {
    for (const request of this.retire(() => undefined)) request.answer({ outcome: 'throttled' });
    await Promise.all([...this.#environments].map((environment) => environment.terminate()));
  }

  async #start(): Promise<void> {
    this.#starting += 1;
    this.#atGate += 1;
    const leave = await this.#settings.gate.enter(() => this.#waiting.length > 0);
    this.#atGate -= 1;
    // Those who wanted it may be served by now; the first one is wanted anyway.
    const isWanted = !this.#retired && (this.size === 0 || this.#waiting.length > 0);
    const started = performance.now();
    const loaded = isWanted ? await this.#load(this.#settings.limits.init) : undefined;
    leave();
    this.#starting -= 1;
    if (loaded === undefined) return;
    this.#loadTime = performance.now() - started;
    if (loaded instanceof ExecutionEnvironment) {
      this.#free(loaded);
      return;
    }
    const request = this.#waiting.shift();
    if (request === undefined) this.#report(loaded, undefined);
    else if (loaded.kind === 'timeout') await this.#startWithin(request);
    else this.#answer(request, loaded);
    this.#serveWaiting();
  }

  /**
   * A function that did not load within the initialisation phase is loaded again as part of the invocation, within its time-out
   * (https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle-ib).
   */
  async #startWithin(request: Request): Promise<void> {
    const milliseconds = this.#config.timeoutSeconds * 1000;
    const deadline = this.#settings.clock() + milliseconds;
    this.#running += 1;
    const loaded = await this.#load(milliseconds);
    this.#running -= 1;
    if (loaded instanceof ExecutionEnvironment) await this.#run(loaded, request, deadline);
    else this.#answer(request, loaded);
  }

  /** Loads the function into a new environment, or says why that is not possible. */
  async #load(milliseconds: number): Promise<ExecutionEnvironment | Failure> {
    const settings = this.#settings;
    let environment: ExecutionEnvironment;
    try {
      environment = new ExecutionEnvironment(this.#config, this.#mount, settings, milliseconds, settings.log);
    } catch (error) {
      // Node refuses what the function's NODE_OPTIONS say.
      return reported(error);
    }
    this.#environments.add(environment);
    const failure = await environment.ready;
    if (failure === undefined) {
      void environment.ended.then((end) => this.#diedIdle(environment, end));
      return environment;
    }
    this.#forget(environment);
    return failure;
  }

  /**
   * What a handler leaves behind (a timer, a promise) can fail after it answered, and ends the environment then. Nothing may be run
   * in it any more. One that is busy is looked at when its invocation has ended.
   */
  #diedIdle(environment: ExecutionEnvironment, failure: Failure): void {
    const index = this.#idle.indexOf(environment);
    if (index < 0) return;
    this.#idle.splice(index, 1);
    this.#report(failure, undefined);
    this.#forget(environment);
  }

  async #run(environment: ExecutionEnvironment, request: Request, until?: number): Promise<void> {
    const { clock } = this.#settings;
    const now = clock();
    const deadline = until ?? now + this.#config.timeoutSeconds * 1000;
    this.#running += 1;
    const { requestId, payload, functionArn, clientContext } = request;
    const message = { requestId, payload, functionArn, clientContext, deadline, traceId: traceHeader(now) };
    const concurrency = this.#running;
    const started = performance.now();
    const outcome = await environment.invoke(message, Math.max(1, deadline - now));
    this.#running -= 1;
    this.#answer(request, outcome, performance.now() - started, concurrency);
    if (environment.alive) {
      this.#free(environment);
    } else {
      this.#forget(environment);
      this.#serveWaiting();
    }
  }

  #answer(request: Request, outcome: Outcome, duration = 0, concurrency = this.#running + 1): void {
    const result = this.#resultOf(request, outcome);
    this.#reportInvocation(request, result.outcome, duration, concurrency);
    request.answer(result);
  }

  #resultOf({ requestId }: Request, outcome: Outcome): InvocationResult {
    if (outcome.kind !== 'returned') {
      this.#report(outcome, requestId);
      return { outcome: 'failed', payload: failurePayload(outcome, requestId) };
    }
    if (isTooLarge(outcome.payload)) return { outcome: 'failed', payload: responseTooLarge() };
    return { outcome: 'returned', payload: outcome.payload };
  }

  #reportInvocation(
    { functionArn }: Request,
    outcome: InvocationResult['outcome'],
    duration: number,
    concurrency: number,
  ): void {
    this.#settings.onInvocation?.({ functionName: this.#config.name, functionArn, outcome, duration, concurrency });
  }

  /** Lambda's own words about an environment that died; what the runtime reported is in the log already. */
  #report(failure: Failure, requestId: string | undefined): void {
    if (failure.kind === 'reported') return;
    const line = failurePayload(failure, requestId ?? '-');
    this.#settings.log({ functionName: this.#config.name, requestId, line, stream: 'platform' });
  }

  #free(environment: ExecutionEnvironment): void {
    const next = this.#waiting.shift();
    if (next !== undefined) {
      void this.#run(environment, next);
    } else if (this.#retired) {
      this.#end(environment);
    } else {
      environment.idleSince = this.#settings.clock();
      this.#idle.push(environment);
      this.#sweep ??= setInterval(() => this.#endOld(), Math.max(10, this.#settings.limits.idle / 4)).unref();
    }
  }

  /** Replaces an environment that is gone while requests wait. */
  #serveWaiting(): void {
    if (!this.#retired) this.#startOne();
  }

  #endOld(): void {
    const oldest = this.#settings.clock() - this.#settings.limits.idle;
    while (this.#idle[0] !== undefined && this.#idle[0].idleSince <= oldest) {
      const environment = this.#idle.shift();
      if (environment !== undefined) this.#end(environment);
    }
    if (this.#idle.length > 0) return;
    clearInterval(this.#sweep);
    this.#sweep = undefined;
  }

  #end(environment: ExecutionEnvironment): void {
    void environment.terminate();
    this.#forget(environment);
  }

  #forget(environment: ExecutionEnvironment): void {
    this.#environments.delete(environment);
    if (this.#retired && this.size === 0) this.#drained();
  }
}

function isTooLarge(payload: string): boolean {
  // A character is at most three bytes of UTF-8, so short texts need no counting.
  return payload.length * 3 > responseLimit && Buffer.byteLength(payload) > responseLimit;
}

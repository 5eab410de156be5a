import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';

import { environmentVariables } from './environment-variables.ts';
import type { RuntimeSettings } from './environment-variables.ts';
import { reported } from './failures.ts';
import type { Failure } from './failures.ts';
import type { Mount } from './file-system.ts';
import type { FunctionConfig } from './function-config.ts';
import { LineSplitter } from './line-splitter.ts';
import { parseWorkerMessage } from './worker-message.ts';
import type { InvocationMessage, WorkerMessage } from './worker-message.ts';

/** One line that a function, or the runtime on its behalf, wrote. */
export interface FunctionLogLine {
  readonly functionName: string;
  /** The invocation that the line belongs to; undefined for what is written while the function is loaded. */
  readonly requestId: string | undefined;
  readonly line: string;
  /** `platform` is what Lambda itself adds: time-outs and exits. */
  readonly stream: 'stdout' | 'stderr' | 'platform';
}

/** How the handler answered, or why it did not. */
export type Outcome = { readonly kind: 'returned'; readonly payload: string } | Failure;

interface Pending {
  readonly finish: (outcome: Outcome) => void;
  readonly timer: NodeJS.Timeout;
}

const bootstrap = new URL('./runtime/bootstrap.mjs', import.meta.url);

/**
 * One execution environment: a worker thread that loaded the function once and runs one invocation at a time.
 * It dies of a time-out, of an exit, of too much memory and of an unhandled rejection; an error that the handler throws leaves
 * it as it is.
 */
export class ExecutionEnvironment {
  /** When the environment was last given back, in the pool's time. */
  idleSince = 0;
  /** Undefined when the function is loaded; else why it could not be. */
  readonly ready: Promise<Failure | undefined>;
  /** Why no further invocation can run here, as soon as that is so. */
  readonly ended: Promise<Failure>;
  readonly #worker: Worker;
  readonly #config: FunctionConfig;
  readonly #log: (line: FunctionLogLine) => void;
  readonly #output: Readonly<Record<'stdout' | 'stderr', LineSplitter>>;
  #settleReady: (failure: Failure | undefined) => void = () => undefined;
  #settleEnded: (failure: Failure) => void = () => undefined;
  #pending: Pending | undefined;
  #requestId: string | undefined;
  #alive = true;
  #death: Failure = { kind: 'exit', code: 0 };

  /**
   * Starts loading the function.
   * @param initMilliseconds how long that may take; the failure is a `timeout` otherwise
   */
  constructor(
    config: FunctionConfig,
    mount: Mount,
    settings: RuntimeSettings,
    initMilliseconds: number,
    log: (line: FunctionLogLine) => void,
  ) {
    this.#config = config;
    this.#log = log;
    this.#output = { stdout: this.#splitter('stdout'), stderr: this.#splitter('stderr') };
    this.#worker = new Worker(bootstrap, {
      name: config.name,
      env: environmentVariables(config, mount, logStreamName(), settings),
      execArgv: [],
      stdout: true,
      stderr: true,
      // A small young generation makes it likelier that V8 ends the worker before it would have to end the process.
      resourceLimits: { maxOldGenerationSizeMb: config.memoryMb, maxYoungGenerationSizeMb: 24 },
      workerData: { shownPaths: mount.shownPaths, compileCache: mount.compileCache },
    });
    this.#worker.on('message', (message: unknown) => this.#receive(parseWorkerMessage(message)));
    this.#worker.on('error', (error: unknown) => (this.#death = deathOf(error)));
    this.#worker.on('exit', (code) => this.#exited(code));
    // What the bootstrap cannot capture: Node's own last words.
    for (const stream of ['stdout', 'stderr'] as const) {
      this.#worker[stream].setEncoding('utf8').on('data', (text: string) => this.#output[stream].write(text));
    }
    this.ready = new Promise((resolve) => {
      const timer = setTimeout(() => this.#kill({ kind: 'timeout', milliseconds: initMilliseconds }), initMilliseconds);
      this.#settleReady = (failure) => {
        clearTimeout(timer);
        resolve(failure);
      };
    });
    this.ended = new Promise((resolve) => (this.#settleEnded = resolve));
  }

  /** Whether another invocation can run here. */
  get alive(): boolean {
    return this.#alive;
  }

  /**
   * Runs one invocation.
   * @param milliseconds how long it may take; the environment is terminated otherwise
   */
  invoke(message: InvocationMessage, milliseconds: number): Promise<Outcome> {
    this.#requestId = message.requestId;
    return new Promise((resolve) => {
      const timer = setTimeout(
        () => this.#kill({ kind: 'timeout', milliseconds: this.#config.timeoutSeconds * 1000 }),
        milliseconds,
      );
      this.#pending = { finish: resolve, timer };
      this.#worker.postMessage(message);
    });
  }

  /** Ends the worker, and with it an invocation in flight. Gives up waiting after a second: V8 cannot stop every loop. */
  async terminate(): Promise<void> {
    this.#alive = false;
    const waiting = new AbortController();
    const patience = sleep(1000, undefined, { signal: waiting.signal }).catch(() => undefined);
    await Promise.race([this.#worker.terminate(), patience]);
    waiting.abort();
  }

  #receive(message: WorkerMessage | undefined): void {
    switch (message?.type) {
      case 'log':
        this.#output[message.stream].write(message.text);
        return;
      case 'ready':
        this.#settleReady(undefined);
        return;
      case 'returned':
        this.#finish({ kind: 'returned', payload: message.payload });
        return;
      case 'failed':
        this.#finish({ kind: 'reported', payload: message.error });
        return;
      case 'init-failed':
      case 'crashed':
        this.#kill({ kind: 'reported', payload: message.error });
        return;
      case undefined:
    }
  }

  #finish(outcome: Outcome): void {
    const pending = this.#pending;
    if (pending === undefined) return;
    this.#pending = undefined;
    clearTimeout(pending.timer);
    this.#output.stdout.end();
    this.#output.stderr.end();
    pending.finish(outcome);
  }

  #kill(failure: Failure): void {
    if (!this.#alive) return;
    this.#alive = false;
    void this.#worker.terminate();
    this.#fail(failure);
  }

  #exited(code: number): void {
    this.#alive = false;
    this.#fail(this.#death.kind === 'exit' ? { kind: 'exit', code } : this.#death);
  }

  /** Whoever waits for this environment learns why there will be no answer. */
  #fail(failure: Failure): void {
    this.#finish(failure);
    this.#settleReady(failure);
    this.#settleEnded(failure);
  }

  #splitter(stream: 'stdout' | 'stderr'): LineSplitter {
    return new LineSplitter((line) =>
      this.#log({ functionName: this.#config.name, requestId: this.#requestId, line, stream }),
    );
  }
}

function deathOf(error: unknown): Failure {
  const isMemory = error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
  if (isMemory) return { kind: 'memory' };
  return reported(error);
}

/** For example `2026/11/20/[$LATEST]0a1b…`, as Lambda names log streams. */
function logStreamName(): string {
  const day = new Date().toISOString().slice(0, 10).replaceAll('-', '/');
  return `${day}/[$LATEST]${randomBytes(16).toString('hex')}`;
}

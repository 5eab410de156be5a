import { randomUUID } from 'node:crypto';
import { systemTimers } from '../clock.ts';
import type { Timers } from '../clock.ts';
import { defaultRetries, invokeAsynchronously } from './asynchronous-invocation.ts';
import type { AsynchronousFailure, AsynchronousRetries } from './asynchronous-invocation.ts';
import type { EventInvokeConfig } from './event-invoke-config.ts';
import type { FunctionInvoker } from './invoker.ts';

export interface AsynchronousInvokerOptions {
  readonly invoker: FunctionInvoker;
  /** The settings of a function. @throws UnknownFunctionError */
  readonly configOf: (functionArn: string) => EventInvokeConfig;
  /** Sends to a failure destination (ARN of a queue or topic) what AWS would send there. */
  readonly sendToDestination: (destinationArn: string, body: string) => Promise<void>;
  /** Told of what was given up. */
  readonly log: (line: string) => void;
  readonly timers?: Timers;
  readonly retries?: AsynchronousRetries;
}

/** Lambda's `Invoke` with `InvocationType` `Event`: takes an event at once, and runs the function with it until that succeeds or is given up. */
export interface AsynchronousInvoker {
  /** @throws UnknownFunctionError */
  invoke(functionArn: string, event: unknown): void;
  /** Ends all waiting. Resolves when the invocations that are under way have ended. What was not done is forgotten. */
  close(): Promise<void>;
}

/** Makes an invoker for functions whose callers do not wait. */
export function asynchronousInvoker(options: AsynchronousInvokerOptions): AsynchronousInvoker {
  const { invoker, configOf, timers = systemTimers, retries = defaultRetries } = options;
  const stop = new AbortController();
  const running = new Set<Promise<void>>();

  async function run(functionArn: string, event: unknown, config: EventInvokeConfig): Promise<void> {
    const failure = await invokeAsynchronously(invoker, functionArn, event, {
      timers,
      stop: stop.signal,
      retries: { ...retries, failed: retries.failed.slice(0, config.maximumRetryAttempts) },
      maximumAge: config.maximumEventAge,
    });
    if (failure === undefined || stop.signal.aborted) return;
    await giveUp(functionArn, event, config, failure);
  }

  async function giveUp(
    functionArn: string,
    event: unknown,
    { failureDestination: destination }: EventInvokeConfig,
    failure: AsynchronousFailure,
  ): Promise<void> {
    const what = `${functionArn} was invoked asynchronously and given up: ${failure.text}`;
    if (destination === undefined) {
      options.log(`${what}; there is no failure destination: ${JSON.stringify(event)}`);
      return;
    }
    const record = invocationRecord(functionArn, event, failure, timers.now());
    try {
      await options.sendToDestination(destination, record);
      options.log(`${what}; ${destination} was told`);
    } catch (error) {
      options.log(`${what}; ${destination} could not be told (${String(error)}): ${record}`);
    }
  }

  return {
    invoke(functionArn, event) {
      const done = run(functionArn, event, configOf(functionArn)).finally(() => running.delete(done));
      running.add(done);
    },
    async close() {
      stop.abort();
      await Promise.all(running);
    },
  };
}

/** What Lambda sends to a failure destination: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
function invocationRecord(functionArn: string, event: unknown, failure: AsynchronousFailure, now: number): string {
  const error: unknown = failure.payload === undefined ? undefined : JSON.parse(failure.payload);
  const { condition, invocations } = failure;
  return JSON.stringify({
    version: '1.0',
    timestamp: new Date(now).toISOString(),
    requestContext: {
      requestId: randomUUID(),
      functionArn,
      condition,
      approximateInvokeCount: invocations,
    },
    requestPayload: event,
    ...(error === undefined
      ? {}
      : {
          responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
          responsePayload: error,
        }),
  });
}

import { isObject } from '../json.ts';
import { pause } from '../clock.ts';
import type { Timers } from '../clock.ts';
import { UnknownFunctionError } from './invoker.ts';
import type { FunctionInvoker } from './invoker.ts';

/** How often and when Lambda tries an asynchronous invocation again. */
export interface AsynchronousRetries {
  /** Milliseconds before each retry of a run that failed. */
  readonly failed: readonly number[];
  /** Milliseconds before each retry of a throttled invocation. */
  readonly throttled: number;
}

/**
 * Two retries, as on AWS. Lambda waits one minute, then two; here somebody waits for the stack to start.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
export const defaultRetries: AsynchronousRetries = { failed: [1000, 2000], throttled: 1000 };

/** An asynchronous invocation that was given up. */
export interface AsynchronousFailure {
  /** Why, in words. */
  readonly text: string;
  /** Lambda's word for it; undefined when the function could not be invoked at all. */
  readonly condition: 'RetriesExhausted' | 'EventAgeExceeded' | undefined;
  /** How often the function ran. */
  readonly invocations: number;
  /** The function's last error as JSON text; undefined when it never ran. */
  readonly payload: string | undefined;
}

/** What an asynchronous invocation is made with. */
export interface AsynchronousOptions {
  readonly timers: Timers;
  readonly retries: AsynchronousRetries;
  readonly stop: AbortSignal;
  /** Milliseconds after which a waiting event is given up; never when not given. */
  readonly maximumAge?: number;
}

/**
 * Invokes a function as an asynchronous invocation does: a run that fails is tried again, a throttled one is until it runs or is too old.
 * @returns why it failed at last; undefined when it ran or was stopped
 */
export async function invokeAsynchronously(
  invoker: FunctionInvoker,
  functionArn: string,
  event: unknown,
  { timers, retries, stop, maximumAge = Infinity }: AsynchronousOptions,
): Promise<AsynchronousFailure | undefined> {
  const end = timers.now() + maximumAge;
  let invocations = 0;
  let last: AttemptError | undefined;
  while (!stop.aborted) {
    if (timers.now() > end) {
      const text = `its event waited longer than ${maximumAge / 1000} seconds`;
      return { text, condition: 'EventAgeExceeded', invocations, payload: last?.payload };
    }
    const error = await attempt(invoker, functionArn, event);
    if (error === undefined) return undefined;
    if (error === 'throttled') {
      await pause(timers, retries.throttled, stop);
      continue;
    }
    if (error.isFinal) {
      const text = `the function could not be invoked: ${error.text}`;
      return { text, condition: undefined, invocations, payload: undefined };
    }
    last = error;
    const wait = retries.failed[invocations];
    invocations += 1;
    if (wait === undefined) {
      const text = `the function failed ${invocations} times, the last time with ${error.text}`;
      return { text, condition: 'RetriesExhausted', invocations, payload: error.payload };
    }
    await pause(timers, wait, stop);
  }
  return undefined;
}

interface AttemptError {
  readonly text: string;
  readonly payload: string | undefined;
  /** Whether another attempt cannot help. */
  readonly isFinal: boolean;
}

async function attempt(
  invoker: FunctionInvoker,
  functionArn: string,
  event: unknown,
): Promise<AttemptError | 'throttled' | undefined> {
  try {
    const result = await invoker.invoke(functionArn, event);
    if (result.outcome === 'returned') return undefined;
    if (result.outcome === 'throttled') return 'throttled';
    return { text: errorText(result.payload), payload: result.payload, isFinal: false };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return { text, payload: undefined, isFinal: error instanceof UnknownFunctionError };
  }
}

/** Lambda's error object in one line. */
function errorText(payload: string): string {
  const error: unknown = JSON.parse(payload);
  return isObject(error) ? `${String(error.errorType)}: ${String(error.errorMessage)}` : payload;
}

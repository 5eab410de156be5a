import { isObject } from '../json.ts';
import type { Timers } from '../clock.ts';
import { UnknownFunctionError } from '../lambda/invoker.ts';
import type { FunctionInvoker } from '../lambda/invoker.ts';
import { pause } from '../clock.ts';

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

/**
 * Invokes a function as an asynchronous invocation does: a run that fails is tried again, a throttled one is until it runs.
 * @returns why it failed at last; undefined when it ran or was stopped
 */
export async function invokeAsynchronously(
  invoker: FunctionInvoker,
  functionArn: string,
  event: unknown,
  {
    timers,
    retries,
    stop,
  }: { readonly timers: Timers; readonly retries: AsynchronousRetries; readonly stop: AbortSignal },
): Promise<string | undefined> {
  let failures = 0;
  while (!stop.aborted) {
    const error = await attempt(invoker, functionArn, event);
    if (error === undefined) return undefined;
    if (error === 'throttled') {
      await pause(timers, retries.throttled, stop);
      continue;
    }
    if (error.isFinal) return `the function could not be invoked: ${error.text}`;
    const wait = retries.failed[failures];
    failures += 1;
    if (wait === undefined) return `the function failed ${failures} times, the last time with ${error.text}`;
    await pause(timers, wait, stop);
  }
  return undefined;
}

interface InvocationError {
  readonly text: string;
  /** Whether another attempt cannot help. */
  readonly isFinal: boolean;
}

async function attempt(
  invoker: FunctionInvoker,
  functionArn: string,
  event: unknown,
): Promise<InvocationError | 'throttled' | undefined> {
  try {
    const result = await invoker.invoke(functionArn, event);
    if (result.outcome === 'returned') return undefined;
    return result.outcome === 'throttled' ? 'throttled' : { text: errorText(result.payload), isFinal: false };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return { text, isFinal: error instanceof UnknownFunctionError };
  }
}

/** Lambda's error object in one line. */
function errorText(payload: string): string {
  const error: unknown = JSON.parse(payload);
  return isObject(error) ? `${String(error.errorType)}: ${String(error.errorMessage)}` : payload;
}

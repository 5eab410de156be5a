import type { FunctionInvoker, InvocationResult } from '../../lambda/invoker.ts';
import type { LambdaIntegration } from '../definition/api-model.ts';
import { limits } from '../limits.ts';
import { granted, refused, type Outcome } from '../responses/refusal.ts';

/** A body this long cannot make an event too large, even if every byte of it needs six characters of JSON. */
const certainlySmallBody = 1_000_000;

/**
 * Invokes the function of an integration and waits at most its timeout.
 * @param bodyBytes length of the request's body
 * @returns the function's result as JSON text, or what to answer instead
 */
export async function invokeLambda(
  invoker: FunctionInvoker,
  integration: LambdaIntegration,
  event: unknown,
  bodyBytes: number,
): Promise<Outcome<string>> {
  if (bodyBytes > certainlySmallBody && Buffer.byteLength(JSON.stringify(event)) > limits.lambdaPayloadBytes) {
    return refused({
      type: 'REQUEST_TOO_LARGE',
      cause: 'the event is larger than what Lambda takes in a synchronous invocation',
    });
  }
  let result: InvocationResult | 'timeout';
  try {
    result = await within(integration.timeoutMillis, invoker.invoke(integration.functionArn, event));
  } catch (cause) {
    return refused({ type: 'API_CONFIGURATION_ERROR', cause });
  }
  if (result === 'timeout') {
    return refused({ type: 'INTEGRATION_TIMEOUT', cause: `no result after ${integration.timeoutMillis} ms` });
  }
  switch (result.outcome) {
    case 'throttled':
      return badGateway('Lambda throttled the invocation');
    case 'failed':
      return badGateway(`the function failed: ${result.payload}`);
    case 'returned':
      if (Buffer.byteLength(result.payload) <= limits.lambdaPayloadBytes) return granted(result.payload);
      return badGateway('the result is larger than what Lambda returns from a synchronous invocation');
  }
}

/** Everything that goes wrong inside Lambda is a 502 that the client learns nothing more about. */
export function badGateway(cause: unknown): Outcome<never> {
  return refused({ type: 'DEFAULT_5XX', status: 502, cause });
}

async function within<T>(millis: number, work: Promise<T>): Promise<T | 'timeout'> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<'timeout'>((resolve) => {
    timer = setTimeout(() => resolve('timeout'), millis);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

/** How an execution environment stopped before it gave an answer. */
export type Failure =
  /** The runtime reported an error; `payload` is Lambda's error object as JSON text. */
  | { readonly kind: 'reported'; readonly payload: string }
  | { readonly kind: 'exit'; readonly code: number }
  | { readonly kind: 'memory' }
  | { readonly kind: 'timeout'; readonly milliseconds: number };

/** Lambda's limit for a synchronous answer, in bytes: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const responseLimit = 6_291_556;

/** Lambda's limit for a synchronous request, in bytes. */
export const requestLimit = 6_291_456;

/** The event is larger than Lambda takes: 6 MB. Lambda's `Invoke` answers 413 with this name. */
export class RequestEntityTooLargeError extends Error {
  override readonly name = 'RequestEntityTooLargeError';

  constructor(bytes: number) {
    super(`${bytes} byte payload is too large for the RequestResponse invocation type (limit ${requestLimit} bytes)`);
  }
}

/** An error of the runtime itself, in the form of those that it reports. */
export function reported(error: unknown): Failure {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  const trace = stack?.split('\n') ?? [];
  return { kind: 'reported', payload: JSON.stringify({ errorType: name, errorMessage: message, trace }) };
}

/** Lambda's error object for a failure, as JSON text. */
export function failurePayload(failure: Failure, requestId: string): string {
  switch (failure.kind) {
    case 'reported':
      return failure.payload;
    case 'exit':
      return platformError('Runtime.ExitError', requestId, exitMessage(failure.code));
    case 'memory':
      return platformError('Runtime.OutOfMemory', requestId, 'Runtime exited with error: signal: killed');
    case 'timeout':
      return platformError(
        'Sandbox.Timedout',
        requestId,
        `Task timed out after ${(failure.milliseconds / 1000).toFixed(2)} seconds`,
      );
  }
}

/** Lambda's error object for a result of more than 6 MB, as JSON text. */
export function responseTooLarge(): string {
  return JSON.stringify({
    errorType: 'Function.ResponseSizeTooLarge',
    errorMessage: `Response payload size exceeded maximum allowed payload size (${responseLimit} bytes).`,
  });
}

function exitMessage(code: number): string {
  return code === 0 ? 'Runtime exited without providing a reason' : `Runtime exited with error: exit status ${code}`;
}

function platformError(errorType: string, requestId: string, message: string): string {
  return JSON.stringify({ errorType, errorMessage: `RequestId: ${requestId} Error: ${message}` });
}

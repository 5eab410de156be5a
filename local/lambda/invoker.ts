/** How an invocation of a function ended, as the caller of Lambda's `Invoke` sees it. */
export type InvocationResult =
  /** The handler returned; `payload` is its result as JSON text (`null` when it returned nothing). */
  | { readonly outcome: 'returned'; readonly payload: string }
  /**
   * The handler threw, could not be loaded, ran out of time or memory, or its process ended.
   * `payload` is the JSON text of Lambda's error object `{errorType, errorMessage, trace?}`.
   */
  | { readonly outcome: 'failed'; readonly payload: string }
  /** No execution environment was free: the function's (reserved) concurrency is used up. */
  | { readonly outcome: 'throttled' };

/** Calls functions by name or ARN, synchronously (`RequestResponse`). */
export interface FunctionInvoker {
  /**
   * @param functionName name, ARN, or ARN with a version or alias, as Lambda's `Invoke` takes it
   * @param event the event; sent to the function as JSON
   * @throws UnknownFunctionError when no function has that name
   */
  invoke(functionName: string, event: unknown): Promise<InvocationResult>;
}

/** There is no function of that name or ARN. */
export class UnknownFunctionError extends Error {
  override readonly name = 'UnknownFunctionError';
}

/** How often an AWS client makes a call, and how long it waits for answers; milliseconds. */
export interface CallLimits {
  readonly maxAttempts: number;
  readonly requestHandler: {
    readonly connectionTimeout: number;
    readonly requestTimeout: number;
    /** Without it the SDK only prints a warning. */
    readonly throwOnRequestTimeout: boolean;
    /** For an answer that stops in the middle. */
    readonly socketTimeout: number;
  };
}

/**
 * How long the calls of an operation may take, in milliseconds. Two attempts of each of its few calls fit in the function's own 25 seconds, so
 * that a client gets a 503 with Retry-After and not API Gateway's 502.
 */
export const quickly: CallLimits = {
  maxAttempts: 2,
  requestHandler: {
    connectionTimeout: 1000,
    requestTimeout: 2500,
    throwOnRequestTimeout: true,
    socketTimeout: 2500,
  },
};

/**
 * For functions that no client waits for: more attempts, and time for a large catalogue. All attempts of a call that gets no answer fit in
 * the two minutes of those that follow the stream, so that the failure is logged before Lambda ends the function.
 */
export const patiently: CallLimits = {
  maxAttempts: 3,
  requestHandler: {
    connectionTimeout: 2000,
    requestTimeout: 30_000,
    throwOnRequestTimeout: true,
    socketTimeout: 30_000,
  },
};

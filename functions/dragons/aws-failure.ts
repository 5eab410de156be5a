/** What an AWS client's error says of the service's answer. */
export interface AwsFailure {
  /** The error code of the service's documentation, or the name of the client's own error. */
  readonly code: string;
  /** The HTTP status; undefined when there was no answer. */
  readonly status: number | undefined;
}

/** Reads the error of an AWS client. */
export function awsFailure(error: unknown): AwsFailure {
  if (!(error instanceof Error)) return { code: 'unknown', status: undefined };
  const metadata: unknown = '$metadata' in error ? error.$metadata : undefined;
  const status =
    typeof metadata === 'object' && metadata !== null && 'httpStatusCode' in metadata
      ? metadata.httpStatusCode
      : undefined;
  return { code: error.name, status: typeof status === 'number' ? status : undefined };
}

/** Codes that come with status 400 although trying again later is all there is to do. */
const transientCodes = new Set([
  'LimitExceededException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'TooManyRequestsException',
  'TransactionConflictException',
  'TransactionInProgressException',
]);

/** Whether trying again later may help: no answer, a failure of the service, or too many requests. */
export function isTransient(error: unknown): boolean {
  const { code, status } = awsFailure(error);
  return status === undefined ? isFromClient(error) : status >= 500 || status === 429 || transientCodes.has(code);
}

/** Errors of connections and time limits come from the client without an answer; a defect of ours has neither code nor such a name. */
function isFromClient(error: unknown): boolean {
  return error instanceof Error && ('code' in error || error.name === 'TimeoutError' || error.name === 'AbortError');
}

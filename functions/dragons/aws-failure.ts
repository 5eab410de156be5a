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

/** A service refused what it was asked; its message is left out. */
export class AwsRefusalError extends Error {
  override readonly name = 'AwsRefusalError';
}

/**
 * The error of an AWS client without the service's own words, which may repeat what the service was asked: a phone number, a user name. For
 * calls whose failures reach a log or the history of a workflow. Errors that are no answer of a service stay as they are.
 * @param service as a reader of the log knows it
 */
export function withoutItsWords(error: unknown, service: string): unknown {
  const { code, status } = awsFailure(error);
  return status === undefined ? error : new AwsRefusalError(`${service} answered ${status} ${code}.`);
}

/** Codes that come with status 400 although trying again later is all there is to do. */
const transientCodes = new Set([
  'ExecutionLimitExceeded',
  'LimitExceededException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  // S3 waited too long for the bytes of a request.
  'RequestTimeout',
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'TooManyRequestsException',
  'TransactionConflictException',
  'TransactionInProgressException',
]);

/** Whether trying again later may help: no answer, one that broke off, a failure of the service, or too many requests. */
export function isTransient(error: unknown): boolean {
  const { code, status } = awsFailure(error);
  if (status === undefined) return isFromClient(error);
  // The client puts the status of a success on its error when it could not read the answer to its end.
  return isSuccess(status) || status >= 500 || status === 429 || transientCodes.has(code);
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

/** Errors of connections and time limits come from the client without an answer; a defect of ours has neither code nor such a name. */
function isFromClient(error: unknown): boolean {
  return error instanceof Error && ('code' in error || error.name === 'TimeoutError' || error.name === 'AbortError');
}

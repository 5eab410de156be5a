/** A function of the stack could not be called, or failed: the message says what is wrong and what to do. */
export class FunctionCallError extends Error {
  override readonly name: string = 'FunctionCallError';
}

/** Nothing answers where AWS should be. */
export class AwsNotReachedError extends FunctionCallError {
  override readonly name = 'AwsNotReachedError';
}

/** The stack has no function of that name. */
export class FunctionMissingError extends FunctionCallError {
  override readonly name = 'FunctionMissingError';
}

/** AWS does not take the call: no or wrong credentials, no permission, a request that it cannot read. */
export class CallRefusedError extends FunctionCallError {
  override readonly name = 'CallRefusedError';
}

/** The call broke off, took too long or met a limit: the same call may succeed later. */
export class CallBrokenOffError extends FunctionCallError {
  override readonly name = 'CallBrokenOffError';
}

/** The function ran and failed. */
export class FunctionFailedError extends FunctionCallError {
  override readonly name = 'FunctionFailedError';
}

/** The function answered something that this version of the script does not know. */
export class UnknownAnswerError extends FunctionCallError {
  override readonly name = 'UnknownAnswerError';
}

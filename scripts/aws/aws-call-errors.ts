/** A call of AWS did not succeed: the message says for a person what is wrong and what to do. */
export class AwsCallError extends Error {
  override readonly name: string = 'AwsCallError';
}

/** Nothing answers where AWS should be. */
export class AwsNotReachedError extends AwsCallError {
  override readonly name = 'AwsNotReachedError';
}

/** AWS does not take the call: no or wrong credentials, no permission, a request that it cannot read. */
export class CallRefusedError extends AwsCallError {
  override readonly name = 'CallRefusedError';
}

/** The call broke off, took too long or met a limit: the same call may succeed later. */
export class CallBrokenOffError extends AwsCallError {
  override readonly name = 'CallBrokenOffError';
}

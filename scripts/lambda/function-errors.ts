import { AwsCallError } from '../aws/aws-call-errors.ts';

/** The stack has no function of that name. */
export class FunctionMissingError extends AwsCallError {
  override readonly name = 'FunctionMissingError';
}

/** The function ran and failed. */
export class FunctionFailedError extends AwsCallError {
  override readonly name = 'FunctionFailedError';
}

/** The function answered something that this version of the script does not know. */
export class UnknownAnswerError extends AwsCallError {
  override readonly name = 'UnknownAnswerError';
}

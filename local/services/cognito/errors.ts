import { ServiceError } from '../service-error.ts';

// The exceptions of the Cognito user pools API, with its own messages where they are always the same.
// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/CommonErrors.html

/** The caller may not do this: wrong password, wrong secret, used-up token, disabled user. */
export class NotAuthorizedException extends ServiceError {
  override readonly name = 'NotAuthorizedException';
  constructor(message: string, options?: ErrorOptions) {
    super('NotAuthorizedException', message, options);
  }
}

/** A value is missing or wrong. */
export class InvalidParameterException extends ServiceError {
  override readonly name = 'InvalidParameterException';
  constructor(message: string) {
    super('InvalidParameterException', message);
  }
}

/** The new password breaks the pool's policy. */
export class InvalidPasswordException extends ServiceError {
  override readonly name = 'InvalidPasswordException';
  /** @param reason the rule that was broken: `Password not long enough` */
  constructor(reason: string) {
    super('InvalidPasswordException', `Password did not conform with policy: ${reason}`);
  }
}

/** There is no such user (and the client does not hide it). */
export class UserNotFoundException extends ServiceError {
  override readonly name = 'UserNotFoundException';
  constructor(message = 'User does not exist.') {
    super('UserNotFoundException', message);
  }
}

/** Somebody has this user name already. */
export class UsernameExistsException extends ServiceError {
  override readonly name = 'UsernameExistsException';
  constructor(message = 'User already exists') {
    super('UsernameExistsException', message);
  }
}

/** Somebody else has this e-mail address or telephone number as an alias. */
export class AliasExistsException extends ServiceError {
  override readonly name = 'AliasExistsException';
  constructor(attribute: string) {
    super('AliasExistsException', `An account with the ${attribute} already exists.`);
  }
}

/** The user signed up, but has not confirmed. */
export class UserNotConfirmedException extends ServiceError {
  override readonly name = 'UserNotConfirmedException';
  constructor() {
    super('UserNotConfirmedException', 'User is not confirmed.');
  }
}

/** The confirmation code is wrong. */
export class CodeMismatchException extends ServiceError {
  override readonly name = 'CodeMismatchException';
  constructor() {
    super('CodeMismatchException', 'Invalid verification code provided, please try again.');
  }
}

/** The confirmation code is too old, or none was asked for. */
export class ExpiredCodeException extends ServiceError {
  override readonly name = 'ExpiredCodeException';
  constructor() {
    super('ExpiredCodeException', 'Invalid code provided, please request a code again.');
  }
}

/** There is no such pool, client or group. */
export class ResourceNotFoundException extends ServiceError {
  override readonly name = 'ResourceNotFoundException';
  constructor(message: string) {
    super('ResourceNotFoundException', message);
  }
}

/** The operation does not fit the state the user is in. */
export class UnsupportedUserStateException extends ServiceError {
  override readonly name = 'UnsupportedUserStateException';
  constructor(message: string) {
    super('UnsupportedUserStateException', message);
  }
}

/** The client is not set up for the operation. */
export class UnsupportedOperationException extends ServiceError {
  override readonly name = 'UnsupportedOperationException';
  constructor(message: string) {
    super('UnsupportedOperationException', message);
  }
}

/** The token is of a kind that the operation does not take. */
export class UnsupportedTokenTypeException extends ServiceError {
  override readonly name = 'UnsupportedTokenTypeException';
  constructor(message: string) {
    super('UnsupportedTokenTypeException', message);
  }
}

/** A refresh token that rotation has replaced was used again. */
export class RefreshTokenReuseException extends ServiceError {
  override readonly name = 'RefreshTokenReuseException';
  constructor() {
    super('RefreshTokenReuseException', 'Refresh token has been invalidated by rotation');
  }
}

/** A trigger refused: its function threw. */
export class UserLambdaValidationException extends ServiceError {
  override readonly name = 'UserLambdaValidationException';
  /** @param trigger `PreSignUp` @param reason the message of the error that the function threw */
  constructor(trigger: string, reason: string) {
    super('UserLambdaValidationException', `${trigger} failed with error ${reason}.`);
  }
}

/** A trigger could not be run at all: no such function, no free capacity, no answer within five seconds. */
export class UnexpectedLambdaException extends ServiceError {
  override readonly name = 'UnexpectedLambdaException';
  constructor(trigger: string, reason: string) {
    super('UnexpectedLambdaException', `${trigger} invocation failed due to error ${reason}.`);
  }
}

/** A trigger returned something that is not its event with a response. */
export class InvalidLambdaResponseException extends ServiceError {
  override readonly name = 'InvalidLambdaResponseException';
  constructor(reason: string) {
    super('InvalidLambdaResponseException', reason);
  }
}

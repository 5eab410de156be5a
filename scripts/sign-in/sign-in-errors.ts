/** A person can mend it: the message says what is wrong and what to do. */
export class SignInError extends Error {
  override readonly name: string = 'SignInError';
}

/** Nothing answers where the stack should be. */
export class StackNotRunningError extends SignInError {
  override readonly name = 'StackNotRunningError';

  constructor(address: string, options?: ErrorOptions) {
    super(`Nothing answers at ${address}. Start the local stack with "npm start".`, options);
  }
}

/** The stack lacks the user pool or the client. */
export class NotDeployedError extends SignInError {
  override readonly name = 'NotDeployedError';
}

/** The name is none of the sample users', so nobody knows its password. */
export class UnknownUserError extends SignInError {
  override readonly name = 'UnknownUserError';
}

/** Wrong password, no such user, something that the user has to do before, or credentials that may not ask. */
export class SignInRefusedError extends SignInError {
  override readonly name = 'SignInRefusedError';
}

/** The token endpoint gives the machine no token. */
export class TokenRefusedError extends SignInError {
  override readonly name = 'TokenRefusedError';
}

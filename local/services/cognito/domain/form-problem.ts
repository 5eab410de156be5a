import type { ServiceError } from '../../service-error.ts';
import { InvalidPasswordException } from '../errors.ts';
import type { FormProblem } from './layout.ts';

/** Which input a refusal is about, as far as its kind tells. */
export function problemOf(error: ServiceError): FormProblem {
  if (error instanceof InvalidPasswordException) return { field: 'password', message: passwordAdvice(error) };
  const fields: Record<string, string | undefined> = {
    UsernameExistsException: 'username',
    CodeMismatchException: 'code',
    ExpiredCodeException: 'code',
    NotAuthorizedException: undefined,
  };
  const field = fields[error.code];
  return { message: error.message, ...(field !== undefined && { field }) };
}

/** Cognito's words without the part that says that it is about a policy. */
function passwordAdvice(error: InvalidPasswordException): string {
  return error.message.replace(/^Password did not conform with policy: /, '');
}

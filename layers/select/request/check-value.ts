import { SelectError, shown } from '../errors.ts';

/** A delimiter is one or a few characters; anything longer is a mistake that would multiply with every row. */
const maxDelimiterLength = 1024;

/** An element of a request as an object; a request may come from plain JavaScript, where anything may stand. */
export function element<T extends object>(name: string, value: T | null | undefined): T | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'object' && !Array.isArray(value)) return value;
  throw invalidParameter(name, 'it must be an object');
}

/**
 * One of some words, in capital or small letters: the documentation itself spells `USE` and `Use`, and the service takes
 * both (https://github.com/boto/boto3/issues/2425).
 *
 * @throws SelectError with the code that the service has for the field.
 */
export function oneOf<T extends string>(code: string, name: string, value: unknown, choices: readonly T[]): T {
  const wanted = typeof value === 'string' ? value.toUpperCase() : undefined;
  const choice = choices.find((candidate) => candidate === wanted);
  if (choice !== undefined) return choice;
  const found = typeof value === 'string' ? shown(value) : typeof value;
  throw new SelectError(code, `The ${name} value ${found} is not valid. Only ${choices.join(', ')} are supported.`);
}

/** True or false; false when it is left out. */
export function flag(name: string, value: unknown): boolean {
  if (value === undefined || value === null) return false;
  if (typeof value === 'boolean') return value;
  throw invalidParameter(name, 'it must be true or false');
}

/** A delimiter of at least one character. */
export function delimiter(name: string, value: unknown, otherwise: string): string {
  const found = text(name, value, otherwise);
  // What the service answers to an empty one: https://github.com/paws-r/paws/issues/296
  if (found === '') throw missingParameter(name);
  if (found.length > maxDelimiterLength)
    throw invalidParameter(name, `it has more than ${maxDelimiterLength} characters`);
  return found;
}

/** A single character. */
export function character(name: string, value: unknown, otherwise: string): string {
  const found = delimiter(name, value, otherwise);
  if (Array.from(found).length > 1) throw invalidParameter(name, 'it must be a single character');
  return found;
}

/** A single character, or undefined for the empty text. */
export function characterOrNone(name: string, value: unknown, otherwise: string): string | undefined {
  return value === '' ? undefined : character(name, value, otherwise);
}

function text(name: string, value: unknown, otherwise: string): string {
  if (value === undefined || value === null) return otherwise;
  if (typeof value !== 'string') throw invalidParameter(name, 'it must be a text');
  if (!value.isWellFormed()) throw invalidParameter(name, 'it holds half of a surrogate pair');
  return value;
}

/** What a request ends in that leaves out what it has to say. */
export function missingParameter(name: string): SelectError {
  const message = `The SelectRequest entity is missing a required parameter: ${name}.`;
  return new SelectError('MissingRequiredParameter', message);
}

/** What a request ends in with a value that no other code is for; `problem` says what it must be, or what is wrong with it. */
export function invalidParameter(name: string, problem: string): SelectError {
  return new SelectError('InvalidRequestParameter', `The value of the parameter ${name} is not valid: ${problem}.`);
}

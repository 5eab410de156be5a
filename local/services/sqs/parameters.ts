import { optionalInteger, optionalString } from '../json-input.ts';
import { ConstraintViolationError } from '../json-protocol.ts';
import type { JsonInput } from '../json-protocol.ts';
import { invalidParameter, missingParameter } from './errors.ts';

/** A text that has to be there and must not be empty. @throws ServiceError `MissingRequiredParameterException` */
export function requiredText(input: JsonInput, name: string): string {
  const value = optionalString(input, name);
  if (value === undefined || value === '') throw missingParameter(name);
  return value;
}

/** An integer within a range, both ends included, that may be missing. @throws ServiceError `InvalidParameterValueException` */
export function integerBetween(input: JsonInput, name: string, min: number, max: number): number | undefined {
  try {
    return optionalInteger(input, name, { min, max });
  } catch (cause) {
    if (!(cause instanceof ConstraintViolationError)) throw cause;
    const value = String(input[name]);
    throw invalidParameter(
      `Value ${value} for parameter ${name} is invalid. Reason: Must be >= ${min} and <= ${max}, if provided.`,
    );
  }
}

import type { JsonInput } from '../../json-protocol.ts';
import { invalidParameter, missingParameter } from '../errors.ts';

/**
 * A time of an input: seconds since 1970, as the JSON protocol has them, or a text with a date.
 * @returns milliseconds since 1970; undefined when the member is missing
 * @throws ServiceError `InvalidParameterValueException`
 */
export function optionalTime(input: JsonInput, name: string): number | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  const time = typeof value === 'number' ? value * 1000 : typeof value === 'string' ? Date.parse(value) : NaN;
  if (!Number.isFinite(time)) throw invalidParameter(`The parameter ${name} must be a time.`);
  return time;
}

/** A time that must be there. @throws as {@link optionalTime} */
export function requiredTime(input: JsonInput, name: string): number {
  const time = optionalTime(input, name);
  if (time === undefined) throw missingParameter(name);
  return time;
}

/** A time as the JSON protocol writes it. */
export function seconds(milliseconds: number): number {
  return milliseconds / 1000;
}

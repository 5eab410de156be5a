import { isObject } from '../json.ts';
import { ConstraintViolationError } from './json-protocol.ts';
import type { JsonInput } from './json-protocol.ts';
import { ServiceError } from './service-error.ts';

/** What a service's model says about a string; lengths in characters as AWS counts them (UTF-16 units). */
export interface StringConstraints {
  readonly minLength?: number;
  readonly maxLength?: number;
  /** Matched against the whole value. */
  readonly pattern?: RegExp;
  /** The only values allowed. */
  readonly values?: readonly string[];
  /** Keeps the value out of messages: passwords, secrets. */
  readonly sensitive?: boolean;
}

/**
 * A string member that may be missing (or null, which AWS reads as missing).
 * @throws ConstraintViolationError when it breaks a constraint
 * @throws ServiceError `SerializationException` when it is no string
 */
export function optionalString(input: JsonInput, name: string, limits: StringConstraints = {}): string | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw wrongType(name, 'a string');
  const broken = brokenStringConstraint(value, limits);
  if (broken !== undefined) throw violation(name, limits.sensitive === true ? undefined : `'${value}'`, broken);
  return value;
}

/** A string member that must be there. @throws as {@link optionalString} */
export function requiredString(input: JsonInput, name: string, limits: StringConstraints = {}): string {
  return optionalString(input, name, limits) ?? missing(name);
}

/**
 * One of the allowed values, typed as such; undefined when the member is missing.
 * @throws ConstraintViolationError for any other value
 */
export function optionalEnum<const T extends string>(
  input: JsonInput,
  name: string,
  values: readonly T[],
): T | undefined {
  const text = optionalString(input, name, { values });
  return values.find((value) => value === text);
}

/** An integer member within a range (both ends included) that may be missing. @throws as {@link optionalString} */
export function optionalInteger(
  input: JsonInput,
  name: string,
  range: { readonly min?: number; readonly max?: number } = {},
): number | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value)) throw wrongType(name, 'an integer');
  if (range.max !== undefined && value > range.max) {
    throw violation(name, `'${value}'`, `Member must have value less than or equal to ${range.max}`);
  }
  if (range.min !== undefined && value < range.min) {
    throw violation(name, `'${value}'`, `Member must have value greater than or equal to ${range.min}`);
  }
  return value;
}

/** A boolean member; false when missing. @throws ServiceError `SerializationException` when it is none */
export function optionalBoolean(input: JsonInput, name: string): boolean {
  const value = input[name];
  if (value === undefined || value === null) return false;
  if (typeof value !== 'boolean') throw wrongType(name, 'a boolean');
  return value;
}

/** A list of strings that may be missing. @throws as {@link optionalString} */
export function optionalStrings(
  input: JsonInput,
  name: string,
  limits: StringConstraints & { readonly minItems?: number; readonly maxItems?: number } = {},
): string[] | undefined {
  const list = optionalList(input, name)?.map((item) => {
    if (typeof item !== 'string') throw wrongType(name, 'a list of strings');
    return item;
  });
  if (list === undefined) return undefined;
  const refuse = (constraint: string): never => {
    throw violation(name, `'[${list.join(', ')}]'`, constraint);
  };
  if (limits.maxItems !== undefined && list.length > limits.maxItems) {
    refuse(`Member must have length less than or equal to ${limits.maxItems}`);
  }
  if (limits.minItems !== undefined && list.length < limits.minItems) {
    refuse(`Member must have length greater than or equal to ${limits.minItems}`);
  }
  for (const item of list) {
    const broken = brokenStringConstraint(item, limits);
    if (broken !== undefined) refuse(`Member must satisfy constraint: [${broken}]`);
  }
  return list;
}

/** A list of strings that must be there. @throws as {@link optionalString} */
export function requiredStrings(
  input: JsonInput,
  name: string,
  limits: StringConstraints & { readonly minItems?: number; readonly maxItems?: number } = {},
): string[] {
  return optionalStrings(input, name, limits) ?? missing(name);
}

/** A list of anything that may be missing. @throws ServiceError `SerializationException` when it is none */
export function optionalList(input: JsonInput, name: string): unknown[] | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value)) throw wrongType(name, 'a list');
  const items: unknown[] = value;
  return items;
}

/** An object member that may be missing. @throws ServiceError `SerializationException` when it is none */
export function optionalObject(input: JsonInput, name: string): JsonInput | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (!isObject(value)) throw wrongType(name, 'an object');
  return value;
}

/** A map from string to string that may be missing. @throws ServiceError `SerializationException` when it is none */
export function optionalStringMap(input: JsonInput, name: string): Record<string, string> | undefined {
  const map = optionalObject(input, name);
  if (map === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(map).map(([key, value]) => {
      if (typeof value !== 'string') throw wrongType(name, 'a map of strings');
      return [key, value];
    }),
  );
}

/**
 * The error for a value that breaks a constraint, worded as the AWS services word it.
 * @param shown the value as it is shown, quoted; undefined for one that must not be shown
 */
export function violation(name: string, shown: string | undefined, constraint: string): ConstraintViolationError {
  const value = shown === undefined ? 'Value' : `Value ${shown}`;
  return new ConstraintViolationError(
    `1 validation error detected: ${value} at '${memberName(name)}' failed to satisfy constraint: ${constraint}`,
  );
}

/** Throws what AWS answers when a required member is missing. */
export function missing(name: string): never {
  throw violation(name, 'null', 'Member must not be null');
}

function brokenStringConstraint(value: string, limits: StringConstraints): string | undefined {
  if (limits.values !== undefined && !limits.values.includes(value)) {
    return `Member must satisfy enum value set: [${limits.values.join(', ')}]`;
  }
  if (limits.maxLength !== undefined && value.length > limits.maxLength) {
    return `Member must have length less than or equal to ${limits.maxLength}`;
  }
  if (limits.minLength !== undefined && value.length < limits.minLength) {
    return `Member must have length greater than or equal to ${limits.minLength}`;
  }
  if (limits.pattern !== undefined && limits.pattern.exec(value)?.[0] !== value) {
    return `Member must satisfy regular expression pattern: ${limits.pattern.source}`;
  }
  return undefined;
}

function wrongType(name: string, expected: string): ServiceError {
  return new ServiceError('SerializationException', `${name} must be ${expected}.`);
}

/** AWS names members in messages with a small first letter: `Name` is reported as `name`. */
function memberName(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

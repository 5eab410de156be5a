import { MappingPropertyError } from './property-error.ts';

/** The resolved properties of a resource. */
export type Properties = Readonly<Record<string, unknown>>;

/**
 * A whole number of a template; parameters make texts of them, which CloudFormation takes as well.
 * @throws MappingPropertyError
 */
export function integer(properties: Properties, name: string, min: number, max: number): number | undefined {
  const value = properties[name];
  if (value === undefined) return undefined;
  const number = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isInteger(number) || number < min || number > max)
    throw new MappingPropertyError(`${name} has to be a whole number from ${min} to ${max}, not ${shown(value)}`);
  return number;
}

/** A boolean of a template, or its text. @throws MappingPropertyError */
export function boolean(properties: Properties, name: string): boolean | undefined {
  const value = properties[name];
  if (value === undefined || typeof value === 'boolean') return value;
  if (value === 'true' || value === 'false') return value === 'true';
  throw new MappingPropertyError(`${name} has to be true or false, not ${shown(value)}`);
}

/** A text that has to be there. @throws MappingPropertyError */
export function text(properties: Properties, name: string): string {
  const value = properties[name];
  if (typeof value === 'string' && value !== '') return value;
  throw new MappingPropertyError(
    value === undefined ? `${name} is missing` : `${name} has to be a text, not ${shown(value)}`,
  );
}

/** A value as messages show it. */
export function shown(value: unknown): string {
  return JSON.stringify(value);
}

import type { Parameters } from '@dragons/core';

/** How queries are answered. */
export const engineModes = ['auto', 's3-select', 'in-function'] as const;

/** `auto` uses S3 Select where the account has it, and the select engine in the function otherwise. */
export type EngineMode = (typeof engineModes)[number];

/** What an operator can change without a deploy. */
export interface Settings {
  readonly bucket: string;
  readonly key: string;
  readonly engine: EngineMode;
  /** How many dragons a page holds when the caller does not say; 1 to 100. */
  readonly pageSize: number;
}

/** A parameter has a value that the service cannot use. */
export class InvalidParameterError extends Error {
  override readonly name = 'InvalidParameterError';
}

/**
 * Reads the settings out of Parameter Store's values.
 * @throws MissingParameterError, InvalidParameterError
 */
export function readSettings(parameters: Parameters): Settings {
  return {
    bucket: parameters.get('catalog-bucket'),
    key: parameters.get('catalog-key'),
    engine: engineMode(parameters.get('query-engine')),
    pageSize: pageSize(parameters.get('page-size')),
  };
}

function engineMode(value: string): EngineMode {
  const mode = engineModes.find((known) => known === value);
  if (mode === undefined) {
    throw new InvalidParameterError(`The parameter query-engine is "${value}"; it must be ${engineModes.join(', ')}.`);
  }
  return mode;
}

function pageSize(value: string): number {
  const size = Number(value);
  if (!Number.isInteger(size) || size < 1 || size > 100) {
    throw new InvalidParameterError(`The parameter page-size is "${value}"; it must be a whole number from 1 to 100.`);
  }
  return size;
}

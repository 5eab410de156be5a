import { createHash } from 'node:crypto';
import { isObject } from '../../json.ts';

/** The types of Parameter Store. */
export const parameterTypes = ['String', 'StringList', 'SecureString'] as const;

/** See {@link parameterTypes}. */
export type ParameterType = (typeof parameterTypes)[number];

/** One version of a parameter, as it is stored. */
export interface ParameterVersion {
  readonly version: number;
  readonly type: ParameterType;
  readonly value: string;
  readonly description: string | undefined;
  readonly allowedPattern: string | undefined;
  /** Milliseconds since 1970. */
  readonly modified: number;
  /** The access key that wrote it, or what declared it. */
  readonly user: string;
}

/** A parameter with the versions that are kept, oldest first; there is always one. */
export interface StoredParameter {
  readonly name: string;
  readonly versions: readonly ParameterVersion[];
}

/** The `Parameter` of an answer. */
export interface ParameterOutput {
  readonly Name: string;
  readonly Type: ParameterType;
  readonly Value: string;
  readonly Version: number;
  readonly Selector?: string;
  /** Seconds since 1970, with fractions: how JSON 1.1 writes timestamps. */
  readonly LastModifiedDate: number;
  readonly ARN: string;
  readonly DataType: 'text';
}

/**
 * A parameter as readers get it.
 * @param decrypted false leaves the value of a SecureString unreadable, as Parameter Store does without WithDecryption
 */
export function parameterOutput(
  name: string,
  arn: string,
  version: ParameterVersion,
  decrypted: boolean,
): ParameterOutput {
  return {
    Name: name,
    Type: version.type,
    Value: version.type === 'SecureString' && !decrypted ? unreadable(name, version) : version.value,
    Version: version.version,
    LastModifiedDate: version.modified / 1000,
    ARN: arn,
    DataType: 'text',
  };
}

/** What stands for the ciphertext: the same every time, and never the value. */
export function unreadable(name: string, version: ParameterVersion): string {
  return createHash('sha512').update(`${name}\n${version.version}\n${version.value}`).digest('base64');
}

/** Reads a stored parameter back. @throws Error for anything else */
export function parseStoredParameter(value: unknown): StoredParameter {
  if (!isObject(value) || typeof value.name !== 'string' || !Array.isArray(value.versions)) {
    throw new Error('not a parameter');
  }
  const versions: unknown[] = value.versions;
  if (versions.length === 0) throw new Error('a parameter without a version');
  return { name: value.name, versions: versions.map(parseVersion) };
}

function parseVersion(value: unknown): ParameterVersion {
  if (!isObject(value)) throw new Error('not a version of a parameter');
  const type = parameterTypes.find((known) => known === value.type);
  if (type === undefined) throw new Error(`${JSON.stringify(value.type)} is not a type`);
  const { version, modified, user } = value;
  if (typeof version !== 'number' || typeof modified !== 'number') throw new Error('a version without number or time');
  if (typeof value.value !== 'string' || typeof user !== 'string') throw new Error('a version without value or user');
  return {
    version,
    type,
    value: value.value,
    description: typeof value.description === 'string' ? value.description : undefined,
    allowedPattern: typeof value.allowedPattern === 'string' ? value.allowedPattern : undefined,
    modified,
    user,
  };
}

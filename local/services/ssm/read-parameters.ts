import {
  optionalBoolean,
  optionalInteger,
  optionalList,
  optionalString,
  requiredString,
  requiredStrings,
} from '../json-input.ts';
import type { JsonInput } from '../json-protocol.ts';
import { NotSimulatedError, ServiceError } from '../service-error.ts';
import { parameterOutput, unreadable } from './parameter.ts';
import type { ParameterOutput } from './parameter.ts';
import { checkPath } from './parameter-name.ts';
import type { ParameterStore } from './parameter-store.ts';
import { pageByKey } from '../page-by-key.ts';

const nameLimits = { minLength: 1, maxLength: 2048 };

/** GetParameter. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html */
export function getParameter(store: ParameterStore, input: JsonInput): { Parameter: ParameterOutput } {
  const name = requiredString(input, 'Name', nameLimits);
  const found = find(store, name, optionalBoolean(input, 'WithDecryption'));
  if (found === undefined) throw new ServiceError('ParameterNotFound', '');
  return { Parameter: found };
}

/** GetParameters: those that are not there (or not in that version) are listed, not an error. */
export function getParameters(
  store: ParameterStore,
  input: JsonInput,
): { Parameters: ParameterOutput[]; InvalidParameters: string[] } {
  const names = requiredStrings(input, 'Names', { ...nameLimits, minItems: 1, maxItems: 10 });
  const decrypted = optionalBoolean(input, 'WithDecryption');
  const parameters: ParameterOutput[] = [];
  const invalid: string[] = [];
  for (const name of new Set(names)) {
    try {
      const found = find(store, name, decrypted);
      if (found === undefined) invalid.push(name);
      else parameters.push(found);
    } catch (error) {
      if (!(error instanceof ServiceError) || error.code !== 'ParameterVersionNotFound') throw error;
      invalid.push(name);
    }
  }
  return { Parameters: parameters, InvalidParameters: invalid };
}

/**
 * GetParametersByPath: one level, or everything below with `Recursive`. Sorted by name.
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParametersByPath.html
 */
export function getParametersByPath(
  store: ParameterStore,
  input: JsonInput,
): { Parameters: ParameterOutput[]; NextToken?: string } {
  const path = checkPath(requiredString(input, 'Path', nameLimits));
  const recursive = optionalBoolean(input, 'Recursive');
  const decrypted = optionalBoolean(input, 'WithDecryption');
  const limit = optionalInteger(input, 'MaxResults', { min: 1, max: 10 }) ?? 10;
  if ((optionalList(input, 'ParameterFilters') ?? []).length > 0) {
    throw new NotSimulatedError('ssm:GetParametersByPath with ParameterFilters');
  }
  const inside = (name: string): boolean =>
    (path === '/' || name.startsWith(path)) && (recursive || !name.slice(path.length).includes('/'));
  const below = store.all().filter(({ name }) => (name.startsWith('/') ? inside(name) : path === '/'));
  const { items, next } = pageByKey(below, limit, optionalString(input, 'NextToken'), ({ name }) => name);
  return {
    Parameters: items.map((parameter) => (decrypted ? parameter.decrypted : parameter.encrypted)),
    ...next,
  };
}

/** GetParameterHistory: every version that is kept, oldest first. */
export function getParameterHistory(store: ParameterStore, input: JsonInput): object {
  const name = store.nameOf(requiredString(input, 'Name', nameLimits));
  const decrypted = optionalBoolean(input, 'WithDecryption');
  const limit = optionalInteger(input, 'MaxResults', { min: 1, max: 50 }) ?? 50;
  const parameter = store.get(name);
  if (parameter === undefined) throw new ServiceError('ParameterNotFound', '');
  const { items, next } = pageByKey(parameter.versions, limit, optionalString(input, 'NextToken'), (version) =>
    String(version.version).padStart(9, '0'),
  );
  return {
    Parameters: items.map((version) => ({
      Name: name,
      Type: version.type,
      KeyId: version.type === 'SecureString' ? 'alias/aws/ssm' : undefined,
      LastModifiedDate: version.modified / 1000,
      LastModifiedUser: version.user,
      Description: version.description,
      Value: version.type === 'SecureString' && !decrypted ? unreadable(name, version) : version.value,
      AllowedPattern: version.allowedPattern,
      Version: version.version,
      Labels: [],
      Tier: 'Standard',
      Policies: [],
      DataType: 'text',
    })),
    ...next,
  };
}

/**
 * The parameter that a name, an ARN, or either with a version (`name:3`) stands for.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-versions.html
 */
function find(store: ParameterStore, reference: string, decrypted: boolean): ParameterOutput | undefined {
  const text = store.nameOf(reference);
  const colon = text.indexOf(':');
  const name = colon === -1 ? text : text.slice(0, colon);
  const parameter = store.get(name);
  if (parameter === undefined) return undefined;
  if (colon === -1) return decrypted ? parameter.decrypted : parameter.encrypted;
  const selector = text.slice(colon + 1);
  if (!/^\d+$/.test(selector)) throw new NotSimulatedError(`ssm: selecting a parameter by its label (${text})`);
  const version = parameter.versions.find((candidate) => candidate.version === Number(selector));
  if (version === undefined) {
    throw new ServiceError(
      'ParameterVersionNotFound',
      `Systems Manager could not find version ${selector} of ${name}. Verify the version and try again.`,
    );
  }
  return { ...parameterOutput(name, parameter.arn, version, decrypted), Selector: `:${selector}` };
}

import { createContext, runInContext, type Context } from 'node:vm';
import { isObject } from '../../json.ts';
import {
  optionalBoolean,
  optionalEnum,
  optionalList,
  optionalString,
  requiredString,
  requiredStrings,
} from '../json-input.ts';
import type { JsonInput } from '../json-protocol.ts';
import { NotSimulatedError, ServiceError } from '../service-error.ts';
import { parameterTypes } from './parameter.ts';
import type { ParameterType, ParameterVersion } from './parameter.ts';
import { checkParameterName } from './parameter-name.ts';
import type { ParameterStore } from './parameter-store.ts';

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html */
const longestStandardValue = 4096;
/** Long, since the clock also runs while the machine does something else: a match that ends takes none of it. */
const longestMatchMs = 3000;
const nameLimits = { minLength: 1, maxLength: 2048 };

/**
 * PutParameter: creates a parameter, or adds a version with `Overwrite`.
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html
 */
export function putParameter(
  store: ParameterStore,
  input: JsonInput,
  writer: { readonly time: number; readonly user: string },
): { Version: number; Tier: 'Standard' } {
  const name = store.nameOf(requiredString(input, 'Name', nameLimits));
  const value = requiredString(input, 'Value', { minLength: 1, sensitive: true });
  const type = optionalEnum(input, 'Type', parameterTypes);
  refuseWhatIsNotSimulated(input);
  checkParameterName(name);
  const known = store.get(name)?.latest;
  if (known !== undefined && !optionalBoolean(input, 'Overwrite')) {
    throw new ServiceError(
      'ParameterAlreadyExists',
      'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
    );
  }
  const version = {
    type: chooseType(type, known),
    value,
    description: optionalString(input, 'Description', { maxLength: 1024 }) ?? known?.description,
    allowedPattern: optionalString(input, 'AllowedPattern', { maxLength: 1024 }) ?? known?.allowedPattern,
    modified: writer.time,
    user: writer.user,
  };
  checkValue(name, version);
  return { Version: store.add(name, version), Tier: 'Standard' };
}

/** DeleteParameter. @throws ServiceError `ParameterNotFound` */
export function deleteParameter(store: ParameterStore, input: JsonInput): object {
  const name = store.nameOf(requiredString(input, 'Name', nameLimits));
  if (!store.delete(name)) throw new ServiceError('ParameterNotFound', '');
  return {};
}

/** DeleteParameters: those that are not there are listed, not an error. */
export function deleteParameters(
  store: ParameterStore,
  input: JsonInput,
): { DeletedParameters: string[]; InvalidParameters: string[] } {
  const names = requiredStrings(input, 'Names', { ...nameLimits, minItems: 1, maxItems: 10 });
  const deleted: string[] = [];
  const invalid: string[] = [];
  for (const name of new Set(names)) (store.delete(store.nameOf(name)) ? deleted : invalid).push(name);
  return { DeletedParameters: deleted, InvalidParameters: invalid };
}

/**
 * Checks a value against what Parameter Store requires of it.
 * @throws ServiceError `ValidationException`, `InvalidAllowedPatternException`, `ParameterPatternMismatchException`
 */
export function checkValue(name: string, version: Pick<ParameterVersion, 'value' | 'allowedPattern'>): void {
  const { value, allowedPattern } = version;
  if (Buffer.byteLength(value) > longestStandardValue) {
    throw new ServiceError(
      'ValidationException',
      `Standard tier parameters support a maximum parameter value of ${longestStandardValue} characters. ` +
        'The advanced tier is not simulated by the local AWS.',
    );
  }
  if (/\{\{.*\}\}/.test(value)) {
    throw new ServiceError(
      'ValidationException',
      `Parameter value of ${name} cannot reference another parameter: {{…}} cannot be nested.`,
    );
  }
  if (allowedPattern === undefined || allowedPattern === '') return;
  if (!matches(allowedPattern, value)) {
    throw new ServiceError(
      'ParameterPatternMismatchException',
      `Parameter value, cannot be validated against allowedPattern: ${allowedPattern}`,
    );
  }
}

let realm: Context | undefined;

/**
 * Whether a value is what an `AllowedPattern` asks for. Some patterns (`^(a+)+$`) take longer than anybody lives, and nothing else
 * could run meanwhile: the machine's own time limit is the only thing that ends them.
 */
function matches(pattern: string, value: string): boolean {
  // Contexts are expensive, so there is one.
  realm ??= createContext({});
  Object.assign(realm, { pattern, value });
  try {
    return runInContext('new RegExp(pattern).test(value)', realm, { timeout: longestMatchMs }) === true;
  } catch (cause) {
    const tooSlow = isObject(cause) && cause.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
    const why = tooSlow ? `takes more than ${longestMatchMs} ms to match` : 'is not a regular expression';
    throw new ServiceError('InvalidAllowedPatternException', `The pattern ${pattern} ${why}.`, { cause });
  }
}

/** A new parameter needs a type; a later version keeps it. */
function chooseType(asked: ParameterType | undefined, known: ParameterVersion | undefined): ParameterType {
  const type = asked ?? known?.type;
  if (type === undefined) {
    throw new ServiceError('ValidationException', 'A parameter type is required when you create a parameter.');
  }
  if (known !== undefined && known.type !== type) {
    throw new ServiceError(
      'HierarchyTypeMismatchException',
      `Parameter Store does not support changing a parameter type: it is ${known.type}, not ${type}. ` +
        'You must create a new, unique parameter.',
    );
  }
  return type;
}

function refuseWhatIsNotSimulated(input: JsonInput): void {
  const tier = optionalString(input, 'Tier', { values: ['Standard', 'Advanced', 'Intelligent-Tiering'] });
  if (tier === 'Advanced') throw new NotSimulatedError('ssm:PutParameter with Tier Advanced');
  if (optionalString(input, 'Policies') !== undefined) throw new NotSimulatedError('ssm:PutParameter with Policies');
  if ((optionalList(input, 'Tags') ?? []).length > 0) throw new NotSimulatedError('ssm:PutParameter with Tags');
  const dataType = optionalString(input, 'DataType', { maxLength: 128 }) ?? 'text';
  if (dataType !== 'text') throw new NotSimulatedError(`ssm:PutParameter with DataType ${dataType}`);
  const key = optionalString(input, 'KeyId', { minLength: 1, maxLength: 256 }) ?? 'alias/aws/ssm';
  if (key !== 'alias/aws/ssm') throw new NotSimulatedError(`ssm:PutParameter with KeyId ${key}`);
}

import { isObject } from '../../json.ts';
import {
  optionalBoolean,
  optionalInteger,
  optionalList,
  optionalString,
  optionalStrings,
  requiredString,
} from '../json-input.ts';
import type { JsonInput } from '../json-protocol.ts';
import { NotSimulatedError, ServiceError } from '../service-error.ts';
import type { Parameter, ParameterStore } from './parameter-store.ts';
import { pageByKey } from '../page-by-key.ts';

type Filter = (parameter: Parameter) => boolean;

/**
 * DescribeParameters: everything about parameters but their values. Filters by Name, Type and Path are there.
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeParameters.html
 */
export function describeParameters(store: ParameterStore, input: JsonInput): object {
  if ((optionalList(input, 'Filters') ?? []).length > 0)
    throw new NotSimulatedError('ssm:DescribeParameters with Filters');
  if (optionalBoolean(input, 'Shared')) throw new NotSimulatedError('ssm:DescribeParameters with Shared');
  const filters = (optionalList(input, 'ParameterFilters') ?? []).map(readFilter);
  const limit = optionalInteger(input, 'MaxResults', { min: 1, max: 50 }) ?? 50;
  const found = store.all().filter((parameter) => filters.every((filter) => filter(parameter)));
  const { items, next } = pageByKey(found, limit, optionalString(input, 'NextToken'), ({ name }) => name);
  return {
    Parameters: items.map(({ name, arn, latest }) => ({
      Name: name,
      ARN: arn,
      Type: latest.type,
      KeyId: latest.type === 'SecureString' ? 'alias/aws/ssm' : undefined,
      LastModifiedDate: latest.modified / 1000,
      LastModifiedUser: latest.user,
      Description: latest.description,
      AllowedPattern: latest.allowedPattern,
      Version: latest.version,
      Tier: 'Standard',
      Policies: [],
      DataType: 'text',
    })),
    ...next,
  };
}

function readFilter(filter: unknown): Filter {
  if (!isObject(filter))
    throw new ServiceError('SerializationException', 'ParameterFilters must be a list of objects.');
  const key = requiredString(filter, 'Key', { minLength: 1, maxLength: 132 });
  const option = optionalString(filter, 'Option');
  const values = optionalStrings(filter, 'Values', { minItems: 1, maxItems: 50 }) ?? [];
  const some = (test: (value: string) => boolean): boolean => values.some(test);
  switch (`${key} ${option ?? (key === 'Path' ? 'OneLevel' : 'Equals')}`) {
    case 'Name Equals':
      return ({ name }) => some((value) => name === value);
    case 'Name BeginsWith':
      return ({ name }) => some((value) => name.startsWith(value));
    case 'Name Contains':
      return ({ name }) => some((value) => name.includes(value));
    case 'Type Equals':
      return ({ latest }) => some((value) => latest.type === value);
    case 'Path Recursive':
      return ({ name }) => some((value) => name.startsWith(below(value)));
    case 'Path OneLevel':
      return ({ name }) =>
        some((value) => name.startsWith(below(value)) && !name.slice(below(value).length).includes('/'));
    default:
      throw new NotSimulatedError(`ssm:DescribeParameters with a filter by ${key} (${option ?? 'no option'})`);
  }
}

function below(path: string): string {
  return path.endsWith('/') ? path : `${path}/`;
}

import { systemClock } from '../../clock.ts';
import type { Clock } from '../../clock.ts';
import type { Storage } from '../../state/storage.ts';
import { jsonService } from '../json-protocol.ts';
import type { AwsService } from '../service.ts';
import { describeParameters } from './describe-parameters.ts';
import type { ParameterType } from './parameter.ts';
import { checkParameterName } from './parameter-name.ts';
import { ParameterStore } from './parameter-store.ts';
import { getParameter, getParameterHistory, getParameters, getParametersByPath } from './read-parameters.ts';
import { checkValue, deleteParameter, deleteParameters, putParameter } from './write-parameters.ts';

/** What Parameter Store is made of. */
export interface SsmOptions {
  readonly storage: Storage;
  readonly clock?: Clock;
  readonly region: string;
  /** Twelve digits, for ARNs. */
  readonly accountId: string;
  /** `aws` when not given. */
  readonly partition?: string;
}

/** A parameter that a template declares (`AWS::SSM::Parameter`). */
export interface DeclaredParameter {
  readonly name: string;
  readonly type: ParameterType;
  readonly value: string;
  readonly description?: string;
  readonly allowedPattern?: string;
}

/** What declaring a parameter did. `kept` leaves alone a value that somebody changed since it was declared. */
export type Declaration = 'created' | 'updated' | 'kept';

/** Parameter Store, with what the stack needs to create what a template declares. */
export interface SsmService extends AwsService {
  /**
   * Brings a declared parameter about. The first time it is created. Later it is written only when the declaration
   * itself changed: until then the value belongs to whoever operates it, as with a deployed stack. One that was deleted
   * is created again.
   * @throws ServiceError when name or value break the rules of Parameter Store
   */
  declareParameter(parameter: DeclaredParameter): Declaration;
}

/** SSM Parameter Store. https://docs.aws.amazon.com/systems-manager/latest/APIReference/Welcome.html */
export function ssmService(options: SsmOptions): SsmService {
  const { storage, clock = systemClock, region, accountId, partition = 'aws' } = options;
  const store = new ParameterStore(storage, `arn:${partition}:ssm:${region}:${accountId}:parameter/`);
  const declarations = storage.table('ssm-declarations', parseText);

  const service = jsonService({
    signingName: 'ssm',
    targetPrefix: 'AmazonSSM',
    version: '1.1',
    operations: {
      GetParameter: (input) => getParameter(store, input),
      GetParameters: (input) => getParameters(store, input),
      GetParametersByPath: (input) => getParametersByPath(store, input),
      GetParameterHistory: (input) => getParameterHistory(store, input),
      DescribeParameters: (input) => describeParameters(store, input),
      PutParameter: (input, { accessKeyId }) =>
        putParameter(store, input, {
          time: clock(),
          user: `arn:${partition}:iam::${accountId}:user/${accessKeyId ?? ''}`,
        }),
      DeleteParameter: (input) => deleteParameter(store, input),
      DeleteParameters: (input) => deleteParameters(store, input),
    },
  });

  return {
    ...service,
    declareParameter({ name, type, value, description, allowedPattern }) {
      checkParameterName(name);
      checkValue(name, { value, allowedPattern });
      const declared = JSON.stringify({ type, value, description, allowedPattern });
      const known = store.get(name);
      if (known !== undefined && declarations.get(name) === declared) return 'kept';
      const user = `arn:${partition}:iam::${accountId}:role/cloudformation`;
      store.add(name, { type, value, description, allowedPattern, modified: clock(), user });
      declarations.set(name, declared);
      return known === undefined ? 'created' : 'updated';
    },
  };
}

function parseText(value: unknown): string {
  if (typeof value !== 'string') throw new Error('not a text');
  return value;
}

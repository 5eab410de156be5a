import { randomUUID } from 'node:crypto';

import { isObject } from '../json.ts';
import { NotSimulatedError, ServiceError } from '../services/service-error.ts';
import type { AwsService } from '../services/service.ts';

/** Calls operations of services inside this process, as other services of AWS do. */
export interface ServiceCalls {
  /** @throws ServiceError */
  call(service: string, operation: string, input: Readonly<Record<string, unknown>>): Promise<unknown>;
  /** Whether a service can be called at all. */
  canCall(service: string): boolean;
}

/** A service that can be called without the wire. */
export interface Callable {
  call(operation: string, input: Readonly<Record<string, unknown>>): Promise<unknown>;
}

/** What stands before the dot in `X-Amz-Target`, of services that are called over their JSON protocol. */
const prefixes: Readonly<Record<string, string>> = {
  dynamodb: 'DynamoDB_20120810',
  ssm: 'AmazonSSM',
  'cognito-idp': 'AWSCognitoIdentityProviderService',
};

/**
 * Makes the calls. Services that offer no call of their own are asked in their wire's form, without a signature: nobody comes from outside here.
 * @param services all JSON services
 * @param callables by name, asked first
 */
export function serviceCalls(
  services: readonly AwsService[],
  callables: Readonly<Record<string, Callable>>,
): ServiceCalls {
  async function call(service: string, operation: string, input: Readonly<Record<string, unknown>>): Promise<unknown> {
    const callable = Object.hasOwn(callables, service) ? callables[service] : undefined;
    if (callable !== undefined) return callable.call(operation, input);
    const prefix = Object.hasOwn(prefixes, service) ? prefixes[service] : undefined;
    const target = services.find(({ targetPrefix }) => targetPrefix !== undefined && targetPrefix === prefix);
    if (target === undefined) throw new NotSimulatedError(`${service}:${operation}, called by another service,`);
    const { status, body } = await target.handle({
      method: 'POST',
      path: '/',
      query: '',
      headers: { 'x-amz-target': `${prefix ?? ''}.${operation}`, 'content-type': 'application/x-amz-json-1.0' },
      body: Buffer.from(JSON.stringify(input)),
      requestId: randomUUID(),
      accessKeyId: undefined,
    });
    const answer: unknown = JSON.parse(typeof body === 'string' && body !== '' ? body : '{}');
    if (status < 300) return answer;
    throw errorIn(answer, status);
  }
  return { call, canCall: (service) => Object.hasOwn(callables, service) || Object.hasOwn(prefixes, service) };
}

function errorIn(answer: unknown, status: number): ServiceError {
  const { __type: type, message } = isObject(answer) ? answer : {};
  const code = typeof type === 'string' ? type.slice(type.lastIndexOf('#') + 1) : 'UnknownError';
  return new ServiceError(code, typeof message === 'string' ? message : '', { status });
}

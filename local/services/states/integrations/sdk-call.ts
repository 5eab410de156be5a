import type { Integration } from './integration.ts';
import type { Pattern } from './resource.ts';
import { argumentsOf, callService } from './service-call.ts';

interface SdkService {
  /** As `World.call` knows it. */
  readonly service: string;
  /** The name of the Java SDK's client, before `Client`: errors are named after it. */
  readonly prefix: string;
}

/** By the names that stand in resources. https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html */
const services: Readonly<Record<string, SdkService>> = {
  cognitoidentityprovider: { service: 'cognito-idp', prefix: 'CognitoIdentityProvider' },
  dynamodb: { service: 'dynamodb', prefix: 'DynamoDb' },
  s3: { service: 's3', prefix: 'S3' },
  sfn: { service: 'states', prefix: 'Sfn' },
  sns: { service: 'sns', prefix: 'Sns' },
  sqs: { service: 'sqs', prefix: 'Sqs' },
  ssm: { service: 'ssm', prefix: 'Ssm' },
};

/** `aws-sdk:{service}:{operation}`; undefined for what is none, or none that can be called here. */
export function sdkIntegration(
  action: string,
  pattern: Pattern,
  canCall: (service: string, operation: string) => boolean,
): Integration | undefined {
  const [, name = '', method = ''] = /^aws-sdk:([a-z0-9]+):([a-z][A-Za-z0-9]*)$/.exec(action) ?? [];
  const known = Object.hasOwn(services, name) ? services[name] : undefined;
  if (known === undefined || pattern.startsWith('sync')) return undefined;
  const { service, prefix } = known;
  const operation = method.charAt(0).toUpperCase() + method.slice(1);
  if (!canCall(service, operation)) return undefined;
  const errors = { prefix, general: `${prefix}Exception`, service: prefix, style: 'sdk' } as const;
  return {
    events: {
      kind: 'task',
      resourceType: `aws-sdk:${name}`,
      resource: pattern === '' ? method : `${method}.${pattern}`,
    },
    waitsForToken: pattern === 'waitForTaskToken',
    check: (given) => void argumentsOf(given, action),
    call: (given, world) => callService({ service, operation, errors }, argumentsOf(given, action), world),
  };
}

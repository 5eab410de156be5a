import { ServiceError } from '../../service-error.ts';
import { errorNames, StatesError } from '../states-error.ts';

/** A task took longer than its `TimeoutSeconds`. It has no cause. */
export function timeoutError(): StatesError {
  return new StatesError(errorNames.timeout, undefined);
}

/** A task was silent for longer than its `HeartbeatSeconds`; on AWS both names catch it. */
export function heartbeatError(): StatesError {
  return new StatesError(errorNames.timeout, undefined, { aliases: [errorNames.heartbeat] });
}

/** The names by which a service's own errors are known in a kind of integration. */
export interface ErrorNaming {
  /** What stands before the dot: `DynamoDB` for optimized integrations, `DynamoDb` for those of the AWS SDK. */
  readonly prefix: string;
  /** The error that the SDK has no class for: `AmazonDynamoDBException`, `DynamoDbException`. */
  readonly general: string;
  /** As causes name the service: `AmazonDynamoDBv2`. */
  readonly service: string;
  readonly style: 'optimized' | 'sdk';
}

/** Codes that SDKs have no class for. */
const generalCodes: ReadonlySet<string> = new Set([
  'ValidationException',
  'ValidationError',
  'SerializationException',
  'AccessDeniedException',
  'UnrecognizedClientException',
  'NotImplemented',
  'InternalFailure',
]);

/**
 * What a task fails with when a service answers with an error: the class of the Java SDK, whose name ends in `Exception`.
 * https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html
 */
export function serviceFailure(error: unknown, naming: ErrorNaming): StatesError {
  if (error instanceof StatesError) return error;
  if (!(error instanceof ServiceError)) {
    const text = error instanceof Error ? error.message : String(error);
    return new StatesError(`${naming.prefix}.${naming.general}`, text, { cause: error });
  }
  const code = error.code.replace(/^.*[#.]/, '').replace(/Exception$|Error$/, '');
  const name = generalCodes.has(error.code) ? naming.general : `${code}Exception`;
  const cause =
    naming.style === 'sdk'
      ? `${error.message} (Service: ${naming.service}, Status Code: ${error.status})`
      : `${error.message} (Service: ${naming.service}; Status Code: ${error.status}; Error Code: ${error.code})`;
  return new StatesError(`${naming.prefix}.${name}`, cause, { cause: error });
}

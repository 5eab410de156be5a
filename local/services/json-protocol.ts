import { isObject } from '../json.ts';
import { NotSimulatedError, ServiceError } from './service-error.ts';
import type { AwsService, ServiceRequest, ServiceResponse } from './service.ts';

/** The members of an operation's input, as they came in: still unchecked. */
export type JsonInput = Readonly<Record<string, unknown>>;

/**
 * One operation: takes its input, gives its output (undefined: an empty body), throws a {@link ServiceError}
 * for what the caller did wrong.
 */
export type JsonOperation = (
  input: JsonInput,
  request: ServiceRequest,
) => object | undefined | Promise<object | undefined>;

/** A service that speaks AWS JSON 1.0 or 1.1, described by its operations. */
export interface JsonServiceDescription {
  /** The name in a signature's credential scope: `ssm`. */
  readonly signingName: string;
  /** What stands before the dot in `X-Amz-Target`: `AmazonSSM`. */
  readonly targetPrefix: string;
  readonly version: '1.0' | '1.1';
  /** By the names that stand after the dot in `X-Amz-Target`. */
  readonly operations: Readonly<Record<string, JsonOperation>>;
  /** Operations that are answered without a signature. */
  readonly anonymous?: readonly string[];
  /** The error code of a {@link ConstraintViolationError}; `ValidationException` when not given. */
  readonly validationCode?: string;
  /** What stands before `#` in `__type` (`com.amazonaws.dynamodb.v20120810`); most JSON 1.1 services have none. */
  readonly errorNamespace?: string;
}

/** An input that breaks the service's model; answered with the service's own validation code. */
export class ConstraintViolationError extends Error {
  override readonly name = 'ConstraintViolationError';
}

/**
 * Makes a service of a table of operations. An operation that is not in the table is refused by name.
 * https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
export function jsonService(description: JsonServiceDescription): AwsService {
  const { signingName, targetPrefix, version, validationCode = 'ValidationException', errorNamespace } = description;
  const operations = new Map(Object.entries(description.operations));
  const anonymous = new Set(description.anonymous);
  const headers = { 'content-type': `application/x-amz-json-${version}` };

  async function answer(request: ServiceRequest): Promise<ServiceResponse> {
    const name = operationName(request.headers);
    const operation = operations.get(name);
    if (operation === undefined) throw new NotSimulatedError(`${signingName}:${name || '(no X-Amz-Target)'}`);
    const output = await operation(parseInput(request.body), request);
    return { status: 200, headers, body: output === undefined ? '' : JSON.stringify(output) };
  }

  return {
    signingName,
    targetPrefix,
    allowsAnonymous({ headers: given }) {
      const name = operationName(given);
      // SDKs do not sign the anonymous operations that are not simulated either: those are refused by name, not for that.
      return anonymous.has(name) || (anonymous.size > 0 && !operations.has(name));
    },
    async handle(request) {
      try {
        return await answer(request);
      } catch (error) {
        if (error instanceof ConstraintViolationError) {
          return jsonError(new ServiceError(validationCode, error.message, { cause: error }), version, errorNamespace);
        }
        if (error instanceof ServiceError) return jsonError(error, version, errorNamespace);
        throw error;
      }
    },
  };
}

/** The error as a JSON answer: the code in the body's `__type` and in the header `x-amzn-errortype`. */
export function jsonError(error: ServiceError, version: '1.0' | '1.1', namespace?: string): ServiceResponse {
  const type = namespace === undefined ? error.code : `${namespace}#${error.code}`;
  const message = error.message === '' ? {} : { message: error.message };
  return {
    status: error.status,
    headers: { 'content-type': `application/x-amz-json-${version}`, 'x-amzn-errortype': error.code, ...error.headers },
    body: JSON.stringify({ __type: type, ...message, ...error.fields }),
  };
}

/** The operation that `X-Amz-Target` names: what stands after its last dot, empty when there is none. */
export function operationName(headers: Readonly<Record<string, string>>): string {
  const target = headers['x-amz-target'] ?? '';
  return target.slice(target.lastIndexOf('.') + 1);
}

function parseInput(body: Buffer): JsonInput {
  if (body.length === 0) return {};
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch (cause) {
    throw new ServiceError('SerializationException', 'The body is not JSON.', { cause });
  }
  if (!isObject(value)) throw new ServiceError('SerializationException', 'The body is not a JSON object.');
  return value;
}

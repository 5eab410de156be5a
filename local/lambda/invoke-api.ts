import { isObject } from '../json.ts';
import { NotSimulatedError, ServiceError } from '../services/service-error.ts';
import type { AwsService, ServiceRequest, ServiceResponse } from '../services/service.ts';
import { RequestEntityTooLargeError } from './failures.ts';
import { UnknownFunctionError } from './invoker.ts';
import type { InvocationResult } from './invoker.ts';
import type { LambdaService } from './lambda-service.ts';

const invocationPath = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;

/**
 * Lambda's `Invoke` for the AWS endpoint (https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html), synchronous only.
 * Every other operation is refused by name.
 * @param lambda asked for at every request: it exists only when the endpoint's address is known
 */
export function invokeApi(lambda: () => LambdaService): AwsService {
  async function answer(request: ServiceRequest): Promise<ServiceResponse> {
    const match = invocationPath.exec(request.path);
    if (match === null || request.method !== 'POST')
      throw new NotSimulatedError(`lambda:${request.method} ${request.path}`);
    const name = decodeURIComponent(match[1] ?? '');
    const qualifier = new URLSearchParams(request.query).get('Qualifier');
    const type = request.headers['x-amz-invocation-type'] ?? 'RequestResponse';
    if (type !== 'RequestResponse') throw new NotSimulatedError(`lambda:Invoke with InvocationType ${type}`);
    if (request.headers['x-amz-log-type'] === 'Tail') throw new NotSimulatedError('lambda:Invoke with LogType Tail');
    const clientContext = request.headers['x-amz-client-context'];
    const result = await lambda().invokeText(qualifier === null ? name : `${name}:${qualifier}`, {
      payload: eventText(request.body),
      requestId: request.requestId,
      ...(clientContext === undefined ? {} : { clientContext: contextText(clientContext) }),
    });
    return response(result);
  }

  return {
    signingName: 'lambda',
    allowsAnonymous: () => false,
    async handle(request) {
      try {
        return await answer(request);
      } catch (error) {
        return errorResponse(serviceError(error));
      }
    },
  };
}

/** The event as it was sent; nothing is an empty object. */
function eventText(body: Buffer): string {
  if (body.length === 0) return '{}';
  const text = body.toString('utf8');
  try {
    JSON.parse(text);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ServiceError('InvalidRequestContentException', `Could not parse request body into json: ${why}`, {
      cause,
    });
  }
  return text;
}

/** The decoded `X-Amz-Client-Context`: the runtime parses it, so it must be what the runtime can take. */
function contextText(header: string): string {
  const text = Buffer.from(header, 'base64').toString('utf8');
  try {
    if (isObject(JSON.parse(text))) return text;
  } catch {
    // Refused below, like any other value that is no object.
  }
  throw new ServiceError(
    'InvalidRequestContentException',
    'Client context must be a valid Base64-encoded JSON object.',
  );
}

function response(result: InvocationResult): ServiceResponse {
  if (result.outcome === 'throttled') {
    throw new ServiceError('TooManyRequestsException', 'Rate Exceeded.', {
      status: 429,
      fields: { Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded' },
    });
  }
  const failed = result.outcome === 'failed' ? { 'x-amz-function-error': 'Unhandled' } : {};
  return {
    status: 200,
    headers: { 'content-type': 'application/json', 'x-amz-executed-version': '$LATEST', ...failed },
    body: result.payload,
  };
}

function serviceError(error: unknown): ServiceError {
  if (error instanceof ServiceError) return error;
  if (error instanceof UnknownFunctionError) {
    return new ServiceError('ResourceNotFoundException', error.message, { status: 404, cause: error });
  }
  if (error instanceof RequestEntityTooLargeError) {
    return new ServiceError('RequestEntityTooLargeException', error.message, { status: 413, cause: error });
  }
  throw error;
}

function errorResponse(error: ServiceError): ServiceResponse {
  return {
    status: error.status,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': error.code, ...error.headers },
    body: JSON.stringify({ Type: error.status < 500 ? 'User' : 'Service', message: error.message, ...error.fields }),
  };
}

import type { Operation } from '../definition/api-model.ts';
import type { RequestContext } from '../request/context-variables.ts';
import type { GatewayRequest } from '../request/gateway-request.ts';
import { isBinary } from './media-types.ts';

/** Headers of a request that do not reach a function (recorded from AWS). */
const droppedHeaders = new Set([
  'connection',
  'content-length',
  'content-md5',
  'expect',
  'max-forwards',
  'proxy-authenticate',
  'server',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'www-authenticate',
]);

/** Headers that the gateway writes itself, whatever the client sent. */
const overwrittenHeaders = new Set([
  'host',
  'x-amzn-trace-id',
  'x-forwarded-for',
  'x-forwarded-port',
  'x-forwarded-proto',
]);

/** What a proxy event is made of. */
export interface ProxyEventSource {
  readonly request: GatewayRequest;
  readonly operation: Operation;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly context: RequestContext;
  readonly stageVariables: Readonly<Record<string, string>> | undefined;
  readonly domainName: string;
  readonly binaryMediaTypes: readonly string[];
}

/**
 * Builds the event of a Lambda proxy integration, payload version 1. Absent collections are null.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-input-format
 */
export function proxyEvent({ request, operation, pathParameters, context, ...rest }: ProxyEventSource) {
  const multiValueHeaders = eventHeaders(request, rest.domainName);
  const binary = isBinary(rest.binaryMediaTypes, request.headers.mediaType('content-type'));
  return {
    resource: operation.resourcePath,
    path: request.path,
    httpMethod: request.method,
    headers: Object.fromEntries(multiValueHeaders.map(([name, values]) => [name, values.at(-1) ?? ''])),
    multiValueHeaders: Object.fromEntries(multiValueHeaders),
    queryStringParameters: request.query.isEmpty ? null : request.query.single(),
    multiValueQueryStringParameters: request.query.isEmpty ? null : request.query.multiple(),
    pathParameters: Object.keys(pathParameters).length === 0 ? null : pathParameters,
    stageVariables: rest.stageVariables ?? null,
    requestContext: context,
    body: request.body?.toString(binary ? 'base64' : 'utf8') ?? null,
    isBase64Encoded: binary && request.body !== undefined,
  };
}

/** The client's headers as it spelled them, and what API Gateway adds: it terminates TLS on port 443. */
function eventHeaders(request: GatewayRequest, host: string): [string, readonly string[]][] {
  const headers: [string, readonly string[]][] = [];
  for (const [key, { name, values }] of request.headers.entries()) {
    if (!droppedHeaders.has(key) && !overwrittenHeaders.has(key)) headers.push([name, values]);
  }
  const forwardedFor = request.headers.get('x-forwarded-for');
  headers.push(
    ['Host', [host]],
    ['X-Amzn-Trace-Id', [request.traceId]],
    ['X-Forwarded-For', [forwardedFor === undefined ? request.sourceIp : `${forwardedFor}, ${request.sourceIp}`]],
    ['X-Forwarded-Port', ['443']],
    ['X-Forwarded-Proto', ['https']],
  );
  return headers;
}

import { operationTable, type OperationId } from '@dragons/core';
import type { APIGatewayProxyEvent } from 'aws-lambda';

/** What is particular about a request. */
export interface RequestParts {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Who asks: nobody has this subject, since Cognito makes them at random. */
const subject = '00000000-0000-4000-8000-000000000000';

/**
 * The event of an API Gateway proxy integration for an operation, with the claims of a caller who has its scopes: as API Gateway sends it when the
 * token was checked (https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-input-format).
 */
export function proxyEvent(
  id: OperationId,
  { path = {}, query = {}, headers = {}, body }: RequestParts = {},
): APIGatewayProxyEvent {
  const { method, path: resource, scopes } = operationTable[id];
  const requestPath = resource.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(path[name] ?? ''));
  const sent = {
    Accept: '*/*',
    'User-Agent': 'verify-version',
    ...(body !== undefined && { 'Content-Type': 'application/json' }),
    ...headers,
  };
  return {
    resource,
    path: requestPath,
    httpMethod: method,
    headers: sent,
    multiValueHeaders: asLists(sent),
    queryStringParameters: orNull(query),
    multiValueQueryStringParameters: orNull(asLists(query)),
    pathParameters: orNull(
      Object.fromEntries(Object.entries(path).map(([name, value]) => [name, encodeURIComponent(value)])),
    ),
    stageVariables: null,
    requestContext: requestContext(id, requestPath, scopes),
    body: body === undefined ? null : JSON.stringify(body),
    isBase64Encoded: false,
  };
}

function requestContext(
  id: OperationId,
  path: string,
  scopes: readonly string[],
): APIGatewayProxyEvent['requestContext'] {
  const { method, path: resourcePath } = operationTable[id];
  const requestId = `verify-version-${id}`;
  // The types do not know operationName.
  const context = {
    resourceId: 'verify',
    resourcePath,
    operationName: id,
    httpMethod: method,
    extendedRequestId: requestId,
    requestId,
    // As for a client that asks for the API's own name: without the stage.
    path,
    accountId: '000000000000',
    protocol: 'HTTP/1.1',
    stage: 'verify',
    domainPrefix: 'verify',
    domainName: 'verify.invalid',
    apiId: 'verify',
    requestTimeEpoch: 0,
    identity,
    authorizer: scopes.length === 0 ? null : { claims: { ...claims, scope: scopes.join(' ') } },
  };
  return context;
}

const claims = {
  sub: subject,
  client_id: 'verify-version',
  username: 'verify-version',
  token_use: 'access',
};

const identity: APIGatewayProxyEvent['requestContext']['identity'] = {
  accessKey: null,
  accountId: null,
  apiKey: null,
  apiKeyId: null,
  caller: null,
  clientCert: null,
  cognitoAuthenticationProvider: null,
  cognitoAuthenticationType: null,
  cognitoIdentityId: null,
  cognitoIdentityPoolId: null,
  principalOrgId: null,
  // An address that no client can have (RFC 5737).
  sourceIp: '192.0.2.1',
  user: null,
  userAgent: 'verify-version',
  userArn: null,
};

function asLists(values: Readonly<Record<string, string>>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, [value]]));
}

/** API Gateway sends null where there is nothing. */
function orNull<T extends object>(values: T): T | null {
  return Object.keys(values).length === 0 ? null : { ...values };
}

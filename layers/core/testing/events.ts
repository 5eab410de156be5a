import type { APIGatewayProxyEvent, Context } from 'aws-lambda';

/** An API Gateway event as it arrives, with what a test says of it. */
export function proxyEvent(more: {
  headers?: Record<string, string>;
  query?: Record<string, string[]>;
  path?: Record<string, string>;
  body?: string | null;
  claims?: Record<string, string> | null;
}): APIGatewayProxyEvent {
  const {
    headers = {},
    query,
    path = null,
    body = null,
    claims = { sub: 'u1', client_id: 'c1', scope: 'things/read' },
  } = more;
  return {
    resource: '/things',
    path: '/things',
    httpMethod: 'GET',
    headers,
    multiValueHeaders: {},
    queryStringParameters: null,
    multiValueQueryStringParameters: query ?? null,
    pathParameters: path,
    stageVariables: null,
    requestContext: {
      requestId: 'request-1',
      path: '/dev/things',
      ...(claims !== null && { authorizer: { claims } }),
    } as unknown as APIGatewayProxyEvent['requestContext'],
    body,
    isBase64Encoded: false,
  };
}

/** The context of an invocation, as far as the wrapper looks at it. */
export const context = { awsRequestId: 'invocation-1' } as Context;

interface ResponseTypeFacts {
  readonly status: number;
  /** The value of `$context.error.message`; null prints `null`. */
  readonly message: string | null;
  /** The response header `x-amzn-ErrorType`. */
  readonly errorType: string;
  /** What the body looks like when nobody customised it. */
  readonly body: BuiltInBody;
}

/**
 * `plain`: `{"message":…}`; `spaced`: `{"message": …}`, written by the layer that talks to integrations;
 * `capital`: `{"Message":…}`.
 */
type BuiltInBody = 'plain' | 'spaced' | 'capital';

const facts = (
  status: number,
  message: string | null,
  errorType: string,
  body: BuiltInBody = 'plain',
): ResponseTypeFacts => ({ status, message, errorType, body });

/**
 * The gateway responses of API Gateway with what they say when they are not customised.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
export const responseTypes = {
  ACCESS_DENIED: facts(403, 'User is not authorized to access this resource', 'AccessDeniedException', 'capital'),
  API_CONFIGURATION_ERROR: facts(500, 'Internal server error', 'InternalServerErrorException', 'spaced'),
  AUTHORIZER_CONFIGURATION_ERROR: facts(500, null, 'AuthorizerConfigurationException'),
  AUTHORIZER_FAILURE: facts(500, null, 'AuthorizerFailureException'),
  BAD_REQUEST_BODY: facts(400, 'Invalid request body', 'BadRequestException', 'spaced'),
  BAD_REQUEST_PARAMETERS: facts(400, 'Missing required request parameters', 'BadRequestException', 'spaced'),
  DEFAULT_4XX: facts(400, 'Bad Request', 'BadRequestException'),
  DEFAULT_5XX: facts(500, 'Internal server error', 'InternalServerErrorException', 'spaced'),
  EXPIRED_TOKEN: facts(403, 'The security token included in the request is expired', 'ExpiredTokenException'),
  INTEGRATION_FAILURE: facts(
    504,
    'Network error communicating with endpoint',
    'InternalServerErrorException',
    'spaced',
  ),
  INTEGRATION_TIMEOUT: facts(504, 'Endpoint request timed out', 'InternalServerErrorException', 'spaced'),
  INVALID_API_KEY: facts(403, 'Forbidden', 'ForbiddenException'),
  INVALID_SIGNATURE: facts(403, 'Invalid signature', 'InvalidSignatureException'),
  MISSING_AUTHENTICATION_TOKEN: facts(403, 'Missing Authentication Token', 'MissingAuthenticationTokenException'),
  QUOTA_EXCEEDED: facts(429, 'Limit Exceeded', 'LimitExceededException'),
  REQUEST_TOO_LARGE: facts(413, 'Request Too Long', 'RequestTooLongException'),
  RESOURCE_NOT_FOUND: facts(404, 'Not Found', 'NotFoundException'),
  THROTTLED: facts(429, 'Too Many Requests', 'TooManyRequestsException'),
  UNAUTHORIZED: facts(401, 'Unauthorized', 'UnauthorizedException'),
  UNSUPPORTED_MEDIA_TYPE: facts(415, 'Unsupported Media Type', 'BadRequestException', 'spaced'),
  WAF_FILTERED: facts(403, 'Forbidden', 'ForbiddenException'),
} as const satisfies Record<string, ResponseTypeFacts>;

export type ResponseType = keyof typeof responseTypes;

export function isResponseType(name: string): name is ResponseType {
  return Object.hasOwn(responseTypes, name);
}

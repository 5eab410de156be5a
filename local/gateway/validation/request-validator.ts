import type { RequestValidation, RequiredParameter } from '../definition/api-model.ts';
import type { GatewayRequest } from '../request/gateway-request.ts';
import type { Refusal } from '../responses/refusal.ts';

/**
 * Checks what the operation's request validator says: required parameters first, then the body.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html
 * @returns undefined when the request is fine
 */
export function validateRequest(
  validation: RequestValidation,
  request: GatewayRequest,
  pathParameters: Readonly<Record<string, string>>,
  caseSensitiveHeaders: boolean,
): Refusal | undefined {
  const missing = validation.requiredParameters.filter(
    (parameter) => !isPresent(parameterValue(parameter, request, pathParameters, caseSensitiveHeaders)),
  );
  if (missing.length > 0) {
    const message = `Missing required request parameters: [${missing.map(({ name }) => name).join(', ')}]`;
    return { type: 'BAD_REQUEST_PARAMETERS', message, validationError: message };
  }
  return validation.bodyModels === undefined ? undefined : validateBody(validation.bodyModels, request);
}

function parameterValue(
  parameter: RequiredParameter,
  request: GatewayRequest,
  pathParameters: Readonly<Record<string, string>>,
  caseSensitiveHeaders: boolean,
): string | undefined {
  const { name } = parameter;
  switch (parameter.in) {
    case 'header':
      return caseSensitiveHeaders ? request.headers.getExactly(name) : request.headers.get(name.toLowerCase());
    case 'path':
      return pathParameters[name];
    case 'querystring':
      return request.query.get(name);
  }
}

/** "Included and not blank", says the documentation. */
function isPresent(value: string | undefined): boolean {
  return value !== undefined && value.trim() !== '';
}

/** A content type without a model is not validated; without a content type the body counts as JSON; no body counts as `{}`. */
function validateBody(
  models: NonNullable<RequestValidation['bodyModels']>,
  request: GatewayRequest,
): Refusal | undefined {
  const model = models.get(request.headers.mediaType('content-type') ?? 'application/json');
  if (model === undefined) return undefined;
  let document: unknown = {};
  try {
    if (request.body !== undefined) document = JSON.parse(request.body.toString('utf8'));
  } catch {
    return { type: 'BAD_REQUEST_BODY', validationError: '[body is not JSON]' };
  }
  const validationError = model(document);
  return validationError === undefined ? undefined : { type: 'BAD_REQUEST_BODY', validationError };
}

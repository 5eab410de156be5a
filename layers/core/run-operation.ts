import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { InvalidTokenError, tokensOfEnvironment, type AccessTokens } from './access-token.ts';
import { callerFromClaims, type Caller } from './caller.ts';
import type { Validator } from './contract-types.ts';
import { log, logContext } from './log.ts';
import { logMessages } from './log-messages.ts';
import { count, publishMetrics } from './metric.ts';
import { behindStage } from './location.ts';
import { problemResponse, successResponse, type Success } from './response.ts';
import { refuse, type Refusal } from './problems.ts';
import {
  headerOf,
  readBody,
  readParameters,
  requestErrors,
  UnreadableBodyError,
  type DeclaredParameter,
  type RawParameters,
} from './request.ts';
import { withTrace } from './trace.ts';

/** What a logic may answer, whatever its operation. */
export type AnyAnswer = Success | Refusal;

/** What the wrapper knows of an operation from the contract. */
export interface OperationDefinition {
  readonly id: string;
  readonly scopes: readonly string[];
  readonly parameters: readonly DeclaredParameter[];
  readonly hasBody: boolean;
}

/** A request that was checked. */
export interface CheckedRequest<Parameters, Body> {
  readonly parameters: Parameters;
  readonly body: Body;
  /** Undefined for an operation that needs no token. */
  readonly caller: Caller | undefined;
  readonly requestId: string;
}

/** An operation: what the contract says of it, and what it does. */
export interface OperationParts<Parameters, Body> {
  readonly definition: OperationDefinition;
  readonly isParameters: Validator<Parameters>;
  readonly isBody: Validator<Body>;
  readonly logic: (request: CheckedRequest<Parameters, Body>) => Promise<AnyAnswer>;
  /** Verifies tokens when API Gateway's claims are missing; by default those of the function's user pool. */
  readonly tokens?: () => AccessTokens;
}

/** A refusal on the way to the logic. */
class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.detail);
    this.refusal = refusal;
  }
}

/** Made for `.catch`. @throws the error itself when it is no refusal */
function refusalOf(error: unknown): Refusal {
  if (error instanceof RefusedError) return error.refusal;
  throw error;
}

/** Makes the Lambda handler of an operation whatever its contract; `operation` is the typed way in. */
export function runOperation<Parameters, Body>(
  parts: OperationParts<Parameters, Body>,
): (event: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult> {
  const { definition } = parts;
  return async (event, context) => {
    const started = performance.now();
    const requestId = event.requestContext.requestId;
    const correlationId = correlationOf(event) ?? requestId;
    logContext({ operation: definition.id, requestId, correlationId, functionRequestId: context.awsRequestId });

    // A refusal is an answer like any other: only what nobody foresaw marks the trace as failed.
    const answer = await withTrace(`## ${definition.id}`, { operation: definition.id, correlationId }, () =>
      answerOf(parts, event, requestId).catch(refusalOf),
    ).catch((error: unknown) => {
      log(logMessages.failed, {}, error);
      return refuse('internal-error', 'The failure was recorded. Quote the requestId when you ask about it.');
    });

    const response =
      'problem' in answer
        ? problemResponse(answer, requestId, correlationId)
        : successResponse({ ...answer, headers: behindStage(answer.headers, event) }, correlationId);
    const milliseconds = performance.now() - started;
    log(logMessages.answered, {
      status: response.statusCode,
      milliseconds: Math.round(milliseconds * 10) / 10,
      ...('problem' in answer && { problem: answer.problem }),
    });
    count(`Status${Math.floor(response.statusCode / 100)}xx`);
    publishMetrics(definition.id, milliseconds);
    return response;
  };
}

async function answerOf<Parameters, Body>(
  { definition, isParameters, isBody, logic, tokens = tokensOfEnvironment }: OperationParts<Parameters, Body>,
  event: APIGatewayProxyEvent,
  requestId: string,
): Promise<AnyAnswer> {
  const caller = definition.scopes.length === 0 ? undefined : await callerOf(event, definition.scopes, tokens);
  const parameters = checkedParameters(event, definition, isParameters);
  const body = checkedBody(event, definition, isBody);
  return logic({ parameters, body, caller, requestId });
}

/**
 * The caller: from API Gateway's claims, which it verified; without them from the token itself.
 * @throws RefusedError when there is no valid token or it lacks the scope
 */
async function callerOf(
  event: APIGatewayProxyEvent,
  scopes: readonly string[],
  tokens: () => AccessTokens,
): Promise<Caller> {
  const claims: unknown = event.requestContext.authorizer?.claims;
  const caller = claims === undefined ? await callerFromToken(event, tokens()) : callerFromClaims(claims);
  if (caller === undefined) throw new RefusedError(refuse('unauthorized', 'The token is not an access token.'));
  if (!scopes.some((scope) => caller.scopes.includes(scope))) {
    throw new RefusedError(refuse('forbidden', `This operation needs the scope ${scopes.join(' or ')}.`));
  }
  return caller;
}

async function callerFromToken(event: APIGatewayProxyEvent, tokens: AccessTokens): Promise<Caller> {
  const authorization = headerOf(event, 'Authorization');
  if (!authorization)
    throw new RefusedError(refuse('unauthorized', 'Send an access token in the Authorization header.'));
  try {
    return await tokens.verify(authorization);
  } catch (error) {
    if (!(error instanceof InvalidTokenError)) throw error;
    log(logMessages.tokenRefused, { reason: error.message });
    throw new RefusedError(refuse('unauthorized', 'The access token is not valid, or no longer.'));
  }
}

function checkedParameters<Parameters>(
  event: APIGatewayProxyEvent,
  definition: OperationDefinition,
  isParameters: Validator<Parameters>,
): Parameters {
  const { parameters, errors } = readParameters(event, definition.parameters);
  const candidate: RawParameters | Parameters = parameters;
  if (isParameters(candidate) && errors.length === 0) return candidate;
  throw invalid([...errors, ...requestErrors(isParameters.errors ?? [], false)]);
}

function checkedBody<Body>(
  event: APIGatewayProxyEvent,
  definition: OperationDefinition,
  isBody: Validator<Body>,
): Body {
  let body: unknown;
  try {
    body = definition.hasBody ? readBody(event) : undefined;
  } catch (error) {
    if (!(error instanceof UnreadableBodyError)) throw error;
    if (error.reason === 'media-type') throw new RefusedError(refuse('unsupported-media-type', error.message));
    if (error.reason === 'too-large') throw new RefusedError(refuse('request-too-large', error.message));
    throw invalid([{ in: 'body', name: '', message: 'is not JSON' }]);
  }
  if (isBody(body)) return body;
  throw invalid(requestErrors(isBody.errors ?? [], true));
}

/** A refusal that lists what is wrong. A list is cut where it would only repeat itself. */
function invalid(errors: ReturnType<typeof requestErrors>): RefusedError {
  const shown = errors.slice(0, 20);
  const detail = shown
    .slice(0, 3)
    .map(({ in: place, name, message }) =>
      place === 'body'
        ? `body ${name || '(whole)'}: ${message}`
        : `${place} parameter ${name.slice(0, 64)}: ${message}`,
    )
    .join('; ');
  return new RefusedError(
    refuse('invalid-request', detail, { errors: shown.map((error) => ({ ...error, name: error.name.slice(0, 64) })) }),
  );
}

/** A correlation id that the caller sent, if it is one that can stand in a log and a header as it is. */
function correlationOf(event: APIGatewayProxyEvent): string | undefined {
  const sent = headerOf(event, 'X-Correlation-Id');
  return sent !== undefined && /^[\w.:-]{1,64}$/.test(sent) ? sent : undefined;
}

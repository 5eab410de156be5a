import { hash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { CognitoAuthorizer } from './authorizer/cognito-authorizer.ts';
import type { GatewayBehaviour } from './behaviour.ts';
import type { Api, LambdaIntegration, Operation } from './definition/api-model.ts';
import { invokeLambda, badGateway } from './lambda/invoke-lambda.ts';
import { isBinary } from './lambda/media-types.ts';
import { proxyEvent } from './lambda/proxy-event.ts';
import { proxyAnswer } from './lambda/proxy-response.ts';
import { limits } from './limits.ts';
import type { MappingEnvironment } from './mapping/value-source.ts';
import { runMock } from './mock/mock-integration.ts';
import type { GatewayOptions } from './options.ts';
import { requestContext, type CallerClaims, type ContextConstants } from './request/context-variables.ts';
import type { GatewayRequest } from './request/gateway-request.ts';
import { readBody } from './request/read-body.ts';
import type { RequestHead } from './request/read-request.ts';
import type { Answer } from './responses/answer.ts';
import { renderGatewayResponse } from './responses/gateway-responses.ts';
import { headersTooLarge, payloadTooLarge, uriTooLong } from './responses/plain-answers.ts';
import { granted, refused, type Outcome, type Refusal } from './responses/refusal.ts';
import type { RouteTable } from './routing/route-table.ts';
import type { TokenBucket } from './throttle/token-bucket.ts';
import { validateRequest } from './validation/request-validator.ts';

/** A method of a resource with what guards it. */
export interface Method {
  readonly operation: Operation;
  readonly authorizer: CognitoAuthorizer | undefined;
  readonly throttle: TokenBucket | undefined;
}

export interface CompiledGateway {
  readonly api: Api;
  readonly behaviour: GatewayBehaviour;
  readonly routes: RouteTable<ReadonlyMap<string, Method>>;
  readonly constants: ContextConstants;
}

/** One request on its way through the gateway, in the order in which API Gateway does things. */
export class Execution {
  readonly #compiled: CompiledGateway;
  readonly #options: GatewayOptions;
  readonly #head: RequestHead;
  #request: GatewayRequest;
  #pathParameters: Readonly<Record<string, string>> = {};
  #caller: CallerClaims | undefined;
  #operation: Operation | undefined;
  #refusal: Refusal | undefined;
  #integrationMillis: number | undefined;

  constructor(compiled: CompiledGateway, options: GatewayOptions, head: RequestHead) {
    this.#compiled = compiled;
    this.#options = options;
    this.#head = head;
    this.#request = { ...head, body: undefined };
  }

  /** The operation that matched. */
  get operation(): Operation | undefined {
    return this.#operation;
  }

  /** Why the gateway itself answered with an error. */
  get refusal(): Refusal | undefined {
    return this.#refusal;
  }

  /** How long the function took; undefined when none was called. */
  get integrationMillis(): number | undefined {
    return this.#integrationMillis;
  }

  /** @returns undefined when the client went away */
  async run(message: IncomingMessage): Promise<Answer | undefined> {
    const { headers, path, rawPath, queryString } = this.#head;
    if (rawPath.length + queryString.length > limits.urlLength) return this.#plain(message, uriTooLong);
    if (headers.bytes > limits.headerBytes) return this.#plain(message, headersTooLarge);
    const read = readBody(message, headers, limits.payloadBytes);
    const body = read instanceof Promise ? await read : read;
    if (body.kind === 'aborted') return undefined;
    if (body.kind === 'too-large') return this.#plain(message, payloadTooLarge);
    if (body.kind === 'body') this.#request = { ...this.#head, body: body.body };

    try {
      const outcome = await this.#execute(path);
      return outcome.ok ? outcome.value : this.#refuse(outcome.refusal);
    } catch (cause) {
      return this.#refuse({ type: 'DEFAULT_5XX', cause });
    }
  }

  async #execute(path: string): Promise<Outcome<Answer>> {
    // "|", "{" and "}" must be percent-encoded in a query string, say the known issues; the status is not documented.
    if (/[{|}]/.test(this.#head.queryString)) {
      return refused({ type: 'DEFAULT_4XX', cause: 'the query string holds |, { or } that is not percent-encoded' });
    }
    const match = this.#compiled.routes.match(path);
    const method = match?.resource.get(this.#request.method) ?? match?.resource.get('ANY');
    if (match === undefined || method === undefined) return this.#unknownRoute();
    this.#operation = method.operation;
    this.#pathParameters = match.pathParameters;

    if (method.throttle?.take() === false) return refused({ type: 'THROTTLED' });
    const authorized = await this.#authorize(method);
    if (!authorized.ok) return authorized;
    const invalid = validateRequest(
      method.operation.validation,
      this.#request,
      this.#pathParameters,
      this.#compiled.behaviour.caseSensitiveHeaderValidation,
    );
    if (invalid !== undefined) return refused({ ...invalid, cause: invalid.validationError });
    const { integration } = method.operation;
    return integration.kind === 'mock'
      ? runMock(integration, this.#mappingEnvironment())
      : this.#invoke(method.operation, integration);
  }

  /** Nobody is told apart here: an unknown path and a method that the path does not have are the same 403. */
  #unknownRoute(): Outcome<never> {
    const authorization = this.#request.headers.get('authorization');
    if (authorization === undefined || authorization.startsWith('AWS4-')) {
      return refused({ type: 'MISSING_AUTHENTICATION_TOKEN', cause: 'no such path or method' });
    }
    // API Gateway takes the header for a signature then, and cannot read it.
    const digest = hash('sha256', authorization, 'base64');
    return refused({
      type: 'MISSING_AUTHENTICATION_TOKEN',
      errorType: 'IncompleteSignatureException',
      message: `Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with Base64): '${digest}'.`,
      cause: 'no such path or method',
    });
  }

  async #authorize({ operation, authorizer }: Method): Promise<Outcome<undefined>> {
    if (authorizer === undefined || operation.security === undefined) return granted(undefined);
    // "the maximum length of the method's ARN is 1600 bytes", when it has an authorizer:
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
    if (Buffer.byteLength(this.#methodArn(this.#request.method, this.#request.path)) > limits.authorizedArnBytes) {
      return refused({
        type: 'DEFAULT_4XX',
        status: 414,
        message: 'Request URI too long',
        errorType: 'RequestUriTooLongException',
      });
    }
    const outcome = await authorizer.authorize(this.#request, operation.security.scopes);
    if (!outcome.ok) return outcome;
    this.#caller = outcome.value;
    return granted(undefined);
  }

  async #invoke(operation: Operation, integration: LambdaIntegration): Promise<Outcome<Answer>> {
    const { api, constants, behaviour } = this.#compiled;
    const misconfigured = this.#misconfiguration(operation, integration);
    if (misconfigured !== undefined) return refused({ type: 'API_CONFIGURATION_ERROR', cause: misconfigured });
    const event = proxyEvent({
      request: this.#request,
      operation,
      pathParameters: this.#pathParameters,
      context: this.#context(),
      stageVariables: this.#options.stageVariables,
      domainName: constants.domainName,
      binaryMediaTypes: api.binaryMediaTypes,
    });
    const started = performance.now();
    const result = await invokeLambda(this.#options.invoker, integration, event, this.#request.body?.length ?? 0);
    this.#integrationMillis = performance.now() - started;
    if (!result.ok) return result;
    try {
      const answer = proxyAnswer(result.value, {
        decodesBase64: isBinary(api.binaryMediaTypes, this.#request.headers.mediaType('accept')),
        numericHeaderValues: behaviour.numericHeaderValues,
      });
      return granted({ ...answer, headers: [...answer.headers, ['X-Amzn-Trace-Id', this.#request.traceId]] });
    } catch (cause) {
      return badGateway(cause);
    }
  }

  #misconfiguration(operation: Operation, { functionArn, httpMethod }: LambdaIntegration): string | undefined {
    if (httpMethod !== 'POST') return `Lambda integrations need httpMethod POST, this one has ${httpMethod}`;
    // Tools write permissions with "*" for path parameters, so that is what the source is compared as.
    const method = operation.method === 'ANY' ? this.#request.method : operation.method;
    const source = this.#methodArn(method, operation.resourcePath.replaceAll(/\{[^}]*\}/g, '*'));
    if (this.#options.mayInvoke?.(functionArn, source) !== false) return undefined;
    return `no AWS::Lambda::Permission lets ${source} invoke ${functionArn}`;
  }

  #methodArn(method: string, path: string): string {
    const { region, accountId, apiId, stageName } = this.#options;
    return `arn:aws:execute-api:${region}:${accountId}:${apiId}/${stageName}/${method}${path}`;
  }

  #context() {
    return requestContext(this.#compiled.constants, this.#request, this.#operation, this.#caller);
  }

  #mappingEnvironment(): MappingEnvironment {
    return {
      request: this.#request,
      pathParameters: this.#pathParameters,
      context: this.#context(),
      stageVariables: this.#options.stageVariables ?? {},
    };
  }

  #refuse(refusal: Refusal): Answer {
    this.#refusal = refusal;
    return renderGatewayResponse(this.#compiled.api.gatewayResponses, refusal, this.#mappingEnvironment());
  }

  /** An answer from in front of the API: no gateway response applies. What the client still sends is read and forgotten. */
  #plain(message: IncomingMessage, answer: Answer): Answer {
    message.resume();
    return answer;
  }
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import { systemClock, type Clock } from '../clock.ts';
import { CognitoAuthorizer } from './authorizer/cognito-authorizer.ts';
import { TokenVerifier } from './authorizer/token-verifier.ts';
import { UserPoolKeyStore } from './authorizer/user-pool-keys.ts';
import { defaultBehaviour } from './behaviour.ts';
import type { AuthorizerDefinition, Operation } from './definition/api-model.ts';
import { compileApi } from './definition/compile-api.ts';
import { Execution, type CompiledGateway, type Method } from './execution.ts';
import type { GatewayOptions } from './options.ts';
import { contextConstants } from './request/context-variables.ts';
import { readRequestHead } from './request/read-request.ts';
import { RouteTable } from './routing/route-table.ts';
import type { Answer } from './responses/answer.ts';
import { sendAnswer } from './responses/send-answer.ts';
import { methodThrottle } from './throttle/method-throttles.ts';

/** A REST API, ready to answer. */
export interface Gateway {
  /** Answers a request. Never throws and never rejects: what goes wrong inside is a 500 for the client and a cause in the log. */
  handle(request: IncomingMessage, response: ServerResponse): void;
}

/**
 * Makes a REST API (version 1) out of an OpenAPI document. Everything is compiled here, once.
 * @throws DefinitionError listing, with its JSON path, every construct that is not simulated or that API Gateway would not import
 */
export function createGateway(options: GatewayOptions): Gateway {
  const clock = options.clock ?? systemClock;
  const compiled = compile(options, clock);
  return {
    handle(request, response) {
      void answer(compiled, options, clock, request, response);
    },
  };
}

function compile(options: GatewayOptions, clock: Clock): CompiledGateway {
  const behaviour = { ...defaultBehaviour, ...options.behaviour };
  const api = compileApi(options.definition, { stageVariables: options.stageVariables ?? {}, behaviour });
  const store = new UserPoolKeyStore(options.userPoolKeys, clock);
  const authorizers = new Map<AuthorizerDefinition, CognitoAuthorizer>();
  const authorizerOf = ({ security }: Operation): CognitoAuthorizer | undefined => {
    if (security === undefined) return undefined;
    const { authorizer: definition } = security;
    const known = authorizers.get(definition);
    const authorizer =
      known ?? new CognitoAuthorizer(definition, new TokenVerifier(definition.providerArns, store, clock), behaviour);
    authorizers.set(definition, authorizer);
    return authorizer;
  };

  const resources = new Map<string, Map<string, Method>>();
  for (const operation of api.operations) {
    const { resourcePath, method } = operation;
    const methods = resources.get(resourcePath) ?? new Map<string, Method>();
    const throttle = methodThrottle(options.methodSettings ?? [], resourcePath, method, clock);
    resources.set(resourcePath, methods.set(method, { operation, authorizer: authorizerOf(operation), throttle }));
  }
  const routes = new RouteTable<ReadonlyMap<string, Method>>();
  for (const [path, methods] of resources) routes.add(path, methods);
  return { api, behaviour, routes, constants: contextConstants(options, api.resourcePaths) };
}

/** For a defect in the gateway itself, when not even a gateway response could be rendered. */
const brokenGateway: Answer = {
  status: 500,
  headers: [
    ['x-amzn-ErrorType', 'InternalServerErrorException'],
    ['Content-Type', 'application/json'],
  ],
  body: '{"message": "Internal server error"}',
};

async function answer(
  compiled: CompiledGateway,
  options: GatewayOptions,
  clock: Clock,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const started = performance.now();
  const head = readRequestHead(message, clock());
  const execution = new Execution(compiled, options, head);
  let result: Answer | undefined;
  let failure: unknown;
  try {
    result = await execution.run(message);
  } catch (error) {
    failure = error;
    result = brokenGateway;
  }
  // The client left while its body was read: there is nobody to answer.
  if (result === undefined) return;
  const responseBytes = sendAnswer(response, result, head);
  const { operation, refusal, integrationMillis } = execution;
  try {
    options.onRequest?.({
      requestId: head.requestId,
      extendedRequestId: head.extendedRequestId,
      method: head.method,
      path: head.rawPath,
      ...(operation && { resourcePath: operation.resourcePath }),
      ...(operation?.operationId !== undefined && { operationId: operation.operationId }),
      sourceIp: head.sourceIp,
      status: result.status,
      responseBytes,
      durationMillis: performance.now() - started,
      ...(integrationMillis !== undefined && { integrationMillis }),
      ...(refusal && { responseType: refusal.type }),
      ...(refusal?.cause !== undefined && { cause: refusal.cause }),
      ...(failure !== undefined && { cause: failure }),
    });
  } catch {
    // An observer that fails must not take the request, or the process, with it.
  }
}

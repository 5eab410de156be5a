import { createHash } from 'node:crypto';
import type { Operation } from '../definition/api-model.ts';
import type { GatewayRequest } from './gateway-request.ts';
import { requestTime } from './time-formats.ts';

/** What all requests of an API have in common. */
export interface ApiIdentity {
  readonly apiId: string;
  readonly stageName: string;
  readonly basePath?: string;
  readonly accountId: string;
  readonly region: string;
}

/** The claims of the caller as `requestContext.authorizer` carries them: text only. */
export interface CallerClaims {
  readonly claims: Readonly<Record<string, string>>;
}

/** The `requestContext` of a proxy event, which is also what `$context` holds in templates. */
export type RequestContext = Record<string, unknown>;

/** The host name that AWS would give the API. */
export function domainName({ apiId, region }: ApiIdentity): string {
  return `${apiId}.execute-api.${region}.amazonaws.com`;
}

/** An id of six letters and digits, the same for the same text, as resources and deployments have on AWS. */
export function shortId(text: string): string {
  const hash = createHash('sha256').update(text).digest();
  return BigInt(`0x${hash.toString('hex', 0, 8)}`)
    .toString(36)
    .padStart(6, '0')
    .slice(-6);
}

/** What of a request's context is known when the API is compiled. */
export interface ContextConstants {
  readonly api: ApiIdentity;
  readonly domainName: string;
  readonly deploymentId: string;
  readonly resourceIds: ReadonlyMap<string, string>;
}

export function contextConstants(api: ApiIdentity, resourcePaths: readonly string[]): ContextConstants {
  return {
    api,
    domainName: domainName(api),
    deploymentId: shortId(`deployment ${api.apiId} ${api.stageName}`),
    resourceIds: new Map(resourcePaths.map((path) => [path, shortId(`resource ${api.apiId} ${path}`)])),
  };
}

/**
 * Builds the request context of payload version 1; absent things are null or left out exactly as AWS does.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export function requestContext(
  constants: ContextConstants,
  request: GatewayRequest,
  operation: Operation | undefined,
  caller: CallerClaims | undefined,
): RequestContext {
  const { api } = constants;
  return {
    ...(operation && {
      resourceId: constants.resourceIds.get(operation.resourcePath) ?? null,
      resourcePath: operation.resourcePath,
    }),
    ...(operation?.operationId !== undefined && { operationName: operation.operationId }),
    ...(caller && { authorizer: caller }),
    httpMethod: request.method,
    extendedRequestId: request.extendedRequestId,
    requestTime: requestTime(request.receivedAt),
    path: `${api.basePath ?? `/${api.stageName}`}${request.rawPath}`,
    accountId: api.accountId,
    protocol: request.protocol,
    stage: api.stageName,
    domainPrefix: api.apiId,
    requestTimeEpoch: request.receivedAt,
    requestId: request.requestId,
    identity: {
      cognitoIdentityPoolId: null,
      accountId: null,
      cognitoIdentityId: null,
      caller: null,
      sourceIp: request.sourceIp,
      principalOrgId: null,
      accessKey: null,
      cognitoAuthenticationType: null,
      cognitoAuthenticationProvider: null,
      userArn: null,
      userAgent: request.headers.get('user-agent') ?? null,
      user: null,
    },
    domainName: constants.domainName,
    deploymentId: constants.deploymentId,
    apiId: api.apiId,
  };
}

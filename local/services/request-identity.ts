import { jsonError } from './json-protocol.ts';
import type { ServiceError } from './service-error.ts';
import type { ErrorDialect } from './signature-error.ts';
import type { ServiceRequest, ServiceResponse } from './service.ts';
import { xmlError } from './xml.ts';

/** Which service a request is for and in which shape its errors are written. */
export interface RequestIdentity {
  /** What stands before the dot in `X-Amz-Target`. */
  readonly targetPrefix: string | undefined;
  /** The service in the signature's scope. */
  readonly signingName: string | undefined;
  readonly dialect: ErrorDialect;
}

type Head = Pick<ServiceRequest, 'method' | 'path' | 'query' | 'headers' | 'requestId'>;

/** Services whose errors are XML although requests have no form body. */
const restXml = new Set(['cloudfront', 'route53', 's3-control']);
/** The query protocol's body. */
const formBody = 'application/x-www-form-urlencoded';

/**
 * Reads a request's service, operation and protocol from its headers, without judging its signature.
 * The order is the one in which the protocols can be told apart: JSON by target, query by its form body, REST by scope.
 */
export function identify(request: Head): RequestIdentity {
  const target = request.headers['x-amz-target'];
  const signingName = scopeService(request);
  if (target !== undefined) {
    const dot = target.lastIndexOf('.');
    const targetPrefix = target.slice(0, Math.max(dot, 0));
    return { targetPrefix, signingName, dialect: 'json' };
  }
  const base = { targetPrefix: undefined, signingName };
  if (request.headers['content-type']?.startsWith(formBody) === true && signingName !== 's3') {
    return { ...base, dialect: 'query' };
  }
  if (signingName === undefined || signingName === 's3') return { ...base, dialect: 's3' };
  return { ...base, dialect: restXml.has(signingName) ? 'query' : 'json' };
}

/** What was asked for, for messages: `sqs:SendMessage`, `sns:Publish`, `lambda:POST /2015-03-31/functions/f/invocations`. */
export function actionOf(request: Head & Pick<ServiceRequest, 'body'>, identity: RequestIdentity): string {
  const service = identity.signingName ?? identity.targetPrefix ?? 'a service that the request does not name';
  const target = request.headers['x-amz-target'];
  const form = /(?:^|&)Action=(\w+)/.exec(identity.dialect === 'query' ? request.body.toString('latin1') : '');
  const operation = target?.slice(target.lastIndexOf('.') + 1) ?? form?.[1] ?? `${request.method} ${request.path}`;
  return `${service}:${operation}`;
}

/** Whether a request that names no service may be S3's: an unsigned form can only be meant for another service. */
export function mayBeS3(identity: RequestIdentity): boolean {
  return identity.dialect === 's3';
}

/** The error in the shape of the protocol that the client speaks. */
export function errorResponse(error: ServiceError, identity: RequestIdentity, request: Head): ServiceResponse {
  if (identity.dialect === 'json') {
    return jsonError(error, request.headers['content-type'] === 'application/x-amz-json-1.0' ? '1.0' : '1.1');
  }
  return {
    status: error.status,
    headers: { 'content-type': identity.dialect === 's3' ? 'application/xml' : 'text/xml', ...error.headers },
    body: request.method === 'HEAD' ? '' : xmlError(error, request.requestId, identity.dialect),
  };
}

function scopeService(request: Head): string | undefined {
  const header = request.headers.authorization;
  const credential =
    header === undefined
      ? /(?:^|&)X-Amz-Credential=([^&]+)/.exec(request.query)?.[1]?.replaceAll(/%2F/gi, '/')
      : /Credential=([^,\s]+)/.exec(header)?.[1];
  return credential?.split('/')[3];
}

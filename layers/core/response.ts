import type { APIGatewayProxyResult } from 'aws-lambda';
import { problemDocument, problems, type Refusal } from './problems.ts';

/** A success before it becomes a response. */
export interface Success {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
}

/**
 * Headers of every answer. The API takes tokens from the Authorization header and never cookies, so any origin may read it; an answer is data,
 * never a page (https://cheatsheetseries.owasp.org/cheatsheets/REST_Security_Cheat_Sheet.html#security-headers).
 */
const commonHeaders = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'ETag,Idempotency-Replayed,Location,Retry-After,WWW-Authenticate,X-Correlation-Id',
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
  'X-Content-Type-Options': 'nosniff',
};

/** The response of a success. */
export function successResponse({ status, headers, body }: Success, correlationId: string): APIGatewayProxyResult {
  const own = Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return {
    statusCode: status,
    headers: {
      ...commonHeaders,
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...Object.fromEntries(own),
      'X-Correlation-Id': correlationId,
    },
    body: body === undefined ? '' : JSON.stringify(body),
  };
}

/** The response of a refusal: a problem document. */
export function problemResponse(refusal: Refusal, requestId: string, correlationId: string): APIGatewayProxyResult {
  return {
    statusCode: problems[refusal.problem].status,
    headers: {
      ...commonHeaders,
      'Content-Type': 'application/problem+json',
      ...(refusal.problem === 'unauthorized' && { 'WWW-Authenticate': 'Bearer' }),
      ...(refusal.retryAfter !== undefined && { 'Retry-After': String(refusal.retryAfter) }),
      'X-Correlation-Id': correlationId,
    },
    body: JSON.stringify(problemDocument(refusal, requestId)),
  };
}

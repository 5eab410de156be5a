/** Every problem that an operation can answer with: its status and its title. The contract lists the same names. */
export const problems = {
  'invalid-request': { status: 400, title: 'The request is not as the contract says' },
  'invalid-cursor': { status: 400, title: 'The cursor does not belong to this query' },
  unauthorized: { status: 401, title: 'A valid access token is needed' },
  forbidden: { status: 403, title: 'The access token does not allow this' },
  'no-such-dragon': { status: 404, title: 'There is no such dragon' },
  'no-such-report': { status: 404, title: 'There is no such report' },
  'report-in-progress': { status: 409, title: 'The same report is being taken just now' },
  'precondition-failed': { status: 412, title: 'The dragon has changed' },
  'request-too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'Send application/json' },
  'idempotency-key-reused': { status: 422, title: 'The Idempotency-Key was used for another report' },
  'precondition-required': { status: 428, title: 'Say which version you mean' },
  'internal-error': { status: 500, title: 'The service failed' },
  'incomplete-answer': { status: 502, title: 'The query broke off' },
  'catalog-unavailable': { status: 503, title: 'The catalogue cannot be read now' },
  'registry-unavailable': { status: 503, title: 'The registry cannot be reached now' },
} as const;

/** The names of the problems, without the prefix that makes them a `type`. */
export type ProblemName = keyof typeof problems;

/** The problems that go with a status. */
export type ProblemWith<Status extends number> = {
  [Name in ProblemName]: (typeof problems)[Name]['status'] extends Status ? Name : never;
}[ProblemName];

/** What is wrong with one parameter or one field of the body. */
export interface RequestError {
  readonly in: 'path' | 'query' | 'header' | 'body';
  /** The parameter, or a JSON Pointer into the body. */
  readonly name: string;
  readonly message: string;
}

/** An answer that is a problem. */
export interface Refusal<Name extends ProblemName = ProblemName> {
  readonly problem: Name;
  /** What happened this time and what to do; goes to the client, so no internals. */
  readonly detail: string;
  readonly errors?: readonly RequestError[];
  /** Seconds to wait before trying again; becomes `Retry-After`. */
  readonly retryAfter?: number;
}

/** Answers an operation with a problem; one whose status the contract does not document does not compile. */
export function refuse<Name extends ProblemName>(
  problem: Name,
  detail: string,
  more: Pick<Refusal, 'errors' | 'retryAfter'> = {},
): Refusal<Name> {
  return { problem, detail, ...more };
}

/**
 * The RFC 9457 document of a refusal.
 * @param requestId names the request in logs
 */
export function problemDocument(refusal: Refusal, requestId: string): Record<string, unknown> {
  const { status, title } = problems[refusal.problem];
  return {
    type: `urn:dragons:problem:${refusal.problem}`,
    title,
    status,
    detail: refusal.detail,
    requestId,
    ...(refusal.errors !== undefined && { errors: refusal.errors }),
  };
}

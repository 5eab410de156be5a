import type { components } from '../../generated/contract.ts';

/** An RFC 9457 problem document of the API. */
export type Problem = components['schemas']['Problem'];

/** What became of one call. */
export type Outcome<T> =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly data: T;
      readonly etag: string | undefined;
      readonly location: string | undefined;
      /** Seconds after which asking again makes sense, where the API says so. */
      readonly retryAfter: number | undefined;
    }
  /** 304: what was answered before is still right. */
  | { readonly kind: 'unchanged' }
  | Failure;

/** A call that did not bring what was asked for. */
export type Failure =
  | {
      readonly kind: 'refused';
      readonly status: number;
      readonly problem: Problem;
      readonly retryAfter: number | undefined;
    }
  /** No answer, or none of the API's: it is stopped, or the network is gone. */
  | { readonly kind: 'unreachable' }
  /** Nobody is signed in any more. */
  | { readonly kind: 'signed-out' }
  /** Whoever asked does not want to know any more. */
  | { readonly kind: 'aborted' };

/** What openapi-fetch gives. */
export type FetchAnswer<T> =
  | { readonly data: T; readonly error?: undefined; readonly response: Response }
  | { readonly data?: undefined; readonly error: object | string; readonly response: Response };

/** Nobody is signed in: thrown by the client before anything is sent. */
export class SignedOutError extends Error {
  override readonly name = 'SignedOutError';
}

/** Makes a call, and says what became of it. Never throws. */
export async function outcomeOf<T>(call: () => Promise<FetchAnswer<T>>): Promise<Outcome<T>> {
  try {
    const answer = await call();
    const { error, response } = answer;
    if (response.status === 304) return { kind: 'unchanged' };
    const retryAfter = secondsOf(response.headers.get('retry-after'));
    if (answer.error !== undefined || !response.ok) {
      return isProblem(error)
        ? { kind: 'refused', status: response.status, problem: error, retryAfter }
        : { kind: 'unreachable' };
    }
    return {
      kind: 'answered',
      status: response.status,
      data: answer.data,
      etag: response.headers.get('etag') ?? undefined,
      location: response.headers.get('location') ?? undefined,
      retryAfter,
    };
  } catch (error) {
    if (error instanceof SignedOutError) return { kind: 'signed-out' };
    if (error instanceof DOMException && error.name === 'AbortError') return { kind: 'aborted' };
    return { kind: 'unreachable' };
  }
}

/** What was found out by several calls, as the outcome of one. */
export function concluded<T>(data: T): Outcome<T> {
  return { kind: 'answered', status: 200, data, etag: undefined, location: undefined, retryAfter: undefined };
}

/** Whether the same call may well succeed a little later. */
export function isPassing(failure: Failure): boolean {
  return (
    failure.kind === 'unreachable' || (failure.kind === 'refused' && [429, 500, 502, 503, 504].includes(failure.status))
  );
}

/** Whether a value is a failure rather than an answer. */
export function isFailure<T>(outcome: Outcome<T>): outcome is Failure {
  return outcome.kind !== 'answered' && outcome.kind !== 'unchanged';
}

function secondsOf(header: string | null): number | undefined {
  return header !== null && /^\d{1,6}$/.test(header) ? Number(header) : undefined;
}

function isProblem(value: unknown): value is Problem {
  return (
    typeof value === 'object' &&
    value !== null &&
    'type' in value &&
    typeof value.type === 'string' &&
    value.type.startsWith('urn:dragons:problem:') &&
    'detail' in value &&
    typeof value.detail === 'string'
  );
}

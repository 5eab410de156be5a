import type { Outcome, Problem } from '../api/outcome.ts';

/** An answer of the API. */
export function answered<T>(data: T, etag?: string): Outcome<T> {
  return { kind: 'answered', status: 200, data, etag, location: undefined, retryAfter: undefined };
}

type NameOf<Type> = Type extends `urn:dragons:problem:${infer Name}` ? Name : never;

interface Refusal {
  /** What the problem's type ends with. */
  readonly name?: NameOf<Problem['type']>;
  readonly errors?: Problem['errors'];
  /** In seconds. */
  readonly retryAfter?: number | undefined;
}

/** A refusal of the API. */
export function refused(status: number, { name = 'refused', errors, retryAfter }: Refusal = {}): Outcome<never> {
  const problem: Problem = {
    type: `urn:dragons:problem:${name}`,
    title: 'No',
    detail: 'No.',
    requestId: 'request-1',
    ...(errors !== undefined && { errors }),
  };
  return { kind: 'refused', status, problem, retryAfter };
}

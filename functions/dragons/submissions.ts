import { createHash } from 'node:crypto';
import type { NewReport } from './reports.ts';

/** A request that may come again: who sent it under which key, and what was in it. */
export interface RequestIdentity {
  /** A digest of the caller and the Idempotency-Key. */
  readonly key: string;
  /** A digest of the body. */
  readonly body: string;
}

/** What became of a request to store a report. */
export type Submission =
  /** The report is stored (`stored`: by this request; `resumed`: by one before, which did not come to its end). Its workflow is to be started. */
  | { readonly outcome: 'stored' | 'resumed'; readonly reportId: string; readonly submittedAt: string }
  /** An earlier request did all of it. */
  | { readonly outcome: 'replayed'; readonly reportId: string; readonly submittedAt: string }
  /** An earlier request is at it. */
  | { readonly outcome: 'in-progress'; readonly retryAfter: number }
  /** The key was used for another body. */
  | { readonly outcome: 'other-request' };

/**
 * Takes reports in, each request once: the record that makes a repeated request a repetition is written in one transaction with the
 * report, so neither exists without the other.
 */
export interface Submissions {
  /** @throws RegistryUnavailableError */
  submit(report: NewReport, request: RequestIdentity): Promise<Submission>;
  /** The workflow was started: from now on the request is replayed. @throws RegistryUnavailableError */
  complete(request: RequestIdentity): Promise<void>;
  /** The workflow could not be started: the next request with this key shall try at once. @throws RegistryUnavailableError */
  release(request: RequestIdentity): Promise<void>;
}

/** Seconds for which a request is taken to be under way: longer than the function may run. */
export const lockSeconds = 30;

/** Seconds for which a request is recognised. */
export const rememberedSeconds = 24 * 60 * 60;

/** Seconds for which a phone number is kept. */
export const phoneNumberSeconds = 30 * 24 * 60 * 60;

/** Makes a request's identity. @param body as it was sent, parsed: the order of its properties does not matter */
export function requestIdentity(
  subject: string,
  idempotencyKey: string,
  body: Readonly<Record<string, unknown>>,
): RequestIdentity {
  const sorted = Object.entries(body).sort(([a], [b]) => (a < b ? -1 : 1));
  return { key: digest([subject, idempotencyKey]), body: digest(sorted) };
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url');
}

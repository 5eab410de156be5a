import { isRecord, type ProblemName } from '@dragons/core';
import type { Outcome } from './versions.ts';

/** A harmless request, and what its answer has to be. */
export interface Check {
  readonly event: unknown;
  /** What is wrong with an outcome, in words without anything of its body; undefined when nothing is. */
  readonly fault: (outcome: Outcome) => string | undefined;
}

/**
 * Expects an answer for API Gateway.
 * @param isBody says whether the parsed body is as it should be
 */
export function answers(status: number, isBody: (body: unknown) => boolean): Check['fault'] {
  return (outcome) => {
    if (outcome.type === 'failed') return `failed with ${outcome.errorType} instead of answering ${status}`;
    const { statusCode, body } = isRecord(outcome.payload) ? outcome.payload : {};
    if (statusCode !== status) return `answered ${shownStatus(statusCode)} instead of ${status}`;
    return isBody(parsed(body)) ? undefined : `answered ${status} with a body of another shape`;
  };
}

/** Expects a problem document of that name. */
export function refuses(status: number, problem: ProblemName): Check['fault'] {
  return answers(status, (body) => isRecord(body) && body.type === `urn:dragons:problem:${problem}`);
}

/** Expects a result for whoever invokes the function directly. */
export function returns(isResult: (payload: unknown) => boolean): Check['fault'] {
  return (outcome) => {
    if (outcome.type === 'failed') return `failed with ${outcome.errorType} instead of returning`;
    return isResult(outcome.payload) ? undefined : 'returned something of another shape';
  };
}

/** Expects that the function throws an error of that name, and no other. */
export function failsWith(errorType: string): Check['fault'] {
  return (outcome) => {
    if (outcome.type === 'returned') return `returned instead of failing with ${errorType}`;
    return outcome.errorType === errorType ? undefined : `failed with ${outcome.errorType} instead of ${errorType}`;
  };
}

const shownStatus = (status: unknown): string => (typeof status === 'number' ? String(status) : 'without a status');

function parsed(body: unknown): unknown {
  try {
    return typeof body === 'string' ? JSON.parse(body) : undefined;
  } catch {
    return undefined;
  }
}

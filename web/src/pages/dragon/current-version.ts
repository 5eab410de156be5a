import { isFailure, type Failure, type Outcome } from '../../api/outcome.ts';
import type { DragonCalls, Version } from './calls.ts';

/** The version that a dragon is at now; `undefined` when there is no such dragon. */
export async function currentVersion(
  calls: DragonCalls,
  name: string,
  signal: AbortSignal,
): Promise<{ readonly kind: 'found'; readonly version: Version | undefined } | Failure> {
  const outcome = await calls.find(name, signal);
  if (outcome.kind === 'answered') return { kind: 'found', version: { dragon: outcome.data, etag: outcome.etag } };
  if (isFailure(outcome)) return isGone(outcome) ? { kind: 'found', version: undefined } : outcome;
  // Nothing was said to be known, so nothing can be unchanged.
  return { kind: 'unreachable' };
}

/** Whether the API says that there is no such dragon, or that the name in the path is none that a dragon can have. */
export function isGone(outcome: Outcome<unknown> | undefined): boolean {
  if (outcome?.kind !== 'refused') return false;
  const { status, problem } = outcome;
  return status === 404 || (status === 400 && (problem.errors?.some((error) => error.in === 'path') ?? false));
}

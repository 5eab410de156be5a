import type { Dragon } from '../../api/api.ts';
import type { Outcome, Problem } from '../../api/outcome.ts';
import type { DragonCalls, Version } from './calls.ts';
import { concluded, currentVersion, isGone } from './current-version.ts';
import { isSameDragon } from './versions.ts';

/** What became of saving. */
export type Saved =
  | { readonly kind: 'saved'; readonly version: Version }
  /** Somebody else changed the dragon since it was read. */
  | { readonly kind: 'conflict'; readonly mine: Dragon; readonly theirs: Version }
  /** There is no such dragon any more. */
  | { readonly kind: 'gone' }
  /** The API does not take what was sent. */
  | { readonly kind: 'faulty'; readonly problem: Problem };

/**
 * Saves a dragon, if it is still at the version that it was made from. When it is at another one that says what was to be saved, that is
 * fine, too: most likely an earlier attempt, whose answer got lost, went through.
 * @param base the entity tag of the version that it was made from
 */
export async function saveDragon(
  calls: DragonCalls,
  name: string,
  base: string | undefined,
  mine: Dragon,
  signal: AbortSignal,
): Promise<Outcome<Saved>> {
  const outcome = await calls.replace(name, base, mine, signal);
  if (outcome.kind === 'answered') {
    return concluded({ kind: 'saved', version: { dragon: outcome.data, etag: outcome.etag } });
  }
  if (isGone(outcome)) return concluded({ kind: 'gone' });
  if (outcome.kind !== 'refused') return outcome;
  const { status, problem } = outcome;
  if (status === 400 && problem.errors !== undefined) return concluded({ kind: 'faulty', problem });
  return status === 412 ? await compared(calls, name, mine, signal) : outcome;
}

async function compared(calls: DragonCalls, name: string, mine: Dragon, signal: AbortSignal): Promise<Outcome<Saved>> {
  const current = await currentVersion(calls, name, signal);
  if (current.kind !== 'found') return current;
  if (current.version === undefined) return concluded({ kind: 'gone' });
  return isSameDragon(current.version.dragon, mine)
    ? concluded({ kind: 'saved', version: current.version })
    : concluded({ kind: 'conflict', mine, theirs: current.version });
}

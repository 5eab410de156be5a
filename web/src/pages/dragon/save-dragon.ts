import type { Dragon } from '../../api/api.ts';
import { concluded, type Outcome, type Problem } from '../../api/outcome.ts';
import type { DragonCalls, Version } from './calls.ts';
import { currentVersion, isGone } from './current-version.ts';
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

/** What is to be saved. */
export interface Saving {
  /** The dragon's name in the address. */
  readonly name: string;
  /** The entity tag of the version that was changed. */
  readonly base: string | undefined;
  readonly mine: Dragon;
  /** What was tried to save before in place of the same version, and may have been saved: its answer was lost. */
  readonly before: readonly Dragon[];
}

/**
 * Saves a dragon, if it is still at the version that it was made from. When it is at another one that says what was to be saved, that is
 * fine, too: an earlier attempt, whose answer got lost, went through. One that says what was to be saved before is replaced.
 */
export async function saveDragon(calls: DragonCalls, saving: Saving, signal: AbortSignal): Promise<Outcome<Saved>> {
  const { name, base, mine } = saving;
  const outcome = await calls.replace(name, base, mine, signal);
  if (outcome.kind === 'answered') {
    return concluded({ kind: 'saved', version: { dragon: outcome.data, etag: outcome.etag } });
  }
  if (isGone(outcome)) return concluded({ kind: 'gone' });
  if (outcome.kind !== 'refused') return outcome;
  const { status, problem } = outcome;
  if (status === 400 && problem.errors !== undefined) return concluded({ kind: 'faulty', problem });
  return status === 412 ? await compared(calls, saving, signal) : outcome;
}

async function compared(calls: DragonCalls, saving: Saving, signal: AbortSignal): Promise<Outcome<Saved>> {
  const { name, mine, before } = saving;
  const current = await currentVersion(calls, name, signal);
  if (current.kind !== 'found') return current;
  const { version } = current;
  if (version === undefined) return concluded({ kind: 'gone' });
  if (isSameDragon(version.dragon, mine)) return concluded({ kind: 'saved', version });
  if (!before.some((dragon) => isSameDragon(dragon, version.dragon))) {
    return concluded({ kind: 'conflict', mine, theirs: version });
  }
  return await saveDragon(calls, { ...saving, base: version.etag, before: [] }, signal);
}

import { concluded, type Outcome } from '../../api/outcome.ts';
import type { DragonCalls, Version } from './calls.ts';
import { currentVersion, isGone } from './current-version.ts';

/** What became of removing. */
export type Removed =
  | { readonly kind: 'removed' }
  /** It was gone already: somebody else removed it, or an earlier attempt did, whose answer got lost. */
  | { readonly kind: 'gone' }
  /** Somebody else changed the dragon since it was read: this is how it is now. */
  | { readonly kind: 'changed'; readonly current: Version };

/** Removes a dragon, if it is still at a version. @param seen the entity tag of the version that the person saw */
export async function removeDragon(
  calls: DragonCalls,
  name: string,
  seen: string | undefined,
  signal: AbortSignal,
): Promise<Outcome<Removed>> {
  const outcome = await calls.remove(name, seen, signal);
  if (outcome.kind === 'answered') return concluded({ kind: 'removed' });
  if (isGone(outcome)) return concluded({ kind: 'gone' });
  if (outcome.kind !== 'refused' || outcome.status !== 412) return outcome;
  const current = await currentVersion(calls, name, signal);
  if (current.kind !== 'found') return current;
  return concluded(current.version === undefined ? { kind: 'gone' } : { kind: 'changed', current: current.version });
}

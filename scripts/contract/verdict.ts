import type { Change } from './change.ts';
import { compareContracts } from './compare.ts';
import { isAtLeast, neededVersion, versionOf, type Version } from './version.ts';

/** What is to be said of a contract, beside the one that clients know. */
export interface Verdict {
  readonly changes: readonly Change[];
  readonly released: Version;
  readonly version: Version;
  /** The version that the changes need. */
  readonly needed: Version;
  /** Whether clients of the released contract go on working, or its version tells them that they may not. */
  readonly isAllowed: boolean;
  /** Whether the version says all that it has to say of the changes; needed before the contract is released. */
  readonly isReleasable: boolean;
}

/**
 * Judges a contract.
 * @param before the released contract
 * @param now the contract as it is
 * @throws VersionError
 */
export function verdictOf(before: unknown, now: unknown): Verdict {
  const changes = compareContracts(before, now);
  const [released, version] = [versionOf(before), versionOf(now)];
  const needed = neededVersion(released, changes);
  const isBroken = changes.some(({ isBreaking }) => isBreaking);
  return {
    changes,
    released,
    version,
    needed,
    isAllowed: isAtLeast(version, isBroken ? needed : released),
    isReleasable: isAtLeast(version, needed),
  };
}

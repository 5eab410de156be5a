import { at, rootOf } from './place.ts';
import type { Change } from './change.ts';

/** A version as in https://semver.org: clients of one major version need not change. */
export interface Version {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

/** The contract says no version that can be compared. */
export class VersionError extends Error {
  override readonly name = 'VersionError';
}

/** `info.version` of a contract. @throws VersionError */
export function versionOf(document: unknown): Version {
  const { value } = at(rootOf(document), 'info', 'version');
  const [, major, minor, patch] = /^(\d+)\.(\d+)\.(\d+)$/.exec(String(value)) ?? [];
  if (patch === undefined) throw new VersionError(`info.version is ${String(value)}; write it as in 1.2.3.`);
  return { major: Number(major), minor: Number(minor), patch: Number(patch) };
}

/** As it stands in the contract. */
export function versionText({ major, minor, patch }: Version): string {
  return `${major}.${minor}.${patch}`;
}

/** The version that a contract with these changes needs at least. */
export function neededVersion({ major, minor, patch }: Version, changes: readonly Change[]): Version {
  if (changes.some(({ isBreaking }) => isBreaking)) return { major: major + 1, minor: 0, patch: 0 };
  return changes.length > 0 ? { major, minor: minor + 1, patch: 0 } : { major, minor, patch };
}

/** Whether one version is another, or comes after it. */
export function isAtLeast(one: Version, other: Version): boolean {
  const [difference = 0] = [one.major - other.major, one.minor - other.minor, one.patch - other.patch].filter(Boolean);
  return difference >= 0;
}

import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { FolderInUseError, lockFolder } from '../state/folder-lock.ts';

/** A build folder that no other process builds into. */
export interface ClaimedFolder {
  /** Absolute path. */
  readonly folder: string;
  /** Lets others have it; what was built stays, and is not built again by who comes next. */
  release(): void;
}

/**
 * Claims a build folder for a process that runs what is in it: functions and layers would come from different builds when somebody
 * else built there meanwhile. While another has it, this is `.2` in it, then `.3` and so on.
 */
export function claimFolder(outDir: string): ClaimedFolder {
  for (let number = 1; ; number += 1) {
    const folder = number === 1 ? resolve(outDir) : join(resolve(outDir), `.${number}`);
    mkdirSync(folder, { recursive: true });
    try {
      return { folder, release: lockFolder(folder) };
    } catch (error) {
      if (!(error instanceof FolderInUseError)) throw error;
    }
  }
}

import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject } from '../json.ts';

/** The folder is in use by a process that is alive. */
export class FolderInUseError extends Error {
  override readonly name = 'FolderInUseError';
}

interface Owner {
  readonly pid: number;
  /** What tells the process from a later one with the same id, where the system says it. */
  readonly started: string | undefined;
}

/**
 * Claims a folder for this process. The claim of a process that is no longer alive is taken over.
 * @returns a function that gives the folder back
 * @throws FolderInUseError when another process that is alive (or this one) has the folder
 */
export function lockFolder(directory: string): () => void {
  const lock = join(directory, 'lock');
  const claim = `${lock}.${process.pid}`;
  writeFileSync(claim, JSON.stringify({ pid: process.pid, started: startOf(process.pid) }));
  try {
    // A link either appears with its whole content or fails because the name is taken: there is no moment in between.
    while (!tryLink(claim, lock)) takeOver(directory, lock);
  } finally {
    rmSync(claim, { force: true });
  }
  return () => rmSync(lock, { force: true });
}

function takeOver(directory: string, lock: string): void {
  const owner = readOwner(lock);
  if (owner !== undefined && isAlive(owner)) throw inUse(directory, owner);
  const aside = `${lock}.stale.${process.pid}`;
  try {
    renameSync(lock, aside);
  } catch {
    // Somebody else was faster with the stale lock; the next attempt to link tells who has the folder now.
    return;
  }
  // Between reading and renaming another process may have taken the folder: then its claim goes back.
  const moved = readOwner(aside);
  const taken = moved !== undefined && isAlive(moved);
  if (taken) tryLink(aside, lock);
  rmSync(aside, { force: true });
  if (taken) throw inUse(directory, moved);
}

function inUse(directory: string, owner: Owner): FolderInUseError {
  return new FolderInUseError(
    `${directory} is in use by process ${owner.pid}. Stop that process, or choose another folder.`,
  );
}

function readOwner(lock: string): Owner | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(lock, 'utf8'));
    if (!isObject(value) || typeof value.pid !== 'number') return undefined;
    return { pid: value.pid, started: typeof value.started === 'string' ? value.started : undefined };
  } catch {
    return undefined;
  }
}

function isAlive(owner: Owner): boolean {
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    // EPERM: it lives, but belongs to another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  return owner.started === undefined || owner.started === startOf(owner.pid);
}

/** When a process started, in ticks since the machine did; undefined where there is no /proc (proc_pid_stat(5), field 22). */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the command in parentheses and may itself hold spaces and parentheses.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

let counter = 0;

/** Writes a file so that a reader sees its old or its new content, never half of it. */
export function writeAtomically(path: string, contents: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}-${counter++}.tmp`;
  writeFileSync(temporary, contents);
  renameSync(temporary, path);
}

/**
 * Makes a folder hold exactly the given files. Files that hold the right bytes already are left alone.
 * @param files contents by path below the folder, in the order they are to be written
 * @returns whether anything changed
 */
export function replaceFolder(directory: string, files: ReadonlyMap<string, string | Uint8Array>): boolean {
  mkdirSync(directory, { recursive: true });
  let changed = false;
  for (const [path, contents] of files) {
    const file = join(directory, path);
    if (holds(file, contents)) continue;
    writeAtomically(file, contents);
    changed = true;
  }
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || files.has(path.slice(directory.length + 1))) continue;
    rmSync(path, { force: true });
    changed = true;
  }
  return changed;
}

function holds(file: string, contents: string | Uint8Array): boolean {
  try {
    return readFileSync(file).equals(Buffer.from(contents));
  } catch {
    return false;
  }
}

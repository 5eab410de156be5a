import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject } from '../../local/json.ts';

/** A package from the registry of which something is in a bundle. */
export interface Package {
  readonly name: string;
  readonly version: string;
  /** What its package.json says: an SPDX expression, as a rule. */
  readonly licence: string | undefined;
  /** Where it is installed. */
  readonly folder: string;
}

const known = new Map<string, Package>();

/**
 * The package that a file belongs to.
 * @param file its absolute path, or the name by which a bundler calls a module that it wrote itself (`\0vite/preload-helper.js`)
 * @param root the folder of the repository
 * @returns nothing for the files of the repository
 */
export function packageOf(file: string, root: string): Package | undefined {
  const folder = folderOf(file, root);
  if (folder === undefined) return undefined;
  const found = known.get(folder) ?? readPackage(folder);
  known.set(folder, found);
  return found;
}

function folderOf(file: string, root: string): string | undefined {
  if (file.startsWith('\0')) {
    const [, name] = /^\0(?:virtual:)?((?:@[^/]+\/)?[^/:]+)/.exec(file) ?? [];
    return name === undefined ? undefined : join(root, 'node_modules', name);
  }
  // The innermost: packages bring packages of their own.
  return /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];
}

/** Reads a package.json. @throws Error when it does not say what package it is of */
function readPackage(folder: string): Package {
  const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (!isObject(manifest) || typeof manifest.name !== 'string' || typeof manifest.version !== 'string') {
    throw new Error(`${folder}/package.json has no name or no version.`);
  }
  const { name, version, license } = manifest;
  return { name, version, licence: typeof license === 'string' ? license : undefined, folder };
}

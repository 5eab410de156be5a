import { build } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './contract.ts';

/**
 * The AWS SDK commands that a handler sends, over all files of functions/ that end up in its bundle.
 * @param entry the handler's file
 */
export async function commandsOf(entry: string): Promise<string[]> {
  return matches(entry, /new (\w+Command)\(/g);
}

/** The environment variables that a handler requires. @param entry the handler's file */
export async function requiredVariablesOf(entry: string): Promise<string[]> {
  return matches(entry, /requiredVariable\('(\w+)'\)/g);
}

async function matches(entry: string, pattern: RegExp): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [entry],
    bundle: true,
    packages: 'external',
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm',
    absWorkingDir: root,
  });
  const sources = await Promise.all(Object.keys(metafile.inputs).map((file) => readFile(join(root, file), 'utf8')));
  return [...new Set(sources.flatMap((source) => [...source.matchAll(pattern)].map((match) => match[1] ?? '')))].sort();
}

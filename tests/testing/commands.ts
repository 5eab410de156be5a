import { build } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './contract.ts';

const patterns = {
  commands: /new (\w+Command)\(/g,
  variables: /requiredVariable\('(\w+)'\)/g,
};

/**
 * What a handler's code uses, over all files of functions/ that end up in its bundle.
 * @param entry the handler's file
 * @param what AWS SDK commands, or names of required environment variables
 */
export async function commandsOf(entry: string, what: keyof typeof patterns = 'commands'): Promise<string[]> {
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
  return [
    ...new Set(sources.flatMap((source) => [...source.matchAll(patterns[what])].map((match) => match[1] ?? ''))),
  ].sort();
}

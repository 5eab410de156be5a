import { build } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './contract.ts';

/** A command of the AWS SDK as it stands in the source of a handler. */
export interface CommandUse {
  /** `PutItemCommand`. */
  readonly command: string;
  /** What stands between its parentheses. */
  readonly input: string;
  /** The file that it stands in, from the repository's root. */
  readonly file: string;
}

/** A file of the repository. */
export interface Source {
  /** From the repository's root. */
  readonly file: string;
  readonly source: string;
}

/**
 * The AWS SDK commands that a handler sends, over all files of functions/ that end up in its bundle.
 * @param entry the handler's file
 */
export async function commandsOf(entry: string): Promise<CommandUse[]> {
  return commandsIn(await sourcesOf(entry));
}

/** The AWS SDK commands that stand in some files. */
export function commandsIn(sources: readonly Source[]): CommandUse[] {
  return sources.flatMap(({ file, source }) =>
    [...source.matchAll(/new (\w+Command)\(/g)].map(({ index, 0: text, 1: command = '' }) => ({
      command,
      input: untilClosed(source.slice(index + text.length)),
      file,
    })),
  );
}

/** The environment variables that a handler requires. @param entry the handler's file */
export async function requiredVariablesOf(entry: string): Promise<string[]> {
  const names = (await sourcesOf(entry)).flatMap(({ source }) =>
    [...source.matchAll(/requiredVariable\('(\w+)'\)/g)].map((match) => match[1] ?? ''),
  );
  return [...new Set(names)].sort();
}

/**
 * The names of the metrics that a handler writes: those that its own code counts, and those of the wrapper that it runs in.
 * @param entry the handler's file
 */
export async function metricsWrittenBy(entry: string): Promise<string[]> {
  const sources = await sourcesOf(entry);
  const handler = sources.find(({ file }) => join(root, file) === entry)?.source ?? '';
  // Of these the wrapper knows which ones are answers.
  const throwsAnswers = /background\([^;]*\bisRefusal\b/s.test(handler);
  return [
    ...(/\boperation\(/.test(handler) ? ['Duration', 'Status2xx', 'Status3xx', 'Status4xx', 'Status5xx'] : []),
    ...(/\bbackground\(/.test(handler) ? ['Duration'] : []),
    ...(throwsAnswers ? ['Refusals'] : []),
    ...sources.flatMap(({ source }) =>
      [...source.matchAll(/\b(?:count|seconds)\('(\w+)'/g)].map((match) => match[1] ?? ''),
    ),
  ];
}

async function sourcesOf(entry: string): Promise<Source[]> {
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
  const files = Object.keys(metafile.inputs);
  return Promise.all(files.map(async (file) => ({ file, source: await readFile(join(root, file), 'utf8') })));
}

/** A text up to the parenthesis that closes what was open before it. */
function untilClosed(text: string): string {
  let depth = 1;
  for (let index = 0; index < text.length; index += 1) {
    if (text[index] === '(') depth += 1;
    if (text[index] === ')') depth -= 1;
    if (depth === 0) return text.slice(0, index);
  }
  throw new Error(`A parenthesis is never closed: ${text.slice(0, 40)}`);
}

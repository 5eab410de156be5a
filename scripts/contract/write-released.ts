import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { reducedContract } from './reduce.ts';

/** The text of the file for a contract: what clients rely on, and nothing else. The same contract always gives the same text. */
export async function releasedText(document: unknown, file: string): Promise<string> {
  // In one line first: the formatter then breaks only what is too long for one.
  const text = JSON.stringify(reducedContract(document));
  return format(text, { ...(await resolveConfig(file)), parser: 'json' });
}

/** Writes the released contract. */
export async function writeReleased(file: string, document: unknown): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, await releasedText(document, file));
}

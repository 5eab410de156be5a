import { readFile } from 'node:fs/promises';

/** The file of the released contract cannot be used. */
export class ReleasedContractError extends Error {
  override readonly name = 'ReleasedContractError';
}

/** Reads the released contract. @returns undefined when nothing was released yet. @throws ReleasedContractError */
export async function readReleased(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ReleasedContractError(`${file} is no JSON: take it from the version control.`, { cause });
  }
}

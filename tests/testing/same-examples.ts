import { readFileSync } from 'node:fs';
import { expect } from 'vitest';

/**
 * Properties are tried with the same examples at every run, so that what passes for whoever makes a change passes for whoever checks it.
 * `SELECT_FUZZ_RUNS` tries others: longer fuzzing is there to find what nobody has seen yet.
 */
const { testPath = '' } = expect.getState();
const isProperty = readFileSync(testPath, 'utf8').includes(`from 'fast-check'`);
if (isProperty && process.env.SELECT_FUZZ_RUNS === undefined) {
  // Loaded by those tests only that load it anyway.
  const { configureGlobal } = await import('fast-check');
  configureGlobal({ seed: 20_261_120 });
}

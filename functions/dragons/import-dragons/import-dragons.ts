import { bodyFaults, isRecord, type RequestError } from '@dragons/core';
import { dragonFaults, keptForm } from '../dragon-rules.ts';
import type { Dragon } from '../dragon.ts';
import { folded } from '../folded.ts';
import { RegistryUnavailableError, type Registry } from '../registry.ts';

/** What became of one dragon of an import. */
export type ImportOutcome =
  | { readonly outcome: 'added' }
  /** There is a dragon of that name; it stays as it is. */
  | { readonly outcome: 'name-taken' }
  | { readonly outcome: 'invalid'; readonly errors: readonly RequestError[] }
  /** The registry could not be reached; the import can be sent again. */
  | { readonly outcome: 'failed' };

/** How many writes are under way at once. */
const concurrency = 16;

/** The input is no import. */
export class InvalidImportError extends Error {
  override readonly name = 'InvalidImportError';
}

/**
 * Adds dragons that nobody reported. Nothing that is there is overwritten, so the same import can be done again.
 * @param input `{"dragons": [...]}`, each as replaceDragon takes it
 * @param importId a new id for this import
 * @returns what became of each, in their order
 * @throws InvalidImportError
 */
export async function importDragons(
  input: unknown,
  registry: Pick<Registry, 'add'>,
  importId: string,
): Promise<{ readonly outcomes: readonly ImportOutcome[] }> {
  const dragons = isRecord(input) ? input.dragons : undefined;
  if (!Array.isArray(dragons)) throw new InvalidImportError('The input must be {"dragons": [...]}.');
  const outcomes: ImportOutcome[] = [];
  const turns = new Turns();
  let next = 0;
  const goOn = async (): Promise<void> => {
    while (next < dragons.length) {
      const index = next;
      next += 1;
      // Two dragons of one name in one import are two incarnations: the second would otherwise pass for the first, sent again.
      const add = (dragon: Dragon) =>
        turns.take(folded(dragon.dragonName), () => registry.add(dragon, `${importId}.${index}`));
      outcomes[index] = await importOne(dragons[index], add);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, goOn));
  return { outcomes };
}

/** Lets whoever wants the same name go one after the other, in the order in which they came: the first one gets it. */
class Turns {
  readonly #last = new Map<string, Promise<unknown>>();

  async take<T>(name: string, step: () => Promise<T>): Promise<T> {
    const before = this.#last.get(name);
    const turn = before === undefined ? step() : before.then(step, step);
    this.#last.set(name, turn);
    return turn;
  }
}

async function importOne(
  candidate: unknown,
  add: (dragon: Dragon) => Promise<'added' | 'name-taken'>,
): Promise<ImportOutcome> {
  const errors = bodyFaults('replaceDragon', candidate);
  if (!isDragon(candidate, errors)) return { outcome: 'invalid', errors };
  const faults = dragonFaults(candidate);
  if (faults.length > 0) return { outcome: 'invalid', errors: faults };
  try {
    return { outcome: await add(keptForm(candidate)) };
  } catch (error) {
    if (error instanceof RegistryUnavailableError) return { outcome: 'failed' };
    throw error;
  }
}

function isDragon(candidate: unknown, errors: readonly RequestError[]): candidate is Dragon {
  return isRecord(candidate) && errors.length === 0;
}

import { importDragons, type ImportOutcome } from '../import-dragons/import-dragons.ts';
import type { Dragon } from '../dragon.ts';
import type { FirstDataMark, Registry } from '../registry.ts';

/** What loading the first data needs. */
export interface LoadFirstDataDependencies {
  readonly registry: Pick<Registry, 'add'>;
  readonly mark: FirstDataMark;
  /** Publishes the whole catalogue. */
  publishAll(): Promise<unknown>;
  readonly importId: string;
}

/** A dragon of the first data could not be added. */
export class FirstDataError extends Error {
  override readonly name = 'FirstDataError';
}

/**
 * Loads the first dragons, once in a registry's life: whoever was changed or removed since stays so. Then the catalogue is there too.
 * @returns how many dragons were added
 * @throws FirstDataError; what was added until then is found again by the next attempt
 */
export async function loadFirstData(
  dragons: readonly Dragon[],
  dependencies: LoadFirstDataDependencies,
): Promise<{ readonly added: number }> {
  const { registry, mark, importId } = dependencies;
  let outcomes: readonly ImportOutcome[] = [];
  if (!(await mark.isSet())) {
    ({ outcomes } = await importDragons({ dragons }, registry, importId));
    const failed = outcomes.findIndex(({ outcome }) => outcome === 'failed' || outcome === 'invalid');
    if (failed !== -1) {
      throw new FirstDataError(
        `${dragons[failed]?.dragonName ?? ''} could not be added: ${JSON.stringify(outcomes[failed])}`,
      );
    }
    await mark.set();
  }
  await dependencies.publishAll();
  return { added: outcomes.filter(({ outcome }) => outcome === 'added').length };
}

import { folded } from './folded.ts';
import type { RegistryMemory } from './tables-in-memory.ts';
import { UnreadableItemError, type DragonVersion, type RegisteredDragon, type Registry } from './registry.ts';

/** A registry that lives in this process: for tests, and the plainest statement of what its operations mean. */
export function registryInMemory({ dragons }: Pick<RegistryMemory, 'dragons'>): Registry {
  /** The dragon of that name if it is at that version. */
  const at = (dragonName: string, expected: DragonVersion): RegisteredDragon | undefined => {
    const found = dragons.get(folded(dragonName));
    return typeof found === 'object' && isSame(found.version, expected) ? found : undefined;
  };
  return {
    async find(dragonName) {
      const found = dragons.get(folded(dragonName));
      if (found === 'unreadable') throw new UnreadableItemError(`The item of ${folded(dragonName)} is no dragon.`);
      return found;
    },
    async findAll(nameKeys) {
      return new Map(
        Array.from(new Set(nameKeys)).flatMap((nameKey) => {
          const found = dragons.get(nameKey);
          return found === undefined ? [] : [[nameKey, found]];
        }),
      );
    },
    async *all() {
      for (const [nameKey, found] of dragons) yield { nameKey, found };
    },
    async add(dragon, importId) {
      const added = { dragon, version: { incarnation: importId, number: 1 } };
      if (dragons.has(folded(dragon.dragonName)) && at(dragon.dragonName, added.version) === undefined) {
        return 'name-taken';
      }
      dragons.set(folded(dragon.dragonName), added);
      return 'added';
    },
    async replace(dragon, expected) {
      if (at(dragon.dragonName, expected) === undefined) return 'changed';
      const replaced = { dragon, version: { ...expected, number: expected.number + 1 } };
      dragons.set(folded(dragon.dragonName), replaced);
      return replaced;
    },
    async remove(dragonName, expected) {
      if (at(dragonName, expected) === undefined) return 'changed';
      dragons.delete(folded(dragonName));
      return 'removed';
    },
  };
}

function isSame(a: DragonVersion, b: DragonVersion): boolean {
  return a.incarnation === b.incarnation && a.number === b.number;
}

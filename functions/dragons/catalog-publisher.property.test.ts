import fc from 'fast-check';
import { beforeEach, expect, it, vi } from 'vitest';
import { catalogFileInMemory } from './catalog-file-in-memory.ts';
import type { CatalogFile } from './catalog-file.ts';
import { publish, type PublisherDependencies } from './catalog-publisher.ts';
import { catalogText } from './catalog-record.ts';
import { CatalogUnavailableError } from './catalog.ts';
import { registryInMemory } from './registry-in-memory.ts';
import { registryMemory, type RegistryMemory } from './tables-in-memory.ts';
import { dragon } from './testing/dragons.ts';

// Few names and few contents, so that catalogues of equal bytes, and with them equal tags, come again and again.
const nameKeys = ['a', 'b'];
const name = fc.constantFrom('a', 'a', 'b');
const put = fc.record({ name, city: fc.constantFrom('x', 'y') });
const remove = fc.record({ name, city: fc.constant(undefined) });

/** What happens to a write. */
const fate = fc.constantFrom(
  'is done',
  'is done',
  'is done, but the answer is lost',
  'is done, but the answer to its repetition says that the catalogue changed',
  'is refused, since the catalogue is said to have changed',
  'fails',
);
const history = fc.record({
  /** Changes, one after the other. Each is published at least once after it happened, together with other names. */
  changes: fc.array(
    fc.record({
      change: fc.oneof(put, remove),
      deliveries: fc.oneof(
        fc.constant<string[][]>([[]]),
        fc.array(fc.subarray(nameKeys, { maxLength: 1 }), { minLength: 1, maxLength: 2 }),
      ),
    }),
    { minLength: 1, maxLength: 8 },
  ),
  rebuilds: fc.constantFrom(0, 0, 0, 1, 2),
  fates: fc.oneof(fc.constant<string[]>([]), fc.array(fate, { maxLength: 6 })),
  before: fc.constantFrom('right', 'right', 'missing', 'damaged'),
});

beforeEach(() => {
  vi.spyOn(console, 'warn').mockReturnValue();
  vi.spyOn(console, 'error').mockReturnValue();
});

it('the catalogue is what the registry is, however publishers, a rebuild and changes interleave', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), history, async (scheduler, { changes, rebuilds, fates, before }) => {
      const memory = registryMemory([dragon({ dragonName: 'a', city: 'x' })]);
      const file = fileThat(before, memory);
      const dependencies = interleaved(scheduler, memory, doomed(file, [...fates]));
      const run = async (names: readonly string[] | 'all') => untilDone(() => publish(names, dependencies));
      const tasks: Promise<unknown>[] = [];
      let incarnations = 0;

      const history = async (): Promise<void> => {
        for (const { change, deliveries } of changes) {
          await scheduler.schedule(Promise.resolve(), `change ${JSON.stringify(change)}`);
          apply(memory, change, `incarnation-${(incarnations += 1)}`);
          tasks.push(...deliveries.map((others) => run([change.name, ...others])));
        }
      };
      tasks.push(...Array.from({ length: before === 'damaged' ? 1 + rebuilds : rebuilds }, async () => run('all')));
      await scheduler.waitFor(history());
      await scheduler.waitFor(Promise.all(tasks));

      const dragons = [...memory.dragons.values()].flatMap((found) => (found === 'unreadable' ? [] : [found.dragon]));
      expect((await file.read())?.bytes.toString()).toBe(catalogText(dragons));
    }),
    { numRuns: 600 },
  );
}, 60_000);

function fileThat(before: string, memory: RegistryMemory): CatalogFile {
  const dragons = [...memory.dragons.values()].flatMap((found) => (found === 'unreadable' ? [] : [found.dragon]));
  if (before === 'missing') return catalogFileInMemory();
  return catalogFileInMemory(Buffer.from(before === 'damaged' ? 'damaged\n' : catalogText(dragons)));
}

/** A removed name that is taken again is another incarnation, whatever its content. */
function apply(
  { dragons }: RegistryMemory,
  { name: nameKey, city }: { name: string; city: string | undefined },
  incarnation: string,
): void {
  const found = dragons.get(nameKey);
  if (city === undefined) {
    dragons.delete(nameKey);
    return;
  }
  const version =
    typeof found === 'object' ? { ...found.version, number: found.version.number + 1 } : { incarnation, number: 1 };
  dragons.set(nameKey, { dragon: dragon({ dragonName: nameKey, city }), version });
}

/** A file of which the first writes have the given fates. */
function doomed(file: CatalogFile, fates: string[]): CatalogFile {
  return {
    read: async () => file.read(),
    async write(bytes, expected) {
      const next = fates.shift() ?? 'is done';
      if (next.startsWith('is refused')) return 'changed';
      if (next === 'fails') throw new CatalogUnavailableError('S3 does not answer.');
      const outcome = await file.write(bytes, expected);
      if (outcome === 'written' && next.includes('answer is lost')) throw new CatalogUnavailableError('No answer.');
      return next.includes('repetition') ? 'changed' : outcome;
    },
  };
}

/** What publishing needs, with everything else happening between any two steps of it. */
function interleaved(scheduler: fc.Scheduler, memory: RegistryMemory, file: CatalogFile): PublisherDependencies {
  const registry = registryInMemory(memory);
  const pause = async (what: string): Promise<unknown> => scheduler.schedule(Promise.resolve(), what);
  // A pause before each step is enough: nothing of its own happens between one step and the next.
  const after = async <T>(what: string, step: () => Promise<T>): Promise<T> => {
    await pause(`before ${what}`);
    return step();
  };
  return {
    registry: {
      findAll: async (names) => after('reading dragons', async () => registry.findAll(names)),
      async *all() {
        await pause('before reading all');
        for await (const entry of registry.all()) {
          yield entry;
          await pause('while reading all');
        }
      },
    },
    file: {
      read: async () => after('reading the catalogue', async () => file.read()),
      write: async (bytes, expected) => after('writing', async () => file.write(bytes, expected)),
    },
    wait: async () => pause('waiting'),
    deadline: Infinity,
    now: () => 0,
  };
}

/** What fails is delivered again, as Lambda does with a batch of a stream. */
async function untilDone(step: () => Promise<unknown>): Promise<void> {
  for (;;) {
    try {
      await step();
      return;
    } catch (error) {
      if (!(error instanceof CatalogUnavailableError)) throw error;
    }
  }
}

import { log, logMessages } from '@dragons/core';
import { DamagedCatalogError, catalogKeys, mergeIntoCatalog, type Merged } from './catalog-merge.ts';
import type { CatalogContent, CatalogFile } from './catalog-file.ts';
import { CatalogUnavailableError } from './catalog.ts';
import type { Dragon } from './dragon.ts';
import type { Registry, RegisteredDragon, Unreadable } from './registry.ts';

/** What publishing needs. */
export interface PublisherDependencies {
  readonly registry: Pick<Registry, 'findAll' | 'all'>;
  readonly file: CatalogFile;
  /** Waits so many milliseconds. */
  wait(milliseconds: number): Promise<unknown>;
  /** Milliseconds since 1970 after which no further attempt is made. */
  readonly deadline: number;
  now(): number;
}

/** What publishing did. */
export interface Published {
  /** How many lines are different now. */
  readonly changed: number;
  /** The folded names of items that are no dragons; their lines are as they were. */
  readonly unreadable: readonly string[];
  /** How often the catalogue was written or tried to be. */
  readonly attempts: number;
  readonly bytes: number;
}

type Found = ReadonlyMap<string, RegisteredDragon | Unreadable>;

/**
 * Makes the catalogue what the registry is, under some names or altogether. It does not matter why a name is given, how often or in which
 * order: what counts is the registry's state, which is read after the catalogue and, since S3 gives equal bytes equal tags, once more after
 * writing: so a writer that was overtaken, by however much, notices it. The same dragons give the same bytes, however the catalogue was before.
 * @param nameKeys folded names, or `all`, which also mends a catalogue that is missing or damaged
 * @throws CatalogUnavailableError, RegistryUnavailableError
 */
export async function publish(
  nameKeys: readonly string[] | 'all',
  dependencies: PublisherDependencies,
): Promise<Published> {
  const { registry, file } = dependencies;
  const unreadable = new Set<string>();
  let left: ReadonlySet<string> | 'all' = nameKeys === 'all' ? nameKeys : new Set(nameKeys);
  let changed = 0;
  for (let attempt = 1; ; attempt += 1) {
    const content = await file.read();
    // A catalogue that is missing or damaged is made anew, in this attempt only: names that nobody gave would not be given again either, if the
    // answer to writing them were lost.
    const next =
      (left === 'all' ? undefined : await some(left, content, registry)) ?? (await everything(content, registry));
    const { merged, found } = next;
    for (const nameKey of next.unreadable) unreadable.add(nameKey);
    const done = { unreadable: [...unreadable], attempts: attempt, bytes: merged.bytes.length };
    if (merged.changed.length === 0 && next.isReadable) return { ...done, changed };

    if ((await file.write(merged.bytes, content?.tag)) === 'written') {
      changed += merged.changed.length;
      // Nobody has nothing to do while the catalogue cannot be read: whoever publishes what changed since the look at the registry either wrote
      // before, so that this was refused, or reads what was written now. Looking again would take on names that nobody gives again.
      if (!next.isReadable) return { ...done, changed };
      left = differences(found, await registry.findAll(merged.changed), merged.changed);
      if (left.size === 0) return { ...done, changed };
    } else {
      await again(attempt, dependencies);
    }
  }
}

/** The catalogue as it shall be written. */
interface Next {
  readonly merged: Merged;
  /** What the registry has under the names that were looked at. */
  readonly found: Found;
  /** The names among them of items that are no dragons, whose lines stay as they are. */
  readonly unreadable: readonly string[];
  /** Whether there was a catalogue before that could be read. */
  readonly isReadable: boolean;
}

/** The catalogue with some names as they are in the registry. Undefined when there is none, or a damaged one. */
async function some(
  names: ReadonlySet<string>,
  content: CatalogContent | undefined,
  registry: PublisherDependencies['registry'],
): Promise<Next | undefined> {
  try {
    if (content !== undefined)
      return { ...mergedWith(names, await registry.findAll(names), content.bytes), isReadable: true };
  } catch (error) {
    if (!(error instanceof DamagedCatalogError)) throw error;
  }
  log(content === undefined ? logMessages.catalogMissing : logMessages.catalogDamaged);
  return undefined;
}

/** All of the registry, put into a readable catalogue where it differs, and into an empty one otherwise. */
async function everything(
  content: CatalogContent | undefined,
  registry: PublisherDependencies['registry'],
): Promise<Next> {
  const known = keysOf(content);
  const isReadable = content !== undefined && known !== undefined;
  const found = new Map<string, RegisteredDragon | Unreadable>();
  for await (const { nameKey, found: entry } of registry.all()) found.set(nameKey, entry);
  const names = new Set([...(known ?? []), ...found.keys()]);
  return { ...mergedWith(names, found, isReadable ? content.bytes : Buffer.alloc(0)), isReadable };
}

/** A catalogue with what the registry has under some names. @throws DamagedCatalogError */
function mergedWith(names: Iterable<string>, found: Found, catalog: Buffer): Omit<Next, 'isReadable'> {
  const unreadable: string[] = [];
  const dragons = new Map<string, Dragon | undefined>();
  for (const nameKey of names) {
    const entry = found.get(nameKey);
    if (entry === 'unreadable') unreadable.push(nameKey);
    else dragons.set(nameKey, entry?.dragon);
  }
  return { merged: mergeIntoCatalog(catalog, dragons), found, unreadable };
}

/** The names that are not any more what they were. */
function differences(before: Found, after: Found, names: Iterable<string>): Set<string> {
  return new Set(Array.from(names).filter((name) => versionOf(before.get(name)) !== versionOf(after.get(name))));
}

function versionOf(entry: RegisteredDragon | Unreadable | undefined): string {
  return typeof entry === 'object' ? `${entry.version.incarnation}.${entry.version.number}` : String(entry);
}

/** The names in a catalogue; undefined when it is missing or damaged. */
function keysOf(content: CatalogContent | undefined): string[] | undefined {
  if (content === undefined) return undefined;
  try {
    return [...catalogKeys(content.bytes)];
  } catch (error) {
    if (error instanceof DamagedCatalogError) return undefined;
    throw error;
  }
}

/** Waits before the next attempt: longer each time, and by chance, so that writers who met do not meet again. */
async function again(attempt: number, dependencies: PublisherDependencies): Promise<void> {
  const milliseconds = Math.random() * Math.min(2000, 20 * 2 ** attempt);
  if (dependencies.now() + milliseconds > dependencies.deadline) {
    throw new CatalogUnavailableError('Others wrote the catalogue again and again.');
  }
  log(logMessages.catalogContended, { attempt });
  await dependencies.wait(milliseconds);
}

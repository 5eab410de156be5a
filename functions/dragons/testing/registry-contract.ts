import { beforeEach, describe, expect, it } from 'vitest';
import { folded } from '../folded.ts';
import { UnreadableItemError, type Registry } from '../registry.ts';
import type { Contacts, Reports } from '../reports.ts';
import type { Submissions } from '../submissions.ts';
import { contactsContract } from './contacts-contract.ts';
import { awkwardDragons, dragon } from './dragons.ts';
import { reportsContract } from './reports-contract.ts';
import { submissionsContract } from './submissions-contract.ts';

/** Everything that is kept of dragons and reports, empty, with a clock that the test turns. */
export interface Stores {
  readonly registry: Registry;
  readonly reports: Reports;
  readonly submissions: Submissions;
  readonly contacts: Contacts;
  /** Puts an item where the dragon of a folded name should be that is none. */
  putUnreadable(nameKey: string): Promise<void>;
}

/** Opens stores of one test. @param now milliseconds since 1970 */
export type OpenStores = (now: () => number) => Promise<Stores>;

/** What every implementation of the ports of the registry does. */
export function storesContract(name: string, open: OpenStores): void {
  describe(`the registry ${name}`, () => registryContract(open));
  describe(`reports ${name}`, () => reportsContract(open));
  describe(`contacts ${name}`, () => contactsContract(open));
  describe(`submissions ${name}`, () => submissionsContract(open));
}

function registryContract(open: OpenStores): void {
  let stores: Stores;
  let registry: Registry;
  beforeEach(async () => {
    stores = await open(Date.now);
    ({ registry } = stores);
  });

  const all = async (): Promise<Map<string, unknown>> => {
    const found = new Map<string, unknown>();
    for await (const { nameKey, found: entry } of registry.all()) found.set(nameKey, entry);
    return found;
  };

  it('has no dragon at first', async () => {
    expect(await registry.find('Atlas')).toBeUndefined();
    expect(await all()).toEqual(new Map());
  });

  it('gives every dragon back exactly as it went in, whatever the case in which it is asked for', async () => {
    for (const one of awkwardDragons) expect(await registry.add(one, 'import-1')).toBe('added');

    for (const one of awkwardDragons) {
      const found = await registry.find(one.dragonName.toUpperCase());
      expect(found).toEqual({ dragon: one, version: { incarnation: 'import-1', number: 1 } });
    }
  });

  it('keeps a name for whoever took it first, in whatever case', async () => {
    await registry.add(dragon({ dragonName: 'Zoë' }), 'import-1');

    expect(await registry.add(dragon({ dragonName: 'ZOE\u0308' }), 'import-2')).toBe('name-taken');
    expect((await registry.find('zoë'))?.dragon.dragonName).toBe('Zoë');
  });

  it('gives a name to one of many who want it at the same time', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        registry.add(dragon({ dragonName: index % 2 === 0 ? 'ATLAS' : 'atlas' }), `import-${index}`),
      ),
    );

    expect(outcomes.filter((outcome) => outcome === 'added')).toHaveLength(1);
  });

  it('takes the same import again as added, since its first answer may have been lost', async () => {
    await registry.add(dragon(), 'import-1');

    expect(await registry.add(dragon(), 'import-1')).toBe('added');
  });

  it('does not undo a change by the import that it came with', async () => {
    await registry.add(dragon(), 'import-1');
    await registry.replace(dragon({ city: 'nome' }), { incarnation: 'import-1', number: 1 });

    expect(await registry.add(dragon(), 'import-1')).toBe('name-taken');
    expect((await registry.find('Atlas'))?.dragon.city).toBe('nome');
  });

  it('replaces a dragon at the version that is expected, and counts on', async () => {
    await registry.add(dragon(), 'import-1');

    const replaced = await registry.replace(dragon({ dragonName: 'ATLAS' }), { incarnation: 'import-1', number: 1 });

    expect(replaced).toEqual({
      dragon: dragon({ dragonName: 'ATLAS' }),
      version: { incarnation: 'import-1', number: 2 },
    });
    expect(await registry.find('atlas')).toEqual(replaced);
  });

  it.each([
    ['an earlier version', { incarnation: 'import-1', number: 1 }],
    ['a version of the dragon that had the name before', { incarnation: 'import-0', number: 2 }],
  ])('neither replaces nor removes a dragon at %s', async (_, expected) => {
    await registry.add(dragon(), 'import-1');
    await registry.replace(dragon({ city: 'nome' }), { incarnation: 'import-1', number: 1 });

    expect(await registry.replace(dragon(), expected)).toBe('changed');
    expect(await registry.remove('Atlas', expected)).toBe('changed');
    expect((await registry.find('Atlas'))?.dragon.city).toBe('nome');
  });

  it('neither replaces nor removes what is not there', async () => {
    expect(await registry.replace(dragon(), { incarnation: 'import-1', number: 1 })).toBe('changed');
    expect(await registry.remove('Atlas', { incarnation: 'import-1', number: 1 })).toBe('changed');
    expect(await registry.find('Atlas')).toBeUndefined();
  });

  it('lets one of many replacements of the same version win', async () => {
    await registry.add(dragon(), 'import-1');

    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        registry.replace(dragon({ city: `city ${index}` }), { incarnation: 'import-1', number: 1 }),
      ),
    );

    const won = outcomes.filter((outcome) => outcome !== 'changed');
    expect(won).toHaveLength(1);
    expect(await registry.find('Atlas')).toEqual(won[0]);
  });

  it('removes a dragon, and its name is free for another incarnation', async () => {
    await registry.add(dragon(), 'import-1');

    expect(await registry.remove('ATLAS', { incarnation: 'import-1', number: 1 })).toBe('removed');
    expect(await registry.find('Atlas')).toBeUndefined();
    expect(await registry.add(dragon(), 'import-2')).toBe('added');
  });

  it('finds many at once by their folded names, each once, and leaves out the others', async () => {
    for (const one of awkwardDragons) await registry.add(one, 'import-1');
    const keys = awkwardDragons.map(({ dragonName }) => folded(dragonName));

    const found = await registry.findAll([...keys, ...keys, 'smaug']);

    expect([...found.keys()].sort()).toEqual([...keys].sort());
    expect(found.get('atlas ii')).toEqual({
      dragon: awkwardDragons[0],
      version: { incarnation: 'import-1', number: 1 },
    });
    expect(await all()).toEqual(found);
    expect(await registry.findAll([])).toEqual(new Map());
  });

  it('finds more at once than fit into one question', async () => {
    const keys = Array.from({ length: 250 }, (_, index) => `dragon ${index}`);
    await Promise.all(keys.map((dragonName) => registry.add(dragon({ dragonName }), 'import-1')));

    expect((await registry.findAll([...keys, 'smaug'])).size).toBe(250);
    expect((await all()).size).toBe(250);
  });

  it('says of an item that is no dragon that it cannot be read, and shows the others', async () => {
    await stores.putUnreadable('smaug');
    await registry.add(dragon(), 'import-1');

    await expect(registry.find('Smaug')).rejects.toThrow(UnreadableItemError);
    expect((await registry.findAll(['smaug', 'atlas'])).get('smaug')).toBe('unreadable');
    expect((await all()).get('smaug')).toBe('unreadable');
    expect((await all()).size).toBe(2);
  });
}

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { catalogFileInMemory } from './catalog-file-in-memory.ts';
import type { CatalogFile } from './catalog-file.ts';
import { publish, type PublisherDependencies } from './catalog-publisher.ts';
import { catalogText } from './catalog-record.ts';
import { CatalogUnavailableError } from './catalog.ts';
import type { Dragon } from './dragon.ts';
import { registryInMemory } from './registry-in-memory.ts';
import { registryMemory } from './tables-in-memory.ts';
import { awkwardDragons, dragon } from './testing/dragons.ts';

const frost = dragon({ dragonName: 'Frost', family: 'blue' });
const damaged = 'no catalogue\n';

beforeEach(() => {
  vi.spyOn(console, 'warn').mockReturnValue();
  vi.spyOn(console, 'error').mockReturnValue();
});

afterEach(() => vi.restoreAllMocks());

/** A registry with dragons, and a catalogue with a text; undefined for none. */
function publisher(dragons: Iterable<Dragon>, text: string | undefined, more: Partial<PublisherDependencies> = {}) {
  const memory = registryMemory(dragons);
  const file = catalogFileInMemory(text === undefined ? undefined : Buffer.from(text));
  const write = vi.fn(async (...written: Parameters<CatalogFile['write']>) => file.write(...written));
  const dependencies: PublisherDependencies = {
    registry: registryInMemory(memory),
    file: { read: async () => file.read(), write },
    wait: async () => undefined,
    deadline: 1000,
    now: () => 0,
    ...more,
  };
  return {
    memory,
    write,
    publish: async (names: readonly string[] | 'all') => publish(names, dependencies),
    text: async () => (await file.read())?.bytes.toString(),
  };
}

describe('some names', () => {
  it('become in the catalogue what they are in the registry: added, changed, removed', async () => {
    const { publish: run, text } = publisher(
      [dragon({ city: 'nome' }), frost],
      catalogText([dragon(), dragon({ dragonName: 'Gone' })]),
    );

    const published = await run(['atlas', 'frost', 'gone', 'atlas']);

    expect(await text()).toBe(catalogText([dragon({ city: 'nome' }), frost]));
    expect(published).toMatchObject({ changed: 3, unreadable: [], attempts: 1 });
    expect(published.bytes).toBe(Buffer.byteLength((await text()) ?? ''));
  });

  it('are all that is looked at', async () => {
    const { publish: run, text } = publisher([dragon(), frost], '');

    await run(['frost']);

    expect(await text()).toBe(catalogText([frost]));
  });

  it('that are in the catalogue as they are in the registry write nothing', async () => {
    const { publish: run, write } = publisher(awkwardDragons, catalogText(awkwardDragons));

    expect(await run(['atlas', 'smaug'])).toMatchObject({ changed: 0, attempts: 1 });
    expect(write).not.toHaveBeenCalled();
  });

  it.each([
    ['missing', undefined],
    ['damaged', damaged],
  ])('make the whole catalogue when it is %s', async (_, before) => {
    const { publish: run, text } = publisher(awkwardDragons, before);

    await run(['atlas']);

    expect(await text()).toBe(catalogText(awkwardDragons));
  });
});

describe('everything', () => {
  it.each([
    ['a missing catalogue', undefined],
    ['an empty one', ''],
    ['a damaged one', damaged],
    ['one that is cut off', catalogText(awkwardDragons).slice(0, 500)],
    ['one in another order', catalogText([frost]) + catalogText([dragon()])],
    ['one that lacks dragons and has others', catalogText([dragon({ dragonName: 'Gone' })])],
    ['one whose lines are damaged behind their keys', catalogText(awkwardDragons).replace('"descriptionKey"', '"?"')],
    ['the right one', catalogText(awkwardDragons)],
  ])('makes the same bytes of %s', async (_, before) => {
    const { publish: run, text } = publisher(awkwardDragons, before);

    await run('all');

    expect(await text()).toBe(catalogText(awkwardDragons));
  });

  it.each([
    ['missing', undefined],
    ['damaged', damaged],
    ['of dragons that are gone', catalogText(awkwardDragons)],
  ])('makes an empty catalogue of one that is %s when there is no dragon', async (_, before) => {
    const { publish: run, text } = publisher([], before);

    await run('all');

    expect(await text()).toBe('');
  });

  it('writes nothing when nothing is different', async () => {
    const { publish: run, write } = publisher(awkwardDragons, catalogText(awkwardDragons));

    expect(await run('all')).toMatchObject({ changed: 0 });
    expect(write).not.toHaveBeenCalled();
  });
});

describe('an item that is no dragon', () => {
  it.each([['some names', ['atlas', 'frost', 'odd']] as const, ['everything', 'all'] as const])(
    'is named, its line stays, and the others are published: %s',
    async (_, names) => {
      const odd = dragon({ dragonName: 'Odd' });
      const { memory, publish: run, text } = publisher([dragon(), frost], catalogText([odd]));
      memory.dragons.set('odd', 'unreadable');

      const published = await run(names);

      expect(published.unreadable).toEqual(['odd']);
      expect(await text()).toBe(catalogText([dragon(), frost, odd]));
    },
  );
});

describe('others who write', () => {
  /** A file of which the first writes fail as if others had been faster; they write something else if a test says what. */
  function contended(times: number, theirs?: Dragon[]): CatalogFile {
    const file = catalogFileInMemory(Buffer.from(''));
    let left = times;
    return {
      read: async () => file.read(),
      async write(bytes, expected) {
        if (left === 0) return file.write(bytes, expected);
        left -= 1;
        if (theirs !== undefined) await file.write(Buffer.from(catalogText(theirs)), expected);
        return 'changed';
      },
    };
  }

  it('lose nothing: the catalogue is read again', async () => {
    const file = contended(1, [frost]);
    const { publish: run } = publisher([dragon(), frost], '', { file });

    expect(await run(['atlas'])).toMatchObject({ changed: 1, attempts: 2 });
    expect((await file.read())?.bytes.toString()).toBe(catalogText([dragon(), frost]));
  });

  it('are waited for, by chance and longer each time, up to two seconds', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0.5);
    const wait = vi.fn(async (_milliseconds: number) => undefined);
    const { publish: run } = publisher([dragon()], '', { file: contended(9), wait, deadline: Infinity });

    await run(['atlas']);

    expect(wait.mock.calls.flat()).toEqual([20, 40, 80, 160, 320, 640, 1000, 1000, 1000]);
  });

  it('are given up on before the time is over, which says when to try again', async () => {
    let now = 0;
    const wait = async (milliseconds: number) => {
      now += milliseconds;
    };
    const { publish: run } = publisher([dragon()], '', {
      file: contended(Infinity),
      wait,
      now: () => now,
      deadline: 500,
    });

    await expect(run(['atlas'])).rejects.toThrow(CatalogUnavailableError);
    expect(now).toBeLessThanOrEqual(500);
  });
});

it('a writer that was overtaken by changes that undo each other notices it, though the catalogue looks untouched', async () => {
  const { memory, text, write, publish: run } = publisher([], catalogText([dragon()]));
  // The dragon is gone when the writer looks, and there again, exactly as it was, when the writer writes. Whoever published that had nothing to do.
  write.mockImplementationOnce(async (...written) => {
    memory.dragons.set('atlas', { dragon: dragon(), version: { incarnation: 'another', number: 1 } });
    await run(['atlas']);
    return write(...written);
  });

  await run(['atlas']);

  expect(await text()).toBe(catalogText([dragon()]));
});

it('a writer notices that another dragon took the name, though that one is as much in its first version', async () => {
  const { memory, text, write, publish: run } = publisher([dragon({ city: 'nome' })], catalogText([dragon()]));
  write.mockImplementationOnce(async (...written) => {
    memory.dragons.set('atlas', { dragon: dragon(), version: { incarnation: 'another', number: 1 } });
    await run(['atlas']);
    return write(...written);
  });

  await run(['atlas']);

  expect(await text()).toBe(catalogText([dragon()]));
});

it('whoever found no catalogue, and then one that somebody else made, looks only at the names that were given', async () => {
  const { memory, text, write, publish: run } = publisher([dragon()], undefined);
  write.mockImplementationOnce(async (...written) => {
    await run(['atlas']);
    memory.dragons.set('frost', { dragon: frost, version: { incarnation: 'another', number: 1 } });
    return write(...written);
  });

  await run(['atlas']);

  // Whoever was given this name will publish it.
  expect(await text()).toBe(catalogText([dragon()]));
});

it('whoever made a missing catalogue leaves what changed meanwhile to those who are given it', async () => {
  const { memory, text, write, publish: run } = publisher([dragon(), frost], undefined);
  write.mockImplementationOnce(async (...written) => {
    memory.dragons.delete('frost');
    return write(...written);
  });

  expect(await run(['atlas'])).toMatchObject({ attempts: 1 });
  expect(await text()).toBe(catalogText([dragon(), frost]));

  await run(['frost']);
  expect(await text()).toBe(catalogText([dragon()]));
});

it('a registry or a catalogue that fails lets publishing fail', async () => {
  const failing = async () => {
    throw new CatalogUnavailableError('down');
  };
  const file: CatalogFile = { read: failing, write: failing };

  await expect(publisher([dragon()], '', { file }).publish(['atlas'])).rejects.toThrow('down');
});

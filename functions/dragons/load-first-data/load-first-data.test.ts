import { expect, it, vi } from 'vitest';
import dragons from '../../../data/dragons.json' with { type: 'json' };
import { RegistryUnavailableError, type Registry } from '../registry.ts';
import { dragon } from '../testing/dragons.ts';
import { storesWith } from '../testing/stores.ts';
import { FirstDataError, loadFirstData } from './load-first-data.ts';

/** What loading needs, with a mark in memory. */
function dependencies(stores = storesWith()) {
  let isMarked = false;
  const mark = {
    isSet: async () => isMarked,
    set: vi.fn(async () => {
      isMarked = true;
    }),
  };
  const publishAll = vi.fn(async () => undefined);
  let imports = 0;
  return {
    ...stores,
    mark,
    publishAll,
    get importId() {
      return `import-${(imports += 1)}`;
    },
  };
}

it('loads the first dragons and publishes them', async () => {
  const all = dependencies();
  all.publishAll.mockImplementation(async () => {
    expect(all.memory.dragons.size).toBe(25);
  });

  expect(await loadFirstData(dragons, all)).toEqual({ added: 25 });
  expect(all.publishAll).toHaveBeenCalledOnce();
});

it('does so once in a registry’s life: what was changed or removed since stays so', async () => {
  const all = dependencies();
  await loadFirstData(dragons, all);
  all.memory.dragons.delete('atlas');

  expect(await loadFirstData(dragons, all)).toEqual({ added: 0 });

  expect(await all.registry.find('Atlas')).toBeUndefined();
  expect(all.publishAll).toHaveBeenCalledTimes(2);
});

it('leaves alone what is there already', async () => {
  const atlas = dragon({ dragonName: 'ATLAS', city: 'nome' });
  const all = dependencies(storesWith([atlas]));

  expect(await loadFirstData(dragons, all)).toEqual({ added: 24 });
  expect((await all.registry.find('Atlas'))?.dragon).toEqual(atlas);
});

it('goes on where a failed attempt stopped, and only then says that it is done', async () => {
  const all = dependencies();
  const add = vi
    .fn(async (...added: Parameters<Registry['add']>) => all.registry.add(...added))
    .mockRejectedValueOnce(new RegistryUnavailableError('down'));
  await expect(loadFirstData(dragons, { ...all, registry: { add } })).rejects.toThrow(FirstDataError);
  expect(all.mark.set).not.toHaveBeenCalled();
  expect(all.publishAll).not.toHaveBeenCalled();

  expect(await loadFirstData(dragons, all)).toEqual({ added: 1 });
  expect(all.memory.dragons.size).toBe(25);
});

it('names a dragon that cannot be added at all', async () => {
  const odd = dragon({ dragonName: 'Odd', family: 'red2' });

  await expect(loadFirstData([...dragons, odd], dependencies())).rejects.toThrow(/^Odd could not be added: .*letters/);
});

it('loads everything again when its mark could not be set, which changes nothing', async () => {
  const all = dependencies();
  all.mark.set.mockRejectedValueOnce(new RegistryUnavailableError('down'));
  await expect(loadFirstData(dragons, all)).rejects.toThrow('down');

  expect(await loadFirstData(dragons, all)).toEqual({ added: 0 });
  expect(all.memory.dragons.size).toBe(25);
});

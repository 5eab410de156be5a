import { describe, expect, it, vi } from 'vitest';
import { RegistryUnavailableError } from '../registry.ts';
import { awkwardDragons, dragon } from '../testing/dragons.ts';
import { storesWith } from '../testing/stores.ts';
import { importDragons, InvalidImportError } from './import-dragons.ts';

it('adds any dragons exactly as they are, but for the case of the family', async () => {
  const { registry } = storesWith();
  const dragons = awkwardDragons.map((one) => ({ ...one, family: one.family.toUpperCase() }));

  const { outcomes } = await importDragons({ dragons }, registry, 'import-1');

  expect(outcomes).toEqual(dragons.map(() => ({ outcome: 'added' })));
  for (const one of awkwardDragons) expect((await registry.find(one.dragonName))?.dragon).toEqual(one);
});

it('overwrites nothing, and can be done again', async () => {
  const { registry } = storesWith([dragon({ dragonName: 'ATLAS' })]);
  const input = { dragons: [dragon(), dragon({ dragonName: 'Frost' })] };

  expect(await importDragons(input, registry, 'import-1')).toEqual({
    outcomes: [{ outcome: 'name-taken' }, { outcome: 'added' }],
  });
  expect(await importDragons(input, registry, 'import-2')).toEqual({
    outcomes: [{ outcome: 'name-taken' }, { outcome: 'name-taken' }],
  });
  expect((await registry.find('Atlas'))?.dragon.dragonName).toBe('ATLAS');
});

it('gives a name that stands in it twice to the first, and says so of the second', async () => {
  const { registry } = storesWith();
  const slow = vi
    .fn(async (...added: Parameters<typeof registry.add>) => registry.add(...added))
    .mockImplementationOnce(async (...first) => {
      await new Promise(setImmediate);
      return registry.add(...first);
    });
  const dragons = [dragon(), dragon({ dragonName: 'ATLAS', city: 'nome' }), dragon({ dragonName: 'Frost' })];

  const { outcomes } = await importDragons({ dragons }, { add: slow }, 'import-1');

  expect(outcomes.map(({ outcome }) => outcome)).toEqual(['added', 'name-taken', 'added']);
  expect((await registry.find('Atlas'))?.dragon).toEqual(dragon());
});

it('gives it to the second when the first could not be added', async () => {
  const { registry } = storesWith();
  const add = vi
    .fn(async (...added: Parameters<typeof registry.add>) => registry.add(...added))
    .mockRejectedValueOnce(new RegistryUnavailableError('down'));

  const { outcomes } = await importDragons({ dragons: [dragon(), dragon({ city: 'nome' })] }, { add }, 'import-1');

  expect(outcomes).toEqual([{ outcome: 'failed' }, { outcome: 'added' }]);
});

describe('says of each dragon what is wrong with it, and adds the others:', () => {
  it.each([
    ['a field is missing', { ...dragon(), city: undefined }, '/city'],
    ['a field is empty', dragon({ city: '' }), '/city'],
    ['a text is too long', dragon({ description: 'x'.repeat(1001) }), '/description'],
    ['a name has a slash', dragon({ dragonName: 'a/b' }), '/dragonName'],
    ['a name is blank', dragon({ dragonName: '\u3000' }), '/dragonName'],
    ['a family has a digit', dragon({ family: 'red2' }), '/family'],
    ['there is more than belongs to a dragon', { ...dragon(), reportingPhoneNumber: '+1' }, '/reportingPhoneNumber'],
    ['it is a text', 'Atlas', ''],
    ['it is nothing', null, ''],
  ])('%s', async (_, candidate, name) => {
    const { registry } = storesWith();
    const frost = dragon({ dragonName: 'Frost' });

    const { outcomes } = await importDragons({ dragons: [candidate, frost] }, registry, 'import-1');

    expect(outcomes).toEqual([
      { outcome: 'invalid', errors: expect.arrayContaining([expect.objectContaining({ in: 'body', name })]) },
      { outcome: 'added' },
    ]);
  });
});

it('says which ones failed for the moment, and goes on', async () => {
  const { registry } = storesWith();
  const add = vi
    .fn(async (...added: Parameters<typeof registry.add>) => registry.add(...added))
    .mockRejectedValueOnce(new RegistryUnavailableError('down'));
  const dragons = Array.from({ length: 40 }, (_, index) => dragon({ dragonName: `dragon ${index}` }));

  const { outcomes } = await importDragons({ dragons }, { add }, 'import-1');

  expect(outcomes.map(({ outcome }) => outcome)).toEqual(['failed', ...Array.from({ length: 39 }, () => 'added')]);
});

it('lets a defect be one', async () => {
  const add = async () => {
    throw new TypeError('a defect');
  };

  await expect(importDragons({ dragons: [dragon()] }, { add }, 'import-1')).rejects.toThrow('a defect');
});

it.each([undefined, null, [], {}, { dragons: {} }])('refuses %j, which is no import', async (input) => {
  await expect(importDragons(input, storesWith().registry, 'import-1')).rejects.toThrow(InvalidImportError);
});

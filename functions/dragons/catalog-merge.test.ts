import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogKeys, DamagedCatalogError, mergeIntoCatalog } from './catalog-merge.ts';
import { catalogText } from './catalog-record.ts';
import type { Dragon } from './dragon.ts';
import { folded } from './folded.ts';
import { arbitraryDragon, arbitraryName } from './testing/arbitrary-dragons.ts';
import { awkwardDragons, dragon } from './testing/dragons.ts';

const catalogOf = (dragons: Iterable<Dragon>): Buffer => Buffer.from(catalogText(dragons));
const changes = (...entries: (Dragon | string)[]): Map<string, Dragon | undefined> =>
  new Map(
    entries.map((entry) =>
      typeof entry === 'string' ? [folded(entry), undefined] : [folded(entry.dragonName), entry],
    ),
  );
const thousand = Array.from({ length: 1000 }, (_, index) => dragon({ dragonName: `dragon ${index}` }));

it('any changes, in any batches, give the catalogue of what there is in the end', () => {
  const change = fc.oneof(
    arbitraryDragon.map((one) => [folded(one.dragonName), one] as const),
    arbitraryName.map((name) => [folded(name), undefined] as const),
  );

  fc.assert(
    fc.property(fc.array(fc.array(change, { maxLength: 8 }), { maxLength: 8 }), (batches) => {
      const dragons = new Map<string, Dragon>();
      let catalog: Buffer = Buffer.alloc(0);
      for (const batch of batches) {
        const before = new Map(dragons);
        for (const [nameKey, one] of batch) {
          if (one === undefined) dragons.delete(nameKey);
          else dragons.set(nameKey, one);
        }

        const merged = mergeIntoCatalog(catalog, new Map(batch));

        expect(merged.bytes.toString()).toBe(catalogText(dragons.values()));
        const touched = new Set([...before.keys(), ...dragons.keys()]);
        expect([...merged.changed].sort()).toEqual(
          [...touched].filter((key) => lineOf(before.get(key)) !== lineOf(dragons.get(key))).sort(),
        );
        expect([...catalogKeys(merged.bytes)].sort()).toEqual([...dragons.keys()].sort());
        catalog = merged.bytes;
      }
    }),
    { numRuns: 300 },
  );
});

const lineOf = (one: Dragon | undefined): string => (one === undefined ? '' : catalogText([one]));

describe('one change', () => {
  it.each([
    ['into an empty catalogue', []],
    ['before the only line', [dragon({ dragonName: 'z' })]],
    ['after the only line', [dragon({ dragonName: 'a' })]],
    ['between two lines', [dragon({ dragonName: 'a' }), dragon({ dragonName: 'z' })]],
    ['among awkward names', awkwardDragons.filter(({ dragonName }) => dragonName !== 'Atlas')],
  ])('adds a line %s, and takes it away again', (_, dragons) => {
    const added = mergeIntoCatalog(catalogOf(dragons), changes(dragon()));
    expect(added.bytes).toEqual(catalogOf([...dragons, dragon()]));
    expect(added.changed).toEqual(['atlas']);

    expect(mergeIntoCatalog(added.bytes, changes('Atlas')).bytes).toEqual(catalogOf(dragons));
  });

  it('that changes nothing is none', () => {
    const catalog = catalogOf(awkwardDragons);

    expect(mergeIntoCatalog(catalog, changes(...awkwardDragons, 'Smaug'))).toEqual({ bytes: catalog, changed: [] });
    expect(mergeIntoCatalog(catalog, new Map())).toEqual({ bytes: catalog, changed: [] });
  });

  it('of the spelling of a name is one', () => {
    const merged = mergeIntoCatalog(catalogOf([dragon()]), changes(dragon({ dragonName: 'ATLAS' })));

    expect(merged).toEqual({ bytes: catalogOf([dragon({ dragonName: 'ATLAS' })]), changed: ['atlas'] });
  });
});

it('looks at few lines of many: damage elsewhere does not matter to it', () => {
  const lines = catalogText(thousand).split('\n').slice(0, -1);
  const noticed = lines.filter((line, damaged) => {
    const catalog = Buffer.from(
      lines.map((other, index) => (index === damaged ? '?'.repeat(line.length) : other)).join('\n') + '\n',
    );
    try {
      mergeIntoCatalog(catalog, changes(dragon({ dragonName: 'dragon 5005' })));
      return false;
    } catch {
      return true;
    }
  });

  // 2^10 is more than a thousand; lines differ a little in length.
  expect(noticed.length).toBeLessThanOrEqual(12);
  expect(noticed.length).toBeGreaterThan(0);
});

describe('a damaged catalogue is noticed:', () => {
  const text = catalogText([dragon()]);

  it.each([
    ['its last line has no line feed', text.slice(0, -1)],
    ['a line has no key', '{"dragonName":"Atlas"}\n'],
    ['a line is empty', '\n'],
    ['a line is cut off', `${text.slice(0, text.indexOf('"familyKey"'))}\n`],
    ['a key is no JSON text', text.replace('"nameKey":"atlas"', '"nameKey":"\\x"')],
  ])('%s', (_, damaged) => {
    expect(() => mergeIntoCatalog(Buffer.from(damaged), changes(dragon()))).toThrow(DamagedCatalogError);
    expect(() => [...catalogKeys(Buffer.from(damaged))]).toThrow(DamagedCatalogError);
  });

  it.each([
    ['lines are not in order', catalogText([dragon({ dragonName: 'b' })]) + catalogText([dragon({ dragonName: 'a' })])],
    ['a name stands in it twice', text + text],
  ])('%s', (_, damaged) => {
    expect(() => [...catalogKeys(Buffer.from(damaged))]).toThrow(DamagedCatalogError);
  });

  it('and an empty one is not', () => {
    expect([...catalogKeys(Buffer.alloc(0))]).toEqual([]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AttributeValue } from '../values/attribute-value.ts';
import { addDecimals, compareDecimals, subtractDecimals } from '../values/decimal.ts';
import { keyPart, partitionPrefix, partOfHash, sortable, startOfPart } from './key-encoding.ts';
import { highest, isBelow, lowest, SortedMap } from './sorted-map.ts';

const sign = (n: number): number => Math.sign(n);
const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const anyText = fc.string({ unit: 'binary', maxLength: 6 });
const coefficient = fc.bigInt({ min: -(10n ** 38n) + 1n, max: 10n ** 38n - 1n });
const decimal = fc.tuple(coefficient, fc.integer({ min: 0, max: 60 })).map(([digits, scale]) => {
  const text = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0');
  return `${digits < 0n ? '-' : ''}${text.slice(0, text.length - scale)}${scale === 0 ? '' : `.${text.slice(-scale)}`}`;
});

describe('a key', () => {
  it('sorts texts as their UTF-8 bytes do', () => {
    fc.assert(
      fc.property(anyText, anyText, (a, b) => {
        const asBytes = Buffer.compare(Buffer.from(a), Buffer.from(b));
        return sign(compareTexts(keyPart({ S: a }), keyPart({ S: b }))) === sign(asBytes);
      }),
    );
  });

  it('tells lone surrogates apart, which have no UTF-8 bytes', () => {
    const keys = ['\ud800', '\udc00', '\udbff', '\ufffd', '\ud83d\udc09'].map((S) => keyPart({ S }));

    expect(new Set(keys).size).toBe(keys.length);
  });

  it('sorts bytes', () => {
    const bytes = fc.uint8Array({ maxLength: 5 });
    fc.assert(
      fc.property(bytes, bytes, (a, b) => {
        const [left, right] = [a, b].map((part) => keyPart({ B: Buffer.from(part).toString('base64') })) as [
          string,
          string,
        ];
        return sign(compareTexts(left, right)) === sign(Buffer.compare(a, b));
      }),
    );
  });

  it('sorts numbers by their size', () => {
    fc.assert(
      fc.property(decimal, decimal, (a, b) => {
        return sign(compareTexts(keyPart({ N: a }), keyPart({ N: b }))) === sign(compareDecimals(a, b));
      }),
    );
  });

  it('begins with what its text begins with', () => {
    fc.assert(fc.property(anyText, anyText, (a, b) => sortable({ S: a + b }).startsWith(sortable({ S: a }))));
  });

  it('of two parts sorts by the first part, then by the second', () => {
    const pair = fc.tuple(anyText, decimal);
    const keyOf = ([s, n]: [string, string]): string => keyPart({ S: s }) + keyPart({ N: n });
    fc.assert(
      fc.property(pair, pair, (a, b) => {
        const first = compareTexts(keyPart({ S: a[0] }), keyPart({ S: b[0] }));
        const expected = first === 0 ? compareDecimals(a[1], b[1]) : first;
        return sign(compareTexts(keyOf(a), keyOf(b))) === sign(expected);
      }),
    );
  });

  it('lies in the part of all partitions that its hash says, and parts are about equally full', () => {
    const counts = [0, 0, 0, 0, 0];
    for (let n = 0; n < 5000; n += 1) {
      const value: AttributeValue = n % 2 === 0 ? { S: `item-${n}` } : { N: String(n) };
      const key = partitionPrefix(value);
      const part = partOfHash(key, counts.length);
      counts[part]! += 1;
      expect(key >= startOfPart(part, counts.length) && key < startOfPart(part + 1, counts.length)).toBe(true);
    }
    for (const count of counts) expect(count).toBeGreaterThan(800);
  });
});

describe('a decimal', () => {
  it.each([
    ['9007199254740993', '9007199254740992', 1],
    ['0.12345678901234567890', '0.12345678901234567891', -1],
    ['-12345678901234567890.1', '-12345678901234567890.2', 1],
    ['12345678901234567890.10', '12345678901234567890.1', 0],
  ])('compares beyond what doubles hold: %s and %s', (a, b, expected) => {
    expect(Math.sign(compareDecimals(a, b))).toBe(expected);
  });

  it('adds and subtracts exactly', () => {
    const small = fc.integer({ min: -1_000_000, max: 1_000_000 });
    fc.assert(
      fc.property(small, small, fc.integer({ min: 0, max: 20 }), (a, b, scale) => {
        const text = (n: number): string => `${n < 0 ? '-' : ''}0.${String(Math.abs(n)).padStart(scale + 8, '0')}`;
        expect(compareDecimals(addDecimals(text(a), text(b)), text(a + b))).toBe(0);
        expect(compareDecimals(subtractDecimals(text(a), text(b)), text(a - b))).toBe(0);
      }),
    );
  });

  it.each([
    ['9'.repeat(38), '0.1', /38 significant digits/],
    [`9${'0'.repeat(125)}`, `9${'0'.repeat(125)}`, /overflow/],
  ])('refuses a sum that no number can hold: %s + %s', (a, b, message) => {
    expect(() => addDecimals(a, b)).toThrow(message);
  });
});

describe('a sorted map', () => {
  const key = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });

  it('is what a map with sorted keys is, whatever is set and deleted', () => {
    const step = fc.record({ key, value: fc.option(fc.integer()) });
    const bound = fc.record({ key, behind: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), bound, bound, (steps, from, to) => {
        const model = new Map<string, number>();
        const map = new SortedMap<number>();
        for (const { key: name, value } of steps) {
          if (value === null) {
            model.delete(name);
            map.delete(name);
          } else {
            model.set(name, value);
            map.set(name, value);
          }
        }
        const all = [...model].sort(([a], [b]) => compareTexts(a, b));
        const between = all.filter(([name]) => !isBelow(name, from) && isBelow(name, to));

        expect([...map.ascending(lowest, highest)]).toEqual(all);
        expect([...new SortedMap(model).ascending(from, to)]).toEqual(between);
        expect([...map.ascending(from, to)]).toEqual(between);
        expect([...map.descending(from, to)]).toEqual([...between].reverse());
        expect(map.size).toBe(model.size);
      }),
    );
  });

  it('stays sorted when it grows to many chunks and shrinks again', () => {
    const names = Array.from({ length: 20_000 }, (_, n) => String((n * 7919) % 20_000).padStart(5, '0'));
    const map = new SortedMap<number>();

    for (const [n, name] of names.entries()) map.set(name, n);
    const full = [...map.ascending(lowest, highest)].map(([name]) => name);
    for (const name of names.slice(0, 19_990)) map.delete(name);

    expect(full).toEqual([...names].sort());
    expect([...map.descending(lowest, highest)].map(([name]) => name)).toEqual(names.slice(19_990).sort().reverse());
  });
});

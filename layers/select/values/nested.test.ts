import { describe, expect, it } from 'vitest';
import { equal } from './compare.ts';
import { Decimal } from './decimal.ts';
import { ListValue, StructValue } from './nested.ts';
import { MISSING } from './value.ts';

describe('ListValue and StructValue', () => {
  it('print as compact JSON', () => {
    const value = new StructValue(['a', 'b"', 'c'], [new ListValue([1, 'x', null]), new Decimal('1.50'), MISSING]);

    expect(value.json()).toBe('{"a":[1,"x",null],"b\\"":1.50}');
    expect(new ListValue([]).json()).toBe('[]');
  });

  it('are equal by what they hold', () => {
    const struct = new StructValue(['a', 'b'], [1, null]);

    expect(equal(struct, new StructValue(['b', 'a'], [null, new Decimal('1.0')]))).toBe(true);
    expect(equal(struct, new StructValue(['a', 'b'], [1, 2]))).toBe(false);
    expect(equal(struct, new ListValue([1, null]))).toBe(false);
    expect(equal(new ListValue([1, 2]), new ListValue([2, 1]))).toBe(false);
  });

  it('do not print beyond what memory is for', () => {
    const megabytes = new ListValue(Array<string>(20).fill('a'.repeat(1_000_000)));

    expect(() => megabytes.json()).toThrow(expect.objectContaining({ code: 'OverMaxRecordSize' }));
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TextSearch } from './text-search.ts';

/** Text of few letters, so that a pattern is found often and nearly found even more often. */
const letters = (minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom('a', 'b', '"', 'é'), minLength, maxLength });

describe('looking for bytes by their rarest piece', () => {
  it('finds every place that Buffer.indexOf finds', () => {
    fc.assert(
      fc.property(letters(1, 9), letters(0, 40), fc.nat(3), (pattern, text, rare) => {
        const bytes = Buffer.from(pattern);
        const block = Buffer.from(`${text}${pattern}${text}`.repeat(rare + 1).padEnd(40_000, text + 'b'));
        const search = new TextSearch(bytes);
        search.tune(block, 0);

        for (let at = 0, i = 0; i < 50; i += 1) {
          const expected = block.indexOf(bytes, at);
          expect(search.next(block, at)).toBe(expected < 0 ? Infinity : expected);
          if (expected < 0) break;
          at = expected + 1;
        }
      }),
    );
  });

  it('is right in a block unlike the one it was tuned for', () => {
    const search = new TextSearch(Buffer.from('"anchorage"'));
    search.tune(Buffer.from('"anchor" '.repeat(5000)), 0);

    expect(search.next(Buffer.from('"anchorage"'), 0)).toBe(0);
    expect(search.next(Buffer.from('anchorage" "anchor" "anchorage"'), 0)).toBe(20);
    expect(search.next(Buffer.from('"anchorag"'), 0)).toBe(Infinity);
  });
});

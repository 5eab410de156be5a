import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { QueryParameters } from './query-parameters.ts';

describe('QueryParameters', () => {
  it('decodes any ASCII text like the URL Standard does, apart from semicolons', () => {
    const piece = fc.constantFrom(
      'a',
      'b',
      '=',
      '&',
      '+',
      '%',
      '%2',
      '%41',
      '%c3%bc',
      '%ff',
      '%F0%9F%90%89',
      '%00',
      '?',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('');
        const standard = [...new URLSearchParams(`?${text}`)];

        const ours = new QueryParameters(text);

        expect(ours.single()).toEqual(Object.fromEntries(standard));
        expect(
          Object.entries(ours.multiple())
            .flatMap(([name, values]) => values.map((value) => [name, value]))
            .sort(),
        ).toEqual(standard.sort());
      }),
    );
  });

  it('keeps a parameter that is named like a member of every object', () => {
    const parameters = new QueryParameters('__proto__=1&constructor=2');
    expect(JSON.stringify(parameters.single())).toBe('{"__proto__":"1","constructor":"2"}');
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { likeMatcher } from './like.ts';

describe('likeMatcher', () => {
  it.each([
    ['Amar', 'Amar', true],
    ['Amar', 'amar', false],
    ['Amar', 'A%', true],
    ['Amar', '%r', true],
    ['Amar', '%m%', true],
    ['Amar', '____', true],
    ['Amar', '___', false],
    ['Amar', '%_____%', false],
    ['', '', true],
    ['', '%', true],
    ['', '_', false],
    ['aab', '%ab', true],
    ['ab', 'ab%ab', false],
    ['a\nb', 'a_b', true],
    ['a.b', 'a.b', true],
    ['axb', 'a.b', false],
    ['\u{1F409}', '_', true],
    ['x\u{1F409}', '%_', true],
    ['\u{1F409}', '__', false],
    ['a\\b', 'a\\b', true],
  ])('%j LIKE %j is %s', (text, pattern, expected) => {
    expect(likeMatcher(pattern)(text)).toBe(expected);
  });

  it('takes %, _ and the escape character literally after the escape character', () => {
    expect(likeMatcher('50!%', '!')('50%')).toBe(true);
    expect(likeMatcher('50!%', '!')('500')).toBe(false);
    expect(likeMatcher('a\\_b\\\\', '\\')('a_b\\')).toBe(true);
  });

  it.each([
    ['a!b', '!'],
    ['a!', '!'],
    ['a', 'ab'],
    ['a', ''],
  ])('refuses the pattern %j with the escape %j', (pattern, escape) => {
    expect(() => likeMatcher(pattern, escape)).toThrow(
      expect.objectContaining({ code: 'EvaluatorLikePatternInvalidEscapeSequence' }),
    );
  });

  it('agrees with a regular expression', () => {
    const unit = fc.constantFrom('a', 'b', '%', '_', '\u{1F409}', '.');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 8 }), fc.string({ unit, maxLength: 8 }), (text, pattern) => {
        const source = pattern.replaceAll('.', '\\.').replaceAll('%', '.*').replaceAll('_', '.');
        expect(likeMatcher(pattern)(text)).toBe(new RegExp(`^${source}$`, 'su').test(text));
      }),
      { numRuns: 3000 },
    );
  });

  it('needs no exponential time', () => {
    expect(likeMatcher('%a'.repeat(30) + 'b')('a'.repeat(50_000))).toBe(false);
  });
});

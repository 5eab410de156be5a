import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { requiredText } from './like-pattern.ts';
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

  it('finds long parts like short ones', () => {
    // Parts of more than 64 characters, and parts of more than 32 with `_`, are searched for in other ways.
    const unit = fc.constantFrom('a', 'b', '\u{1F409}');
    const piece = fc.string({ unit, minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(piece, fc.nat(60), piece, fc.array(fc.boolean(), { maxLength: 90 }), (head, times, tail, wild) => {
        const wanted = head.repeat(times) + tail;
        const pattern = Array.from(wanted, (character, i) => (wild[i] === true ? '_' : character)).join('');
        const source = pattern.replaceAll('_', '.');
        for (const text of [wanted, `${head}${wanted}${tail}`, `b${wanted.slice(1)}`, wanted.slice(1) + wanted]) {
          expect(likeMatcher(`%${pattern}%`)(text)).toBe(new RegExp(source, 'su').test(text));
        }
      }),
      { numRuns: 500 },
    );
  });

  // With sizes at which any of these would take minutes if the time were the product of both lengths.
  it.each([
    ['many parts', '%a'.repeat(30) + '%b%', 'a'.repeat(1_000_000), false],
    ['a long part that nearly matches everywhere', `%b${'a'.repeat(120_000)}%`, 'a'.repeat(1_000_000), false],
    ['a long part that nearly matches to its end', `%${'a'.repeat(120_000)}b%`, 'a'.repeat(1_000_000), false],
    ['a long part that matches at the end', `%${'a'.repeat(120_000)}b%`, `${'a'.repeat(1_000_000)}b`, true],
    ['a part with _', `%${'a_'.repeat(2000)}b%`, 'a'.repeat(1_000_000), false],
    ['_ alone', `%${'_'.repeat(250_000)}%`, 'a'.repeat(1_000_000), true],
    ['more _ than characters', `%${'_'.repeat(250_000)}%`, 'a'.repeat(249_999), false],
    ['both ends', `${'a_'.repeat(60_000)}%${'_a'.repeat(60_000)}`, 'a'.repeat(1_000_000), true],
    ['many long parts', `%${`${'a'.repeat(100)}b%`.repeat(1000)}`, 'a'.repeat(1_000_000), false],
  ])('needs time in proportion to the text: %s', (_title, pattern, text, expected) => {
    expect(likeMatcher(pattern)(text)).toBe(expected);
  });

  it('refuses a part with _ that is too long to be searched for', () => {
    expect(() => likeMatcher(`%${'a_'.repeat(2049)}%`)).toThrow(expect.objectContaining({ code: 'LikeInvalidInputs' }));
    expect(likeMatcher('a_'.repeat(2049))('a'.repeat(4098))).toBe(true);
  });
});

describe('requiredText', () => {
  it.each([
    ['%needle%', undefined, 'needle'],
    ['a%longer%b', undefined, 'longer'],
    ['ab_cde', undefined, 'cde'],
    ['50!%!_%', '!', '50%_'],
    ['%', undefined, ''],
    ['', undefined, ''],
  ])('of %j with the escape %j is %j', (pattern, escape, expected) => {
    expect(requiredText(pattern, escape)).toBe(expected);
  });

  it('is in every text that the pattern matches', () => {
    const unit = fc.constantFrom('a', 'b', '%', '_');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 6 }), fc.string({ unit, maxLength: 6 }), (text, pattern) => {
        fc.pre(likeMatcher(pattern)(text));
        expect(text).toContain(requiredText(pattern));
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byCodePoint, folded } from './folded.ts';

describe('a folded text', () => {
  it.each([
    ['is in lower case', 'RED Dragon', 'red dragon'],
    ['is the same for composed and decomposed characters', 'e\u0301', '\u00e9'],
    ['has one blank for white space, newlines and control characters', ' a \n\t b\u0000c ', 'a b c'],
    ['keeps quotes, wildcards and emoji', `O'Brien "x" 100%_ 🐉`, `o'brien "x" 100%_ 🐉`],
  ])('%s', (_, text, expected) => {
    expect(folded(text)).toBe(expected);
  });

  it('is folded already, whatever the text was', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => folded(folded(text)) === folded(text)));
  });
});

it('byCodePoint sorts as UTF-8 bytes do', () => {
  const text = fc.string({ unit: 'binary' });
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(Math.sign(byCodePoint(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
    }),
  );
});

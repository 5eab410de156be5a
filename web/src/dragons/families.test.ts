import { afterEach, describe, expect, it } from 'vitest';
import { language } from '../messages/messages.ts';
import { knownFamilies, meantFamily, spokenFamily } from './families.ts';

afterEach(() => {
  language.value = 'en';
});

describe('a known family', () => {
  it('is said in the language that is spoken', () => {
    expect(knownFamilies.map(spokenFamily)).toEqual(['Red', 'Black', 'Blue', 'Green']);
    language.value = 'de';
    expect(knownFamilies.map(spokenFamily)).toEqual(['Rot', 'Schwarz', 'Blau', 'Grün']);
  });

  it.each(['Blau', ' blau ', 'BLAU', 'blue', 'Blue'])('is meant by %j in German', (typed) => {
    language.value = 'de';

    expect(meantFamily(typed)).toBe('blue');
  });

  it('is meant however its letters are written', () => {
    language.value = 'de';

    expect(meantFamily('gru\u0308n')).toBe('green');
  });

  it.each(['en', 'de'] as const)('is meant by its own word in %s', (code) => {
    language.value = code;

    expect(knownFamilies.map((family) => meantFamily(spokenFamily(family)))).toEqual([...knownFamilies]);
  });
});

describe('another family', () => {
  it.each(['tartan', ' Tartan ', 'Bläulich', '', '__proto__'])('such as %j stays as it is written', (family) => {
    language.value = 'de';

    expect([spokenFamily(family), meantFamily(family)]).toEqual([family, family]);
  });

  it('may have a name that is a known one in a language which is not spoken', () => {
    expect(meantFamily('Rot')).toBe('Rot');
  });
});

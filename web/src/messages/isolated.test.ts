import { expect, it } from 'vitest';
import { isolated } from './isolated.ts';

it('a name that is written as the sentence around it stays as it is', () => {
  expect(isolated('Frost "the" Überdrache 🐉 龍')).toBe('Frost "the" Überdrache 🐉 龍');
});

it.each(['תנין', 'تنين', 'Frost\u202E'])('a name that would turn the sentence around is kept apart: %s', (name) => {
  expect(isolated(name)).toBe(`\u2068${name}\u2069`);
});

import { expect, it } from 'vitest';
import { printable } from './printable.ts';

it.each([
  ['a colour', '\u001b[31mred', '\\u{1b}[31mred'],
  ['a line feed', 'two\nlines', 'two\\u{a}lines'],
  ['a C1 control', '\u009b2J', '\\u{9b}2J'],
  ['an override of the direction', 'txt.\u202Eexe', 'txt.\\u{202e}exe'],
  ['half a surrogate pair', 'a\ud83d', 'a\\u{d83d}'],
  ['a line separator', 'a\u2028b', 'a\\u{2028}b'],
])('shows %s as an escape', (_, text, shown) => {
  expect(printable(text)).toBe(shown);
});

it('leaves letters of all scripts and joined emoji as they are', () => {
  expect(printable('Ängström 龍 تنين 👩‍🚒')).toBe('Ängström 龍 تنين 👩‍🚒');
});

it('cuts by characters, never inside of one', () => {
  expect(printable('🐉🐉🐉', 2)).toBe('🐉🐉…');
  expect(printable('🐉🐉', 2)).toBe('🐉🐉');
  expect(printable('x'.repeat(1_000_000), 3)).toBe('xxx…');
});
